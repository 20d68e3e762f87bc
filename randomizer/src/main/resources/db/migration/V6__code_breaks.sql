-- Emergency code breaks, their confirmation and notices, and the planned unblinding of a study by two persons.

-- --------------------------------------------------------------------------------------------------------- tables

CREATE TABLE code_break (
    code_break    text PRIMARY KEY,
    study         text        NOT NULL,
    subject       text        NOT NULL,
    site          text        NOT NULL,
    broken_at     timestamptz NOT NULL,
    actor         text        NOT NULL,
    actor_name    text        NOT NULL,
    category      text        NOT NULL,
    reason        text        NOT NULL, -- without the names of treatments
    stays_blinded text        NOT NULL,
    FOREIGN KEY (study, subject) REFERENCES allocation
);

CREATE INDEX code_break_in_time ON code_break (study, broken_at, code_break);

CREATE TABLE code_break_confirmation (
    code_break   text PRIMARY KEY REFERENCES code_break,
    confirmed_at timestamptz NOT NULL,
    actor        text        NOT NULL,
    actor_name   text        NOT NULL,
    remark       text        NOT NULL
);

-- A request to unblind the whole study, and its approval by somebody else.
CREATE TABLE study_unblinding (
    unblinding     text PRIMARY KEY,
    study          text        NOT NULL REFERENCES study_key,
    requested_at   timestamptz NOT NULL,
    requester      text        NOT NULL,
    requester_name text        NOT NULL,
    reason         text        NOT NULL,
    data_locked_at timestamptz NOT NULL
);

CREATE INDEX study_unblinding_of_study ON study_unblinding (study, requested_at);

CREATE TABLE study_unblinding_approval (
    unblinding    text PRIMARY KEY REFERENCES study_unblinding,
    study         text        NOT NULL UNIQUE, -- a study is unblinded once
    approved_at   timestamptz NOT NULL,
    approver      text        NOT NULL,
    approver_name text        NOT NULL
);

-- Messages to people. Their text is made when they are sent, from what stands here: there is no arm in it.
CREATE TABLE notice (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    study        text        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('code-break', 'study-unblinded')),
    reference    text        NOT NULL, -- the code break or the unblinding
    subject      text,
    site         text,
    happened_at  timestamptz NOT NULL,
    recipient    text        NOT NULL,
    due_at       timestamptz NOT NULL,
    attempts     integer     NOT NULL DEFAULT 0,
    delivered_at timestamptz,
    parked_at    timestamptz,
    last_problem text,
    UNIQUE (reference, recipient)
);

CREATE INDEX notice_due ON notice (due_at) WHERE delivered_at IS NULL AND parked_at IS NULL;

-- Who goes on knowing nothing.
ALTER TABLE unblinding_register ADD COLUMN stays_blinded text;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON code_break
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON code_break_confirmation
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON study_unblinding
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON study_unblinding_approval
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ------------------------------------------------------------------------------------------------------ the register

CREATE TYPE reader AS (actor text, actor_name text, party text, request_id text);

CREATE FUNCTION append_register(
    p_study text, p_reader reader, p_reason text, p_scope text, p_subjects integer, p_stays_blinded text,
    p_at timestamptz) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    v_previous text;
    v_entry    text;
BEGIN
    PERFORM pg_advisory_xact_lock(5, hashtext(p_study));
    SELECT hash INTO v_previous FROM unblinding_register WHERE study = p_study ORDER BY id DESC LIMIT 1;
    v_previous := coalesce(v_previous, sha256_hex(p_study || '/unblinding-register'));
    v_entry := canonical_json(jsonb_build_object(
        'study', p_study, 'at', iso_instant(p_at), 'actor', p_reader.actor, 'actorName', p_reader.actor_name,
        'party', p_reader.party, 'requestId', p_reader.request_id, 'reason', p_reason, 'scope', p_scope,
        'subjects', p_subjects, 'staysBlinded', p_stays_blinded));
    INSERT INTO unblinding_register
        (study, at, actor, actor_name, party, reason, scope, subjects, stays_blinded, entry, previous_hash, hash)
    VALUES (p_study, p_at, p_reader.actor, p_reader.actor_name, p_reader.party, p_reason, p_scope, p_subjects,
            p_stays_blinded, v_entry, v_previous, sha256_hex(v_previous || E'\n' || v_entry));
END
$$;

-- ------------------------------------------------------------------------------------------------------ code breaks

