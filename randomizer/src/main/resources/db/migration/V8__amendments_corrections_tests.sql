-- Lists that are extended and revealed, randomizations that are corrected or tried out, messages that are let go again.

-- ------------------------------------------------------------------------------------------------------ extension

CREATE TYPE extension_answer AS (
    outcome text, list text, extension integer, plan_version text, merkle_root text, entries integer,
    activated_at timestamptz);

CREATE FUNCTION extension_answer(p_outcome text, p_list text, p_extension integer) RETURNS extension_answer
    LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT p_outcome, list, extension, plan_version, merkle_root, entries, activated_at
    FROM (SELECT 1) one LEFT JOIN list_extension ON list = p_list AND extension = p_extension
$$;

-- 'extended', 'replayed', 'key-reused' or 'overtaken': another part was added since the caller looked. New positions
-- follow those that a stratum has; nothing that was there is touched.
CREATE FUNCTION extend_list(
    p_study text, p_version text, p_list text, p_extension integer, p_merkle_root text, p_seed bytea,
    p_strata text[], p_positions integer[], p_numbers text[], p_kits text[], p_arms bytea[], p_leaves text[],
    p_key text, p_fingerprint text, p_at timestamptz, p_facts jsonb) RETURNS extension_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior idempotent_request%ROWTYPE;
BEGIN
    PERFORM pg_advisory_xact_lock(1, hashtext(p_study || E'\n' || p_key));
    PERFORM pg_advisory_xact_lock(3, hashtext(p_study));
    SELECT * INTO v_prior FROM idempotent_request WHERE study = p_study AND key = p_key;
    IF FOUND AND v_prior.fingerprint = p_fingerprint THEN
        RETURN extension_answer('replayed', split_part(v_prior.reference, '#', 1),
                                split_part(v_prior.reference, '#', 2)::integer);
    ELSIF FOUND THEN
        RETURN extension_answer('key-reused', NULL, NULL);
    ELSIF p_extension IS DISTINCT FROM (
        SELECT max(x.extension) + 1 FROM list_extension x JOIN randomization_list l ON l.list = x.list
        WHERE l.list = p_list AND l.study = p_study AND l.purpose = 'live') THEN
        RETURN extension_answer('overtaken', NULL, NULL);
    END IF;

    INSERT INTO list_extension (list, extension, study, plan_version, merkle_root, entries, seed, activated_at)
    VALUES (p_list, p_extension, p_study, p_version, p_merkle_root, cardinality(p_leaves), p_seed, p_at);
    INSERT INTO list_entry (list, stratum, position, randomization_number, kit, arm, leaf, extension)
    SELECT p_list, stratum, position, randomization_number, kit, arm, leaf, p_extension
    FROM unnest(p_strata, p_positions, p_numbers, p_kits, p_arms, p_leaves)
        AS entry (stratum, position, randomization_number, kit, arm, leaf);
    INSERT INTO stratum_counter (list, stratum, entries)
    SELECT list, stratum, count(*) FROM list_entry WHERE list = p_list AND extension = p_extension
    GROUP BY list, stratum ORDER BY stratum
    ON CONFLICT (list, stratum) DO UPDATE SET entries = stratum_counter.entries + excluded.entries;
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, p_list || '#' || p_extension, p_at);
    PERFORM append_audit(p_study, p_study || '/plan', p_at, p_facts || jsonb_build_object(
        'action', 'extend', 'version', p_version, 'list', p_list, 'extension', p_extension,
        'merkleRoot', p_merkle_root, 'entries', cardinality(p_leaves)));
    RETURN extension_answer('extended', p_list, p_extension);
END
$$;

-- ----------------------------------------------------------------------------------------------- test randomization

CREATE FUNCTION test_randomization_answer(p_outcome text, p_list text, p_subject text) RETURNS randomization_answer
    LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT p_outcome, t.study, t.subject, t.site, t.list, x.merkle_root, t.stratum, t.randomization_number, t.kit, t.leaf,
           t.randomized_at, x.extension
    FROM (SELECT 1) one
    LEFT JOIN test_allocation t ON t.list = p_list AND t.subject = p_subject
    LEFT JOIN list_extension x ON x.list = t.list AND x.extension = 0
$$;

