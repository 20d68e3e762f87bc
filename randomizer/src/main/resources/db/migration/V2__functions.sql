-- The only ways to write. Each is one statement for its caller, runs with the owner's rights and trusts no search path.

-- ---------------------------------------------------------------------------------------------------- hash chains

CREATE FUNCTION sha256_hex(p_text text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$ SELECT encode(sha256(convert_to(p_text, 'UTF8')), 'hex') $$;

-- Members sorted by name, no white space. Audit entries are flat: their members are texts and whole numbers.
CREATE FUNCTION canonical_json(p_flat jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$
    SELECT '{' || coalesce(string_agg(to_json(key)::text || ':' || value::text, ',' ORDER BY key COLLATE "C"), '') || '}'
    FROM jsonb_each(p_flat)
$$;

CREATE FUNCTION iso_instant(p_at timestamptz) RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$ SELECT to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') $$;

CREATE FUNCTION append_audit(p_study text, p_stream text, p_at timestamptz, p_facts jsonb) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    v_head  audit_head%ROWTYPE;
    v_entry text;
    v_hash  text;
BEGIN
    SELECT * INTO v_head FROM audit_head WHERE stream = p_stream FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO audit_head (stream, study, seq, hash) VALUES (p_stream, p_study, 0, sha256_hex(p_stream))
        ON CONFLICT (stream) DO NOTHING;
        SELECT * INTO v_head FROM audit_head WHERE stream = p_stream FOR UPDATE;
    END IF;
    v_entry := canonical_json(p_facts || jsonb_build_object(
        'study', p_study, 'stream', p_stream, 'seq', v_head.seq + 1, 'at', iso_instant(p_at)));
    v_hash := sha256_hex(v_head.hash || E'\n' || v_entry);
    INSERT INTO audit_entry (study, stream, seq, at, entry, previous_hash, hash)
    VALUES (p_study, p_stream, v_head.seq + 1, p_at, v_entry, v_head.hash, v_hash);
    UPDATE audit_head SET seq = v_head.seq + 1, hash = v_hash WHERE stream = p_stream;
END
$$;

-- ---------------------------------------------------------------------------------------------------------- plans

-- The key that a study has, or else the offered one from now on.
CREATE FUNCTION ensure_study_key(p_study text, p_wrapped text, p_at timestamptz) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO study_key (study, wrapped_keyset, created_at) VALUES (p_study, p_wrapped, p_at)
    ON CONFLICT (study) DO NOTHING;
    RETURN (SELECT wrapped_keyset FROM study_key WHERE study = p_study);
END
$$;

-- 'published', or 'same' or 'other' by what the version holds already.
CREATE FUNCTION publish_plan(
    p_study text, p_version text, p_content_hash text, p_definition bytea, p_factors text, p_eligibility text,
    p_study_cap integer, p_at timestamptz, p_facts jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_inserted integer;
BEGIN
    INSERT INTO plan (study, version, content_hash, definition, factors, eligibility, study_cap, published_at)
    VALUES (p_study, p_version, p_content_hash, p_definition, p_factors, p_eligibility, p_study_cap, p_at)
    ON CONFLICT (study, version) DO NOTHING;
    GET DIAGNOSTICS v_inserted = ROW_COUNT;
    IF v_inserted = 1 THEN
        PERFORM append_audit(p_study, p_study || '/plan', p_at, p_facts || jsonb_build_object(
            'action', 'publish', 'version', p_version, 'contentHash', p_content_hash));
        RETURN 'published';
    END IF;
    RETURN (SELECT CASE WHEN content_hash = p_content_hash THEN 'same' ELSE 'other' END
            FROM plan WHERE study = p_study AND version = p_version);
END
$$;

CREATE TYPE activation_answer AS (
    outcome text, list text, plan_version text, merkle_root text, entries integer, activated_at timestamptz);

CREATE FUNCTION activation_answer(p_outcome text, p_study text) RETURNS activation_answer
    LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT p_outcome, list, plan_version, merkle_root, entries, activated_at
    FROM (SELECT 1) one LEFT JOIN randomization_list ON study = p_study
$$;

-- 'activated', 'replayed', 'key-reused' or 'already-active'.
CREATE FUNCTION activate_list(
    p_study text, p_version text, p_list text, p_merkle_root text, p_seed bytea,
    p_strata text[], p_positions integer[], p_numbers text[], p_kits text[], p_arms bytea[], p_leaves text[],
    p_key text, p_fingerprint text, p_at timestamptz, p_facts jsonb) RETURNS activation_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior idempotent_request%ROWTYPE;
BEGIN
    PERFORM pg_advisory_xact_lock(1, hashtext(p_study || E'\n' || p_key));
    PERFORM pg_advisory_xact_lock(3, hashtext(p_study));
    SELECT * INTO v_prior FROM idempotent_request WHERE study = p_study AND key = p_key;
    IF FOUND AND v_prior.fingerprint = p_fingerprint THEN
        RETURN activation_answer('replayed', p_study);
    ELSIF FOUND THEN
        RETURN activation_answer('key-reused', NULL);
    ELSIF EXISTS (SELECT FROM randomization_list WHERE study = p_study) THEN
        RETURN activation_answer('already-active', p_study);
    END IF;

    INSERT INTO randomization_list (list, study, plan_version, merkle_root, entries, seed, activated_at)
    VALUES (p_list, p_study, p_version, p_merkle_root, cardinality(p_leaves), p_seed, p_at);
    INSERT INTO list_entry (list, stratum, position, randomization_number, kit, arm, leaf)
    SELECT p_list, stratum, position, randomization_number, kit, arm, leaf
    FROM unnest(p_strata, p_positions, p_numbers, p_kits, p_arms, p_leaves)
        AS entry (stratum, position, randomization_number, kit, arm, leaf);
    INSERT INTO stratum_counter (list, stratum, entries)
    SELECT list, stratum, count(*) FROM list_entry WHERE list = p_list GROUP BY list, stratum;
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, p_list, p_at);
    PERFORM append_audit(p_study, p_study || '/plan', p_at, p_facts || jsonb_build_object(
        'action', 'activate', 'version', p_version, 'list', p_list, 'merkleRoot', p_merkle_root,
        'entries', cardinality(p_leaves)));
    RETURN activation_answer('activated', p_study);
END
$$;

-- -------------------------------------------------------------------------------------------------- randomization

CREATE TYPE randomization_answer AS (
    outcome text, study text, subject text, site text, list text, merkle_root text, stratum text,
    randomization_number text, kit text, leaf text, randomized_at timestamptz);

-- The blinded row of a subject beside an outcome; without such a subject, the outcome alone.
CREATE FUNCTION randomization_answer(p_outcome text, p_study text, p_subject text) RETURNS randomization_answer
    LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT p_outcome, a.study, a.subject, a.site, a.list, l.merkle_root, a.stratum, a.randomization_number, a.kit, a.leaf,
           a.randomized_at
    FROM (SELECT 1) one
    LEFT JOIN allocation a ON a.study = p_study AND a.subject = p_subject
    LEFT JOIN randomization_list l ON l.list = a.list
$$;

-- Whether the study's cap leaves room for one more. Strata are counted without waiting for each other as long as the
-- allocations under way, at most one a stratum, cannot reach the cap together; close to it they go one at a time.
CREATE FUNCTION study_has_room(p_study text, p_list text) RETURNS boolean
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    v_cap    integer;
    v_taken  bigint;
    v_strata bigint;
BEGIN
    SELECT p.study_cap INTO v_cap
    FROM randomization_list l JOIN plan p ON p.study = l.study AND p.version = l.plan_version WHERE l.list = p_list;
    IF v_cap IS NULL THEN
        RETURN true;
    END IF;
    SELECT sum(taken), count(*) INTO v_taken, v_strata FROM stratum_counter WHERE list = p_list;
    IF v_taken + 2 * v_strata <= v_cap THEN
        PERFORM pg_advisory_xact_lock_shared(4, hashtext(p_study));
        SELECT sum(taken) INTO v_taken FROM stratum_counter WHERE list = p_list;
        IF v_taken + v_strata <= v_cap THEN
            RETURN true;
        END IF;
        RAISE EXCEPTION 'The cap came near meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    PERFORM pg_advisory_xact_lock(4, hashtext(p_study));
    SELECT sum(taken) INTO v_taken FROM stratum_counter WHERE list = p_list;
    RETURN v_taken < v_cap;
END
$$;

-- 'allocated', 'replayed', 'key-reused', 'already-randomized', 'no-stratum', 'stratum-exhausted' or 'cap-reached'.
-- Locks are taken in the order key, subject, stratum, cap, and one of each kind, so that nobody waits in a circle.
CREATE FUNCTION randomize(
    p_study text, p_list text, p_stratum text, p_subject text, p_site text, p_key text, p_fingerprint text,
    p_tell_ecrf boolean, p_at timestamptz, p_facts jsonb) RETURNS randomization_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior   idempotent_request%ROWTYPE;
    v_counter stratum_counter%ROWTYPE;
    v_entry   list_entry%ROWTYPE;
    v_at      timestamptz;
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
    END IF;

    SELECT c.* INTO v_counter
    FROM stratum_counter c JOIN randomization_list l ON l.list = c.list
    WHERE l.study = p_study AND c.list = p_list AND c.stratum = p_stratum FOR UPDATE OF c;
    IF NOT FOUND THEN
        RETURN randomization_answer('no-stratum', p_study, NULL);
    ELSIF v_counter.taken >= v_counter.entries THEN
        RETURN randomization_answer('stratum-exhausted', p_study, NULL);
    ELSIF NOT study_has_room(p_study, p_list) THEN
        RETURN randomization_answer('cap-reached', p_study, NULL);
    END IF;

    v_at := greatest(p_at, v_counter.last_at);
    UPDATE stratum_counter SET taken = taken + 1, last_at = v_at WHERE list = p_list AND stratum = p_stratum;
    SELECT * INTO STRICT v_entry FROM list_entry
    WHERE list = p_list AND stratum = p_stratum AND position = v_counter.taken + 1;
    INSERT INTO allocation (study, subject, site, list, stratum, position, randomization_number, kit, leaf, randomized_at)
    VALUES (p_study, p_subject, p_site, p_list, p_stratum, v_entry.position, v_entry.randomization_number, v_entry.kit,
            v_entry.leaf, v_at);
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, p_subject, v_at);
    IF p_tell_ecrf THEN
        INSERT INTO outbox (study, subject, created_at, due_at) VALUES (p_study, p_subject, v_at, v_at);
    END IF;
    PERFORM append_audit(p_study, p_study || '/list/' || p_list || '/' || p_stratum, v_at, p_facts || jsonb_build_object(
        'action', 'randomize', 'subject', p_subject, 'site', p_site, 'list', p_list, 'stratum', p_stratum,
        'randomizationNumber', v_entry.randomization_number, 'kit', v_entry.kit, 'leaf', v_entry.leaf));
    RETURN randomization_answer('allocated', p_study, p_subject);
END
$$;

-- ------------------------------------------------------------------------------------------------------ unblinding

-- The sealed arms of all randomized subjects. There is no other way to them, and none that leaves the register empty.
CREATE FUNCTION unblind_study(
    p_study text, p_actor text, p_actor_name text, p_party text, p_reason text, p_at timestamptz, p_facts jsonb)
    RETURNS TABLE (unblinded_subject text, of_list text, of_stratum text, at_position integer, sealed_arm bytea)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_subjects text[];
    v_previous text;
    v_entry    text;
BEGIN
    PERFORM pg_advisory_xact_lock(5, hashtext(p_study));
    SELECT coalesce(array_agg(subject), '{}') INTO v_subjects FROM allocation WHERE study = p_study;
    SELECT hash INTO v_previous FROM unblinding_register WHERE study = p_study ORDER BY id DESC LIMIT 1;
    v_previous := coalesce(v_previous, sha256_hex(p_study || '/unblinding-register'));
    v_entry := canonical_json(p_facts || jsonb_build_object(
        'study', p_study, 'at', iso_instant(p_at), 'actor', p_actor, 'actorName', p_actor_name, 'party', p_party,
        'reason', p_reason, 'scope', 'all-randomized', 'subjects', cardinality(v_subjects)));
    INSERT INTO unblinding_register
        (study, at, actor, actor_name, party, reason, scope, subjects, entry, previous_hash, hash)
    VALUES (p_study, p_at, p_actor, p_actor_name, p_party, p_reason, 'all-randomized', cardinality(v_subjects), v_entry,
            v_previous, sha256_hex(v_previous || E'\n' || v_entry));
    RETURN QUERY
        SELECT a.subject, a.list, a.stratum, a.position, e.arm
        FROM allocation a JOIN list_entry e ON e.list = a.list AND e.stratum = a.stratum AND e.position = a.position
        WHERE a.study = p_study AND a.subject = ANY (v_subjects) ORDER BY a.subject;
END
$$;