CREATE TYPE code_break_answer AS (
    outcome text, code_break text, study text, subject text, site text, broken_at timestamptz, actor text,
    actor_name text, category text, reason text, stays_blinded text, list text, stratum text, "position" integer,
    arm bytea);

-- 'broken', 'replayed', 'key-reused' or 'not-randomized'. The register has its entry before the arm is read, for a first
-- answer and for every repetition of it.
CREATE FUNCTION break_code(
    p_study text, p_subject text, p_code_break text, p_category text, p_reason text, p_stays_blinded text,
    p_recipients text[], p_actor text, p_actor_name text, p_party text, p_request_id text, p_key text,
    p_fingerprint text, p_at timestamptz) RETURNS SETOF code_break_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior   idempotent_request%ROWTYPE;
    v_site    text;
    v_id      text := p_code_break;
    v_outcome text := 'broken';
BEGIN
    PERFORM pg_advisory_xact_lock(1, hashtext(p_study || E'\n' || p_key));
    SELECT * INTO v_prior FROM idempotent_request WHERE study = p_study AND key = p_key;
    IF FOUND AND v_prior.fingerprint = p_fingerprint THEN
        v_outcome := 'replayed';
        v_id := v_prior.reference;
    ELSIF FOUND THEN
        RETURN NEXT ROW('key-reused', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                        NULL)::code_break_answer;
        RETURN;
    ELSE
        SELECT site INTO v_site FROM allocation WHERE study = p_study AND subject = p_subject;
        IF NOT FOUND THEN
            RETURN NEXT ROW('not-randomized', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                            NULL, NULL)::code_break_answer;
            RETURN;
        END IF;
        INSERT INTO code_break
            (code_break, study, subject, site, broken_at, actor, actor_name, category, reason, stays_blinded)
        VALUES (v_id, p_study, p_subject, v_site, p_at, p_actor, p_actor_name, p_category, p_reason, p_stays_blinded);
        INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
        VALUES (p_study, p_key, p_fingerprint, v_id, p_at);
        INSERT INTO notice (study, kind, reference, subject, site, happened_at, recipient, due_at)
        SELECT DISTINCT p_study, 'code-break', v_id, p_subject, v_site, p_at, recipient, p_at
        FROM unnest(p_recipients) AS recipient;
        PERFORM append_audit(p_study, p_study || '/code-breaks', p_at, jsonb_build_object(
            'action', 'break-code', 'codeBreak', v_id, 'subject', p_subject, 'site', v_site, 'category', p_category,
            'reason', p_reason, 'staysBlinded', p_stays_blinded, 'actor', p_actor, 'actorName', p_actor_name,
            'requestId', p_request_id));
    END IF;
    PERFORM append_register(p_study, ROW(p_actor, p_actor_name, p_party, p_request_id)::reader, 'code-break:' || v_id,
                            'subject:' || p_subject, 1, p_stays_blinded, p_at);
    RETURN QUERY
        SELECT v_outcome, b.code_break, b.study, b.subject, b.site, b.broken_at, b.actor, b.actor_name, b.category,
               b.reason, b.stays_blinded, a.list, a.stratum, a.position, e.arm
        FROM code_break b
        JOIN allocation a ON a.study = b.study AND a.subject = b.subject
        JOIN list_entry e ON e.list = a.list AND e.stratum = a.stratum AND e.position = a.position
        WHERE b.code_break = v_id;
END
$$;

-- 'confirmed', 'replayed', 'key-reused', 'same-person' or 'already-confirmed'.
CREATE FUNCTION confirm_code_break(
    p_study text, p_code_break text, p_remark text, p_actor text, p_actor_name text, p_request_id text, p_key text,
    p_fingerprint text, p_at timestamptz) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior idempotent_request%ROWTYPE;
    v_break code_break%ROWTYPE;