-- As 'randomize', but from the study's last test list and into a table of its own; no message leaves. 'live' once the
-- study is live, 'no-stratum' without such a stratum or list.
CREATE FUNCTION randomize_test(
    p_study text, p_list text, p_stratum text, p_subject text, p_site text, p_key text, p_fingerprint text,
    p_at timestamptz, p_facts jsonb) RETURNS randomization_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior   idempotent_request%ROWTYPE;
    v_counter stratum_counter%ROWTYPE;
    v_entry   list_entry%ROWTYPE;
    v_closed  text;
    v_at      timestamptz;
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
    END IF;

    SELECT c.* INTO v_counter
    FROM stratum_counter c JOIN randomization_list l ON l.list = c.list
    WHERE l.study = p_study AND l.purpose = 'test' AND c.list = p_list AND c.stratum = p_stratum FOR UPDATE OF c;
    IF NOT FOUND THEN
        RETURN test_randomization_answer('no-stratum', NULL, NULL);
    END IF;
    v_closed := allocation_gate(p_study, p_list, p_stratum, p_site);
    IF v_closed IS NOT NULL THEN
        RETURN test_randomization_answer(v_closed, NULL, NULL);
    ELSIF v_counter.taken >= v_counter.entries THEN
        RETURN test_randomization_answer('stratum-exhausted', NULL, NULL);
    END IF;

    v_at := greatest(p_at, v_counter.last_at);
    UPDATE stratum_counter SET taken = taken + 1, last_at = v_at WHERE list = p_list AND stratum = p_stratum;
    SELECT * INTO STRICT v_entry FROM list_entry
    WHERE list = p_list AND stratum = p_stratum AND position = v_counter.taken + 1;
    INSERT INTO test_allocation (list, subject, study, site, stratum, position, randomization_number, kit, leaf,
                                 randomized_at)
    VALUES (p_list, p_subject, p_study, p_site, p_stratum, v_entry.position, v_entry.randomization_number, v_entry.kit,
            v_entry.leaf, v_at);
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, p_list || '#' || p_subject, v_at);
    PERFORM append_audit(p_study, p_study || '/test-list/' || p_list, v_at, p_facts || jsonb_build_object(
        'action', 'test-randomize', 'subject', p_subject, 'site', p_site, 'list', p_list, 'stratum', p_stratum,
        'randomizationNumber', v_entry.randomization_number, 'kit', v_entry.kit, 'leaf', v_entry.leaf));
    RETURN test_randomization_answer('allocated', p_list, p_subject);
END
$$;

-- ------------------------------------------------------------------------------------------------------ corrections

-- What was found out about a randomization afterwards. It stands beside the randomization and changes nothing of it.
CREATE TABLE randomization_correction (
    id                bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    study             text        NOT NULL,
    subject           text        NOT NULL,
    kind              text        NOT NULL CHECK (kind IN ('error', 'stratum')),
    corrected_stratum text CHECK ((kind = 'stratum') = (corrected_stratum IS NOT NULL)),
    reason            text        NOT NULL,
    actor             text        NOT NULL,
    actor_name        text        NOT NULL,
    at                timestamptz NOT NULL,
    FOREIGN KEY (study, subject) REFERENCES allocation
);

CREATE INDEX correction_of_subject ON randomization_correction (study, subject, id);
CREATE UNIQUE INDEX one_mark_of_error ON randomization_correction (study, subject) WHERE kind = 'error';
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON randomization_correction
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TYPE correction_answer AS (
    outcome text, id bigint, subject text, kind text, corrected_stratum text, reason text, actor text, actor_name text,
    at timestamptz);

CREATE FUNCTION correction_answer(p_outcome text, p_id bigint) RETURNS correction_answer
    LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT p_outcome, id, subject, kind, corrected_stratum, reason, actor, actor_name, at
    FROM (SELECT 1) one LEFT JOIN randomization_correction ON id = p_id
$$;

