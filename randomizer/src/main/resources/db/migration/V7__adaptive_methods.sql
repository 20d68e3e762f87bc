-- Methods that look at earlier subjects before they draw. Nothing is prepared: each allocation brings its own entry, made from
-- the totals of a certain version, and is refused if they have another version by now.

ALTER TABLE randomization_list DROP CONSTRAINT randomization_list_source_check;
ALTER TABLE randomization_list
    ADD CONSTRAINT randomization_list_source_check CHECK (source IN ('generated', 'uploaded', 'adaptive'));

-- The totals from which the next allocation is made, and how many allocations they hold.
CREATE TABLE adaptive_state (
    list    text PRIMARY KEY REFERENCES randomization_list,
    version integer NOT NULL CHECK (version > 0),
    totals  bytea   NOT NULL, -- encrypted; of one length for all values
    last_at timestamptz NOT NULL
) WITH (fillfactor = 50);

-- What an adaptive list is made from: its sealed seed, and the sealed totals with their version (0 and null at first). Lists
-- that were made in advance keep their seeds.
CREATE FUNCTION adaptive_state(p_study text, p_list text)
    RETURNS TABLE (sealed_seed bytea, of_version integer, sealed_totals bytea)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT l.seed, coalesce(s.version, 0), s.totals
    FROM randomization_list l LEFT JOIN adaptive_state s ON s.list = l.list
    WHERE l.study = p_study AND l.list = p_list AND l.source = 'adaptive' AND l.purpose = 'live'
$$;

-- As 'randomize', with the entry that the caller made from the totals of p_version; also 'superseded' if there is another
-- version. Locks are taken in the order key, subject, list, stratum, gate, and one of each kind.
CREATE FUNCTION randomize_adaptively(
    p_study text, p_list text, p_stratum text, p_subject text, p_site text, p_key text, p_fingerprint text,
    p_tell_ecrf boolean, p_at timestamptz, p_facts jsonb,
    p_version integer, p_number text, p_kit text, p_arm bytea, p_leaf text, p_totals bytea) RETURNS randomization_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior  idempotent_request%ROWTYPE;
    v_state  adaptive_state%ROWTYPE;
    v_closed text;
    v_at     timestamptz;
BEGIN
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
    END IF;

    PERFORM pg_advisory_xact_lock(8, hashtext(p_list));
    SELECT * INTO v_state FROM adaptive_state WHERE list = p_list;
    IF coalesce(v_state.version, 0) <> p_version THEN
        RETURN randomization_answer('superseded', p_study, NULL);
    END IF;
    INSERT INTO stratum_counter (list, stratum, entries) VALUES (p_list, p_stratum, 1000000) ON CONFLICT DO NOTHING;
    PERFORM FROM stratum_counter WHERE list = p_list AND stratum = p_stratum FOR UPDATE;
    v_closed := allocation_gate(p_study, p_list, p_stratum, p_site);
    IF v_closed IS NOT NULL THEN
        RETURN randomization_answer(v_closed, p_study, NULL);
    END IF;

    v_at := greatest(p_at, v_state.last_at);
    INSERT INTO adaptive_state (list, version, totals, last_at) VALUES (p_list, p_version + 1, p_totals, v_at)
    ON CONFLICT (list) DO UPDATE SET version = p_version + 1, totals = p_totals, last_at = v_at;
    UPDATE stratum_counter SET taken = taken + 1, last_at = v_at WHERE list = p_list AND stratum = p_stratum;
    INSERT INTO list_entry (list, stratum, position, randomization_number, kit, arm, leaf)
    VALUES (p_list, p_stratum, p_version + 1, p_number, p_kit, p_arm, p_leaf);
    INSERT INTO allocation (study, subject, site, list, stratum, position, randomization_number, kit, leaf, randomized_at)
    VALUES (p_study, p_subject, p_site, p_list, p_stratum, p_version + 1, p_number, p_kit, p_leaf, v_at);
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, p_subject, v_at);
    IF p_tell_ecrf THEN
        INSERT INTO outbox (study, subject, created_at, due_at) VALUES (p_study, p_subject, v_at, v_at);
    END IF;
    PERFORM append_audit(p_study, p_study || '/list/' || p_list, v_at, p_facts || jsonb_build_object(
        'action', 'randomize', 'subject', p_subject, 'site', p_site, 'list', p_list, 'stratum', p_stratum,
        'position', p_version + 1, 'randomizationNumber', p_number, 'kit', p_kit, 'leaf', p_leaf));
    PERFORM note_caps(p_study, p_list, p_stratum, p_site, v_at);
    RETURN randomization_answer('allocated', p_study, p_subject);
END
$$;

-- ---------------------------------------------------------------------------------------------------------- rights

REVOKE ALL ON FUNCTION adaptive_state(text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION randomize_adaptively(text, text, text, text, text, text, text, boolean, timestamptz, jsonb, integer,
                                            text, text, bytea, text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    adaptive_state(text, text),
    randomize_adaptively(text, text, text, text, text, text, text, boolean, timestamptz, jsonb, integer, text, text, bytea,
                         text, bytea)
TO "${runtimeRole}";