BEGIN
    PERFORM pg_advisory_xact_lock(1, hashtext(p_study || E'\n' || p_key));
    PERFORM pg_advisory_xact_lock(7, hashtext(p_code_break));
    SELECT * INTO v_prior FROM idempotent_request WHERE study = p_study AND key = p_key;
    IF FOUND THEN
        RETURN CASE WHEN v_prior.fingerprint = p_fingerprint THEN 'replayed' ELSE 'key-reused' END;
    END IF;
    SELECT * INTO STRICT v_break FROM code_break WHERE study = p_study AND code_break = p_code_break;
    IF v_break.actor = p_actor THEN
        RETURN 'same-person';
    ELSIF EXISTS (SELECT FROM code_break_confirmation WHERE code_break = p_code_break) THEN
        RETURN 'already-confirmed';
    END IF;
    INSERT INTO code_break_confirmation (code_break, confirmed_at, actor, actor_name, remark)
    VALUES (p_code_break, p_at, p_actor, p_actor_name, p_remark);
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, p_code_break, p_at);
    PERFORM append_audit(p_study, p_study || '/code-breaks', p_at, jsonb_build_object(
        'action', 'confirm-code-break', 'codeBreak', p_code_break, 'subject', v_break.subject, 'site', v_break.site,
        'remark', p_remark, 'actor', p_actor, 'actorName', p_actor_name, 'requestId', p_request_id));
    RETURN 'confirmed';
END
$$;

-- ------------------------------------------------------------------------------------------------ planned unblinding

-- 'requested', 'replayed', 'key-reused', 'already-requested' or 'already-unblinded'; and the unblinding.
CREATE FUNCTION request_study_unblinding(
    p_study text, p_unblinding text, p_reason text, p_data_locked_at timestamptz, p_actor text, p_actor_name text,
    p_request_id text, p_key text, p_fingerprint text, p_at timestamptz)
    RETURNS TABLE (outcome text, of_unblinding text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior idempotent_request%ROWTYPE;
    v_open  text;
BEGIN
    PERFORM pg_advisory_xact_lock(1, hashtext(p_study || E'\n' || p_key));
    PERFORM pg_advisory_xact_lock(8, hashtext(p_study));
    SELECT * INTO v_prior FROM idempotent_request WHERE study = p_study AND key = p_key;
    IF FOUND THEN
        RETURN QUERY SELECT CASE WHEN v_prior.fingerprint = p_fingerprint THEN 'replayed' ELSE 'key-reused' END,
                            v_prior.reference;
        RETURN;
    END IF;
    SELECT u.unblinding INTO v_open FROM study_unblinding u WHERE u.study = p_study;
    IF FOUND THEN
        RETURN QUERY SELECT CASE WHEN EXISTS (SELECT FROM study_unblinding_approval a WHERE a.study = p_study)
                                 THEN 'already-unblinded' ELSE 'already-requested' END, v_open;
        RETURN;
    END IF;
    INSERT INTO study_unblinding (unblinding, study, requested_at, requester, requester_name, reason, data_locked_at)
    VALUES (p_unblinding, p_study, p_at, p_actor, p_actor_name, p_reason, p_data_locked_at);
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, p_unblinding, p_at);
    PERFORM append_audit(p_study, p_study || '/unblinding', p_at, jsonb_build_object(
        'action', 'request-unblinding', 'unblinding', p_unblinding, 'reason', p_reason,
        'dataLockedAt', iso_instant(p_data_locked_at), 'actor', p_actor, 'actorName', p_actor_name,
        'requestId', p_request_id));
    RETURN QUERY SELECT 'requested'::text, p_unblinding;
END
$$;

-- 'approved', 'replayed', 'key-reused', 'same-person' or 'already-unblinded'.
CREATE FUNCTION approve_study_unblinding(
    p_study text, p_unblinding text, p_recipients text[], p_actor text, p_actor_name text, p_request_id text,
    p_key text, p_fingerprint text, p_at timestamptz) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior   idempotent_request%ROWTYPE;
    v_request study_unblinding%ROWTYPE;
BEGIN
    PERFORM pg_advisory_xact_lock(1, hashtext(p_study || E'\n' || p_key));
    PERFORM pg_advisory_xact_lock(8, hashtext(p_study));
    SELECT * INTO v_prior FROM idempotent_request WHERE study = p_study AND key = p_key;
    IF FOUND THEN
        RETURN CASE WHEN v_prior.fingerprint = p_fingerprint THEN 'replayed' ELSE 'key-reused' END;
    END IF;
    SELECT * INTO STRICT v_request FROM study_unblinding WHERE study = p_study AND unblinding = p_unblinding;
    IF v_request.requester = p_actor THEN
        RETURN 'same-person';
    ELSIF EXISTS (SELECT FROM study_unblinding_approval WHERE study = p_study) THEN
        RETURN 'already-unblinded';
    END IF;
    INSERT INTO study_unblinding_approval (unblinding, study, approved_at, approver, approver_name)
    VALUES (p_unblinding, p_study, p_at, p_actor, p_actor_name);
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, p_unblinding, p_at);
    INSERT INTO notice (study, kind, reference, happened_at, recipient, due_at)
    SELECT DISTINCT p_study, 'study-unblinded', p_unblinding, p_at, recipient, p_at
    FROM unnest(p_recipients) AS recipient;
    PERFORM append_audit(p_study, p_study || '/unblinding', p_at, jsonb_build_object(
        'action', 'approve-unblinding', 'unblinding', p_unblinding, 'actor', p_actor, 'actorName', p_actor_name,
        'requestId', p_request_id));
    RETURN 'approved';
