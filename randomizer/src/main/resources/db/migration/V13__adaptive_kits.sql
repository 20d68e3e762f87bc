-- Methods that look at earlier subjects give kits from stock, too.

DROP FUNCTION randomize_adaptively(text, text, text, text, text, text, text, boolean, timestamptz, jsonb, integer, integer,
                                   text, text, bytea, text, bytea);

-- As before. Where kits are managed, p_dispensed is handed out instead of the entry's own number: 'out-of-kits' without it,
-- and 'stale' if anything has happened to the site's kits since its shelf had the version p_shelf. Locks are taken in the
-- order shelf, key, subject, list, stratum, gate, kit.
CREATE FUNCTION randomize_adaptively(
    p_study text, p_list text, p_stratum text, p_subject text, p_site text, p_key text, p_fingerprint text,
    p_tell_ecrf boolean, p_at timestamptz, p_facts jsonb, p_extension integer,
    p_version integer, p_number text, p_kit text, p_arm bytea, p_leaf text, p_totals bytea,
    p_dispensed text, p_shelf bigint) RETURNS randomization_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior  idempotent_request%ROWTYPE;
    v_closed text;
    v_at     timestamptz;
    v_kit    text := p_kit;
BEGIN
    IF p_dispensed IS NOT NULL AND hold_shelf(p_study, p_site) IS DISTINCT FROM p_shelf THEN
        RETURN randomization_answer('stale', p_study, NULL);
    END IF;
    PERFORM pg_advisory_xact_lock(1, hashtext(p_study || E'\n' || p_key));
    PERFORM pg_advisory_xact_lock(2, hashtext(p_study || E'\n' || p_subject));
    SELECT * INTO v_prior FROM idempotent_request WHERE study = p_study AND key = p_key;
    IF FOUND AND v_prior.fingerprint = p_fingerprint THEN
        RETURN randomization_answer('replayed', p_study, v_prior.reference);
    ELSIF FOUND THEN
        RETURN randomization_answer('key-reused', p_study, NULL);
    ELSIF EXISTS (SELECT FROM allocation WHERE study = p_study AND subject = p_subject) THEN
        RETURN randomization_answer('already-randomized', p_study, p_subject);
    ELSIF NOT EXISTS (SELECT FROM randomization_list
                      WHERE study = p_study AND list = p_list AND source = 'adaptive' AND purpose = 'live') THEN
        RETURN randomization_answer('no-stratum', p_study, NULL);
    ELSIF NOT adaptive_entry_is_next(p_list, p_extension, p_version) THEN
        RETURN randomization_answer('superseded', p_study, NULL);
    END IF;
    PERFORM hold_adaptive_stratum(p_list, p_stratum);
    v_closed := allocation_gate(p_study, p_list, p_stratum, p_site);
    IF v_closed IS NOT NULL THEN
        RETURN randomization_answer(v_closed, p_study, NULL);
    END IF;

    v_at := greatest(p_at, (SELECT last_at FROM adaptive_state WHERE list = p_list));
    IF kits_are_managed(p_list) THEN
        v_kit := p_dispensed;
        IF p_dispensed IS NULL THEN
            RETURN randomization_answer('out-of-kits', p_study, NULL);
        ELSIF NOT hand_out_kit(p_study, p_subject, 'RANDOMIZATION', 1, p_site, p_dispensed, v_at, p_facts) THEN
            RETURN randomization_answer('stale', p_study, NULL);
        END IF;
    END IF;
    v_at := add_adaptive_entry(p_list, p_stratum, p_extension, p_version, p_number, p_kit, p_arm, p_leaf, p_totals, v_at);
    INSERT INTO allocation (study, subject, site, list, stratum, position, randomization_number, kit, leaf, extension,
                            randomized_at)
    VALUES (p_study, p_subject, p_site, p_list, p_stratum, p_version + 1, p_number, v_kit, p_leaf, p_extension, v_at);
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, p_subject, v_at);
    IF p_tell_ecrf THEN
        INSERT INTO outbox (study, subject, created_at, due_at) VALUES (p_study, p_subject, v_at, v_at);
    END IF;
    PERFORM append_audit(p_study, p_study || '/list/' || p_list, v_at, p_facts || jsonb_build_object(
        'action', 'randomize', 'subject', p_subject, 'site', p_site, 'list', p_list, 'stratum', p_stratum,
        'position', p_version + 1, 'randomizationNumber', p_number, 'kit', v_kit, 'leaf', p_leaf));
    PERFORM note_caps(p_study, p_list, p_stratum, p_site, v_at);
    RETURN randomization_answer('allocated', p_study, p_subject);
END
$$;

REVOKE ALL ON FUNCTION randomize_adaptively(text, text, text, text, text, text, text, boolean, timestamptz, jsonb, integer,
                                            integer, text, text, bytea, text, bytea, text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    randomize_adaptively(text, text, text, text, text, text, text, boolean, timestamptz, jsonb, integer, integer, text,
                         text, bytea, text, bytea, text, bigint)
TO "${runtimeRole}";
