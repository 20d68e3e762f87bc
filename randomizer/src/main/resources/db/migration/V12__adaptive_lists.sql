-- Adaptive lists are tried out with test lists of their own and amended while subjects are being randomized.

-- ------------------------------------------------------------------------------------------------------- what is so far

DROP FUNCTION adaptive_state(text, text);

-- What an adaptive list is made from: its sealed seed, the part and the plan that are in force, and the sealed totals with
-- their version (0 and null at first). Lists that were made in advance keep their seeds.
CREATE FUNCTION adaptive_state(p_study text, p_list text)
    RETURNS TABLE (sealed_seed bytea, of_extension integer, of_plan text, of_version integer, sealed_totals bytea)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT l.seed, x.extension, x.plan_version, coalesce(s.version, 0), s.totals
    FROM randomization_list l
    JOIN list_extension x ON x.list = l.list
    LEFT JOIN adaptive_state s ON s.list = l.list
    WHERE l.study = p_study AND l.list = p_list AND l.source = 'adaptive'
    ORDER BY x.extension DESC LIMIT 1
$$;

-- Whether an entry that was made under a part and from totals of a version is still the next one; if so, it stays so to the
-- end of the transaction.
CREATE FUNCTION adaptive_entry_is_next(p_list text, p_extension integer, p_version integer) RETURNS boolean
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(8, hashtext(p_list));
    RETURN p_version = coalesce((SELECT version FROM adaptive_state WHERE list = p_list), 0)
       AND p_extension = (SELECT max(extension) FROM list_extension WHERE list = p_list);
END
$$;

-- The row by which an adaptive list counts the subjects of a stratum, made when it is first needed and locked.
CREATE FUNCTION hold_adaptive_stratum(p_list text, p_stratum text) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO stratum_counter (list, stratum, entries) VALUES (p_list, p_stratum, 1000000) ON CONFLICT DO NOTHING;
    PERFORM FROM stratum_counter WHERE list = p_list AND stratum = p_stratum FOR UPDATE;
END
$$;

-- Adds the entry and the totals after it; answers its time, which is none before that of the entry before.
CREATE FUNCTION add_adaptive_entry(
    p_list text, p_stratum text, p_extension integer, p_version integer, p_number text, p_kit text, p_arm bytea,
    p_leaf text, p_totals bytea, p_at timestamptz) RETURNS timestamptz
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    v_at timestamptz := greatest(p_at, (SELECT last_at FROM adaptive_state WHERE list = p_list));
BEGIN
    INSERT INTO adaptive_state (list, version, totals, last_at) VALUES (p_list, p_version + 1, p_totals, v_at)
    ON CONFLICT (list) DO UPDATE SET version = p_version + 1, totals = p_totals, last_at = v_at;
    UPDATE stratum_counter SET taken = taken + 1, last_at = v_at WHERE list = p_list AND stratum = p_stratum;
    INSERT INTO list_entry (list, stratum, position, randomization_number, kit, arm, leaf, extension)
    VALUES (p_list, p_stratum, p_version + 1, p_number, p_kit, p_arm, p_leaf, p_extension);
    RETURN v_at;
END
$$;

-- ------------------------------------------------------------------------------------------------------- randomization

DROP FUNCTION randomize_adaptively(text, text, text, text, text, text, text, boolean, timestamptz, jsonb, integer, text,
                                   text, bytea, text, bytea);

-- As 'randomize', with the entry that the caller made under a part and from the totals of p_version; also 'superseded' if
-- there is another part or version. Locks are taken in the order key, subject, list, stratum, gate, and one of each kind.
CREATE FUNCTION randomize_adaptively(
    p_study text, p_list text, p_stratum text, p_subject text, p_site text, p_key text, p_fingerprint text,
    p_tell_ecrf boolean, p_at timestamptz, p_facts jsonb, p_extension integer,
    p_version integer, p_number text, p_kit text, p_arm bytea, p_leaf text, p_totals bytea) RETURNS randomization_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior  idempotent_request%ROWTYPE;
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
    ELSIF NOT adaptive_entry_is_next(p_list, p_extension, p_version) THEN
        RETURN randomization_answer('superseded', p_study, NULL);
    END IF;
    PERFORM hold_adaptive_stratum(p_list, p_stratum);
    v_closed := allocation_gate(p_study, p_list, p_stratum, p_site);
    IF v_closed IS NOT NULL THEN
        RETURN randomization_answer(v_closed, p_study, NULL);
    END IF;

    v_at := add_adaptive_entry(p_list, p_stratum, p_extension, p_version, p_number, p_kit, p_arm, p_leaf, p_totals, p_at);
    INSERT INTO allocation (study, subject, site, list, stratum, position, randomization_number, kit, leaf, extension,
                            randomized_at)
    VALUES (p_study, p_subject, p_site, p_list, p_stratum, p_version + 1, p_number, p_kit, p_leaf, p_extension, v_at);
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