END
$$;

CREATE FUNCTION require_unblinded(p_study text) RETURNS void
    LANGUAGE plpgsql STABLE SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM study_unblinding_approval WHERE study = p_study) THEN
        RAISE EXCEPTION 'The study is blinded' USING ERRCODE = 'insufficient_privilege';
    END IF;
END
$$;

CREATE TYPE revealed_entry AS (
    subject text, site text, randomized_at timestamptz, list text, stratum text, "position" integer,
    randomization_number text, kit text, leaf text, arm bytea);

-- Randomized subjects with their sealed arms, in the order of subjects; only of a study that two persons unblinded.
CREATE FUNCTION reveal_allocations(
    p_study text, p_after text, p_limit integer, p_actor text, p_actor_name text, p_party text, p_request_id text,
    p_at timestamptz) RETURNS SETOF revealed_entry
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_subjects text[];
BEGIN
    PERFORM require_unblinded(p_study);
    SELECT coalesce(array_agg(subject), '{}') INTO v_subjects
    FROM (SELECT subject FROM allocation WHERE study = p_study AND subject > p_after ORDER BY subject LIMIT p_limit) page;
    PERFORM append_register(p_study, ROW(p_actor, p_actor_name, p_party, p_request_id)::reader, 'unblinded-study',
                            'allocations', cardinality(v_subjects), NULL, p_at);
    RETURN QUERY
        SELECT a.subject, a.site, a.randomized_at, a.list, a.stratum, a.position, a.randomization_number, a.kit, a.leaf,
               e.arm
        FROM allocation a JOIN list_entry e ON e.list = a.list AND e.stratum = a.stratum AND e.position = a.position
        WHERE a.study = p_study AND a.subject = ANY (v_subjects) ORDER BY a.subject;
END
$$;

-- Entries of a study's list with their sealed arms, used or not; only of a study that two persons unblinded.
CREATE FUNCTION reveal_list(
    p_study text, p_list text, p_after_stratum text, p_after_position integer, p_limit integer, p_actor text,
    p_actor_name text, p_party text, p_request_id text, p_at timestamptz) RETURNS SETOF revealed_entry
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM require_unblinded(p_study);
    PERFORM append_register(p_study, ROW(p_actor, p_actor_name, p_party, p_request_id)::reader, 'unblinded-study',
                            'list:' || p_list, 0, NULL, p_at);
    RETURN QUERY
        SELECT a.subject, a.site, a.randomized_at, e.list, e.stratum, e.position, e.randomization_number, e.kit, e.leaf,
               e.arm
        FROM list_entry e
        JOIN randomization_list l ON l.list = e.list
        LEFT JOIN allocation a ON a.list = e.list AND a.stratum = e.stratum AND a.position = e.position
        WHERE l.study = p_study AND e.list = p_list AND (e.stratum, e.position) > (p_after_stratum, p_after_position)
        ORDER BY e.stratum, e.position LIMIT p_limit;
END
$$;

-- ---------------------------------------------------------------------------------------------------------- rights

GRANT SELECT ON code_break, code_break_confirmation, study_unblinding, study_unblinding_approval, notice
    TO "${runtimeRole}";
GRANT UPDATE (due_at, attempts, delivered_at, parked_at, last_problem) ON notice TO "${runtimeRole}";

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    break_code(text, text, text, text, text, text, text[], text, text, text, text, text, text, timestamptz),
    confirm_code_break(text, text, text, text, text, text, text, text, timestamptz),
    request_study_unblinding(text, text, text, timestamptz, text, text, text, text, text, timestamptz),
    approve_study_unblinding(text, text, text[], text, text, text, text, text, timestamptz),
    reveal_allocations(text, text, integer, text, text, text, text, timestamptz),
    reveal_list(text, text, text, integer, integer, text, text, text, text, timestamptz)
TO "${runtimeRole}";