-- 'recorded', 'replayed', 'key-reused', 'not-randomized', or 'already-marked' with the mark that there is.
CREATE FUNCTION correct_randomization(
    p_study text, p_subject text, p_kind text, p_corrected_stratum text, p_reason text, p_actor text,
    p_actor_name text, p_key text, p_fingerprint text, p_at timestamptz, p_facts jsonb) RETURNS correction_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior      idempotent_request%ROWTYPE;
    v_allocation allocation%ROWTYPE;
    v_id         bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(1, hashtext(p_study || E'\n' || p_key));
    PERFORM pg_advisory_xact_lock(2, hashtext(p_study || E'\n' || p_subject));
    SELECT * INTO v_prior FROM idempotent_request WHERE study = p_study AND key = p_key;
    IF FOUND AND v_prior.fingerprint = p_fingerprint THEN
        RETURN correction_answer('replayed', v_prior.reference::bigint);
    ELSIF FOUND THEN
        RETURN correction_answer('key-reused', NULL);
    END IF;
    SELECT * INTO v_allocation FROM allocation WHERE study = p_study AND subject = p_subject;
    IF NOT FOUND THEN
        RETURN correction_answer('not-randomized', NULL);
    END IF;
    SELECT id INTO v_id FROM randomization_correction
    WHERE study = p_study AND subject = p_subject AND kind = 'error' AND p_kind = 'error';
    IF FOUND THEN
        RETURN correction_answer('already-marked', v_id);
    END IF;
    INSERT INTO randomization_correction
        (study, subject, kind, corrected_stratum, reason, actor, actor_name, at)
    VALUES (p_study, p_subject, p_kind, p_corrected_stratum, p_reason, p_actor, p_actor_name, p_at)
    RETURNING id INTO v_id;
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, v_id::text, p_at);
    PERFORM append_audit(p_study, p_study || '/corrections', p_at, p_facts || jsonb_strip_nulls(jsonb_build_object(
        'action', CASE p_kind WHEN 'error' THEN 'mark-in-error' ELSE 'correct-stratum' END, 'subject', p_subject,
        'stratum', v_allocation.stratum, 'correctedStratum', p_corrected_stratum, 'reason', p_reason)));
    RETURN correction_answer('recorded', v_id);
END
$$;

-- ------------------------------------------------------------------------------------------------------- revelation

-- The whole live list with its sealed arms and, in rows without a stratum, the sealed seeds of its parts. The register
-- entry is written first, in the same transaction.
CREATE FUNCTION reveal_for_verification(
    p_study text, p_actor text, p_actor_name text, p_party text, p_request_id text, p_reason text, p_at timestamptz)
    RETURNS TABLE (of_list text, of_extension integer, of_stratum text, at_position integer, number text, of_kit text,
                   of_leaf text, sealed bytea)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM append_register(p_study, ROW(p_actor, p_actor_name, p_party, p_request_id)::reader, p_reason, 'whole-list',
                            (SELECT count(*)::integer FROM allocation WHERE study = p_study), NULL, p_at);
    RETURN QUERY
        SELECT x.list, x.extension, NULL::text, NULL::integer, NULL::text, NULL::text, NULL::text, x.seed
        FROM list_extension x JOIN randomization_list l ON l.list = x.list
        WHERE l.study = p_study AND l.purpose = 'live' ORDER BY x.extension;
    RETURN QUERY
        SELECT e.list, e.extension, e.stratum, e.position, e.randomization_number, e.kit, e.leaf, e.arm
        FROM list_entry e JOIN randomization_list l ON l.list = e.list
        WHERE l.study = p_study AND l.purpose = 'live' ORDER BY e.extension, e.stratum, e.position;
END
$$;

-- --------------------------------------------------------------------------------------------------------- messages

-- Lets a parked message go again; 'released', 'not-parked' or 'not-found'.
CREATE FUNCTION release_message(p_study text, p_id bigint, p_at timestamptz, p_facts jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_message outbox%ROWTYPE;
BEGIN
    SELECT * INTO v_message FROM outbox WHERE id = p_id AND study = p_study FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 'not-found';
    ELSIF v_message.parked_at IS NULL THEN
        RETURN 'not-parked';
    END IF;
    UPDATE outbox SET parked_at = NULL, due_at = p_at, attempts = 0 WHERE id = p_id;
    PERFORM append_audit(p_study, p_study || '/messages', p_at, p_facts || jsonb_build_object(
        'action', 'release-message', 'message', p_id, 'subject', v_message.subject));
    RETURN 'released';
END
$$;

-- ---------------------------------------------------------------------------------------------------------- rights

GRANT SELECT ON randomization_correction TO "${runtimeRole}";
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    extend_list(text, text, text, integer, text, bytea, text[], integer[], text[], text[], bytea[], text[], text, text,
                timestamptz, jsonb),
    randomize_test(text, text, text, text, text, text, text, timestamptz, jsonb),
    correct_randomization(text, text, text, text, text, text, text, text, text, timestamptz, jsonb),
    reveal_for_verification(text, text, text, text, text, text, timestamptz),
    release_message(text, bigint, timestamptz, jsonb)
TO "${runtimeRole}";