-- As 'randomize_test', with an entry as for 'randomize_adaptively'.
CREATE FUNCTION randomize_test_adaptively(
    p_study text, p_list text, p_stratum text, p_subject text, p_site text, p_key text, p_fingerprint text,
    p_at timestamptz, p_facts jsonb, p_extension integer,
    p_version integer, p_number text, p_kit text, p_arm bytea, p_leaf text, p_totals bytea) RETURNS randomization_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior  idempotent_request%ROWTYPE;
    v_closed text;
    v_at     timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(1, hashtext(p_study || E'\n' || p_key));
    PERFORM pg_advisory_xact_lock(2, hashtext(p_list || E'\n' || p_subject));
    SELECT * INTO v_prior FROM idempotent_request WHERE study = p_study AND key = p_key;
    IF FOUND AND v_prior.fingerprint = p_fingerprint THEN
        RETURN test_randomization_answer('replayed', split_part(v_prior.reference, '#', 1),
                                         split_part(v_prior.reference, '#', 2));
    ELSIF FOUND THEN
        RETURN test_randomization_answer('key-reused', NULL, NULL);
    ELSIF EXISTS (SELECT FROM randomization_list WHERE study = p_study AND purpose = 'live') THEN
        RETURN test_randomization_answer('live', NULL, NULL);
    ELSIF EXISTS (SELECT FROM test_allocation WHERE list = p_list AND subject = p_subject) THEN
        RETURN test_randomization_answer('already-randomized', p_list, p_subject);
    ELSIF NOT EXISTS (SELECT FROM randomization_list
                      WHERE study = p_study AND list = p_list AND source = 'adaptive' AND purpose = 'test') THEN
        RETURN test_randomization_answer('no-stratum', NULL, NULL);
    ELSIF NOT adaptive_entry_is_next(p_list, p_extension, p_version) THEN
        RETURN test_randomization_answer('superseded', NULL, NULL);
    END IF;
    PERFORM hold_adaptive_stratum(p_list, p_stratum);
    v_closed := allocation_gate(p_study, p_list, p_stratum, p_site);
    IF v_closed IS NOT NULL THEN
        RETURN test_randomization_answer(v_closed, NULL, NULL);
    END IF;

    v_at := add_adaptive_entry(p_list, p_stratum, p_extension, p_version, p_number, p_kit, p_arm, p_leaf, p_totals, p_at);
    INSERT INTO test_allocation (list, subject, study, site, stratum, position, randomization_number, kit, leaf,
                                 randomized_at)
    VALUES (p_list, p_subject, p_study, p_site, p_stratum, p_version + 1, p_number, p_kit, p_leaf, v_at);
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, p_list || '#' || p_subject, v_at);
    PERFORM append_audit(p_study, p_study || '/test-list/' || p_list, v_at, p_facts || jsonb_build_object(
        'action', 'test-randomize', 'subject', p_subject, 'site', p_site, 'list', p_list, 'stratum', p_stratum,
        'position', p_version + 1, 'randomizationNumber', p_number, 'kit', p_kit, 'leaf', p_leaf));
    RETURN test_randomization_answer('allocated', p_list, p_subject);
END
$$;

-- ------------------------------------------------------------------------------------------------------------ extension

-- As 'extend_list', for a part that prepares nothing: what it changes are the totals, which get the amended plan's shape.
-- Also 'superseded' if they have another version by now.
CREATE FUNCTION extend_adaptive_list(
    p_study text, p_plan text, p_list text, p_extension integer, p_commitment text, p_seed bytea, p_version integer,
    p_totals bytea, p_key text, p_fingerprint text, p_at timestamptz, p_facts jsonb) RETURNS extension_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_answer extension_answer;
BEGIN
    PERFORM pg_advisory_xact_lock(1, hashtext(p_study || E'\n' || p_key));
    PERFORM pg_advisory_xact_lock(3, hashtext(p_study));
    PERFORM pg_advisory_xact_lock(8, hashtext(p_list));
    IF NOT EXISTS (SELECT FROM idempotent_request WHERE study = p_study AND key = p_key)
        AND p_version <> coalesce((SELECT version FROM adaptive_state WHERE list = p_list), 0) THEN
        RETURN extension_answer('superseded', NULL, NULL);
    END IF;
    v_answer := extend_list(p_study, p_plan, p_list, p_extension, p_commitment, p_seed, '{}', '{}', '{}', '{}', '{}', '{}',
                            p_key, p_fingerprint, p_at, p_facts);
    IF v_answer.outcome = 'extended' AND p_totals IS NOT NULL THEN
        UPDATE adaptive_state SET totals = p_totals WHERE list = p_list;
    END IF;
    RETURN v_answer;
END
$$;

-- --------------------------------------------------------------------------------------------------------------- rights

REVOKE ALL ON FUNCTION adaptive_state(text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION adaptive_entry_is_next(text, integer, integer) FROM PUBLIC;
REVOKE ALL ON FUNCTION hold_adaptive_stratum(text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION add_adaptive_entry(text, text, integer, integer, text, text, bytea, text, bytea, timestamptz)
    FROM PUBLIC;
REVOKE ALL ON FUNCTION randomize_adaptively(text, text, text, text, text, text, text, boolean, timestamptz, jsonb, integer,
                                            integer, text, text, bytea, text, bytea) FROM PUBLIC;
REVOKE ALL ON FUNCTION randomize_test_adaptively(text, text, text, text, text, text, text, timestamptz, jsonb, integer,
                                                 integer, text, text, bytea, text, bytea) FROM PUBLIC;
REVOKE ALL ON FUNCTION extend_adaptive_list(text, text, text, integer, text, bytea, integer, bytea, text, text,
                                            timestamptz, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    adaptive_state(text, text),
    randomize_adaptively(text, text, text, text, text, text, text, boolean, timestamptz, jsonb, integer, integer, text,
                         text, bytea, text, bytea),
    randomize_test_adaptively(text, text, text, text, text, text, text, timestamptz, jsonb, integer, integer, text, text,
                              bytea, text, bytea),
    extend_adaptive_list(text, text, text, integer, text, bytea, integer, bytea, text, text, timestamptz, jsonb)
TO "${runtimeRole}";
