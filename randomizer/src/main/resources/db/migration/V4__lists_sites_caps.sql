-- Sites that open and pause, caps per study, stratum and site, test lists beside the live one, lists that grow.

ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- --------------------------------------------------------------------------------------------------------- tables

ALTER TABLE plan
    ADD COLUMN caps        text NOT NULL DEFAULT '{}', -- JSON: study, site, site:<one>, stratum, stratum:<one's key>
    ADD COLUMN sites_start text NOT NULL DEFAULT 'active' CHECK (sites_start IN ('active', 'inactive'));

-- One live list a study, and any number of test lists before it.
ALTER TABLE randomization_list
    ADD COLUMN purpose text NOT NULL DEFAULT 'live' CHECK (purpose IN ('live', 'test')),
    ADD COLUMN source  text NOT NULL DEFAULT 'generated' CHECK (source IN ('generated', 'uploaded')),
    DROP CONSTRAINT randomization_list_study_key;
CREATE UNIQUE INDEX one_live_list_of_a_study ON randomization_list (study) WHERE purpose = 'live';
CREATE INDEX randomization_list_of_study ON randomization_list (study, activated_at);

-- What a list was made of, part by part: number 0 at its activation, one more at each amendment. Each part has its own
-- seed and its own commitment, so that nothing of an earlier part is touched.
CREATE TABLE list_extension (
    list         text        NOT NULL REFERENCES randomization_list,
    extension    integer     NOT NULL CHECK (extension >= 0),
    study        text        NOT NULL,
    plan_version text        NOT NULL,
    merkle_root  text        NOT NULL,
    entries      integer     NOT NULL,
    seed         bytea       NOT NULL, -- encrypted
    activated_at timestamptz NOT NULL,
    PRIMARY KEY (list, extension),
    FOREIGN KEY (study, plan_version) REFERENCES plan
);

INSERT INTO list_extension (list, extension, study, plan_version, merkle_root, entries, seed, activated_at)
SELECT list, 0, study, plan_version, merkle_root, entries, seed, activated_at FROM randomization_list;

ALTER TABLE list_entry
    ADD COLUMN extension integer NOT NULL DEFAULT 0,
    ADD FOREIGN KEY (list, extension) REFERENCES list_extension;
ALTER TABLE allocation ADD COLUMN extension integer NOT NULL DEFAULT 0;
CREATE INDEX allocation_at_site ON allocation (list, site);

-- Randomizations from test lists, so far apart from the real ones that nothing which reads those can meet them.
CREATE TABLE test_allocation (
    list                 text        NOT NULL REFERENCES randomization_list,
    subject              text        NOT NULL,
    study                text        NOT NULL,
    site                 text        NOT NULL,
    stratum              text        NOT NULL,
    position             integer     NOT NULL,
    randomization_number text        NOT NULL CHECK (randomization_number LIKE 'TEST-%'),
    kit                  text        NOT NULL CHECK (kit LIKE 'TEST-%'),
    leaf                 text        NOT NULL,
    randomized_at        timestamptz NOT NULL,
    PRIMARY KEY (list, subject),
    UNIQUE (list, stratum, position),
    FOREIGN KEY (list, stratum, position) REFERENCES list_entry
);

CREATE INDEX test_allocation_at_site ON test_allocation (list, site);

-- Whether subjects may be randomized in a study (site null) or at a site: the last row counts.
CREATE TABLE enrolment_status (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    study      text        NOT NULL REFERENCES study_key,
    site       text,
    status     text        NOT NULL CHECK (status IN ('active', 'paused')),
    reason     text        NOT NULL,
    actor      text        NOT NULL,
    actor_name text        NOT NULL,
    at         timestamptz NOT NULL
);

CREATE INDEX enrolment_status_of_site ON enrolment_status (study, site, id DESC);
CREATE INDEX enrolment_status_of_study ON enrolment_status (study, id);

CREATE TABLE cap_warning (
    list    text        NOT NULL REFERENCES randomization_list,
    cap     text        NOT NULL, -- study, site:<one> or stratum:<one's key>
    percent integer     NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (list, cap, percent)
);

-- A message that the receiver refuses for good is parked, where people see it, until somebody lets it go again.
ALTER TABLE outbox ADD COLUMN parked_at timestamptz;
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (due_at) WHERE delivered_at IS NULL AND parked_at IS NULL;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON list_extension
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON test_allocation
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON enrolment_status
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cap_warning
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ----------------------------------------------------------------------------------------------------------- plans

DROP FUNCTION publish_plan(text, text, text, bytea, text, text, integer, timestamptz, jsonb);

-- 'published', or 'same' or 'other' by what the version holds already.
CREATE FUNCTION publish_plan(
    p_study text, p_version text, p_content_hash text, p_definition bytea, p_factors text, p_eligibility text,
    p_caps text, p_sites_start text, p_at timestamptz, p_facts jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_inserted integer;
BEGIN
    INSERT INTO plan (study, version, content_hash, definition, factors, eligibility, study_cap, caps, sites_start,
                      published_at)
    VALUES (p_study, p_version, p_content_hash, p_definition, p_factors, p_eligibility,
            (p_caps::jsonb ->> 'study')::integer, p_caps, p_sites_start, p_at)
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

-- The plan under which a list stands now: that of its last part.
CREATE FUNCTION plan_of_list(p_list text) RETURNS plan
    LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT p FROM list_extension x JOIN plan p ON p.study = x.study AND p.version = x.plan_version
    WHERE x.list = p_list ORDER BY x.extension DESC LIMIT 1
$$;

-- ------------------------------------------------------------------------------------------------------ activation

DROP FUNCTION activate_list(text, text, text, text, bytea, text[], integer[], text[], text[], bytea[], text[], text,
                            text, timestamptz, jsonb);
DROP FUNCTION activation_answer(text, text);
ALTER TYPE activation_answer ADD ATTRIBUTE purpose text, ADD ATTRIBUTE source text;

CREATE FUNCTION activation_answer(p_outcome text, p_list text) RETURNS activation_answer
    LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT p_outcome, list, plan_version, merkle_root, entries, activated_at, purpose, source
    FROM (SELECT 1) one LEFT JOIN randomization_list ON list = p_list
$$;

-- 'activated', 'replayed', 'key-reused' or 'already-active'. A study that is live has no more test lists.
CREATE FUNCTION activate_list(
    p_study text, p_version text, p_list text, p_purpose text, p_source text, p_merkle_root text, p_seed bytea,
    p_strata text[], p_positions integer[], p_numbers text[], p_kits text[], p_arms bytea[], p_leaves text[],
    p_key text, p_fingerprint text, p_at timestamptz, p_facts jsonb) RETURNS activation_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior idempotent_request%ROWTYPE;
    v_live  text;
BEGIN
    PERFORM pg_advisory_xact_lock(1, hashtext(p_study || E'\n' || p_key));
    PERFORM pg_advisory_xact_lock(3, hashtext(p_study));
    SELECT * INTO v_prior FROM idempotent_request WHERE study = p_study AND key = p_key;
    IF FOUND AND v_prior.fingerprint = p_fingerprint THEN
        RETURN activation_answer('replayed', v_prior.reference);
    ELSIF FOUND THEN
        RETURN activation_answer('key-reused', NULL);
    END IF;
    SELECT list INTO v_live FROM randomization_list WHERE study = p_study AND purpose = 'live';
    IF FOUND THEN
        RETURN activation_answer('already-active', v_live);
    END IF;

    INSERT INTO randomization_list (list, study, plan_version, purpose, source, merkle_root, entries, seed, activated_at)
    VALUES (p_list, p_study, p_version, p_purpose, p_source, p_merkle_root, cardinality(p_leaves), p_seed, p_at);
    INSERT INTO list_extension (list, extension, study, plan_version, merkle_root, entries, seed, activated_at)
    VALUES (p_list, 0, p_study, p_version, p_merkle_root, cardinality(p_leaves), p_seed, p_at);
    INSERT INTO list_entry (list, stratum, position, randomization_number, kit, arm, leaf)
    SELECT p_list, stratum, position, randomization_number, kit, arm, leaf
    FROM unnest(p_strata, p_positions, p_numbers, p_kits, p_arms, p_leaves)
        AS entry (stratum, position, randomization_number, kit, arm, leaf);
    INSERT INTO stratum_counter (list, stratum, entries)
    SELECT list, stratum, count(*) FROM list_entry WHERE list = p_list GROUP BY list, stratum;
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, p_list, p_at);
    PERFORM append_audit(p_study, p_study || '/plan', p_at, p_facts || jsonb_build_object(
        'action', 'activate', 'version', p_version, 'list', p_list, 'purpose', p_purpose, 'source', p_source,
        'merkleRoot', p_merkle_root, 'entries', cardinality(p_leaves)));
    RETURN activation_answer('activated', p_list);
END
$$;

-- ---------------------------------------------------------------------------------------------------------- status

CREATE TYPE status_answer AS (
    outcome text, id bigint, study text, site text, status text, reason text, actor_name text, at timestamptz);

CREATE FUNCTION status_answer(p_outcome text, p_id bigint) RETURNS status_answer
    LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT p_outcome, id, study, site, status, reason, actor_name, at
    FROM (SELECT 1) one LEFT JOIN enrolment_status ON id = p_id
$$;

-- 'changed', 'replayed', 'key-reused' or 'no-plan'. When a pause is answered, no allocation is under way any more: each
-- holds the same lock shared.
CREATE FUNCTION set_enrolment_status(
    p_study text, p_site text, p_status text, p_reason text, p_actor text, p_actor_name text, p_key text,
    p_fingerprint text, p_at timestamptz, p_facts jsonb) RETURNS status_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior idempotent_request%ROWTYPE;
    v_id    bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(1, hashtext(p_study || E'\n' || p_key));
    SELECT * INTO v_prior FROM idempotent_request WHERE study = p_study AND key = p_key;
    IF FOUND AND v_prior.fingerprint = p_fingerprint THEN
        RETURN status_answer('replayed', v_prior.reference::bigint);
    ELSIF FOUND THEN
        RETURN status_answer('key-reused', NULL);
    ELSIF NOT EXISTS (SELECT FROM plan WHERE study = p_study) THEN
        RETURN status_answer('no-plan', NULL);
    END IF;
    PERFORM pg_advisory_xact_lock(7, hashtext(p_study));
    INSERT INTO enrolment_status (study, site, status, reason, actor, actor_name, at)
    VALUES (p_study, p_site, p_status, p_reason, p_actor, p_actor_name, p_at) RETURNING id INTO v_id;
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, v_id::text, p_at);
    PERFORM append_audit(p_study, p_study || '/enrolment', p_at, p_facts || jsonb_strip_nulls(jsonb_build_object(
        'action', 'set-status', 'site', p_site, 'status', p_status, 'reason', p_reason)));
    RETURN status_answer('changed', v_id);
END
$$;

-- ------------------------------------------------------------------------------------------------------------ gate

DROP FUNCTION study_has_room(text, text);

-- Whether the study's cap leaves room for one more. Strata are counted without waiting for each other as long as the
-- allocations under way, at most one a stratum, cannot reach the cap together; close to it they go one at a time.
CREATE FUNCTION study_has_room(p_study text, p_list text, p_cap integer) RETURNS boolean
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    v_taken  bigint;
    v_strata bigint;
BEGIN
    SELECT sum(taken), count(*) INTO v_taken, v_strata FROM stratum_counter WHERE list = p_list;
    IF v_taken + 2 * v_strata <= p_cap THEN
        PERFORM pg_advisory_xact_lock_shared(4, hashtext(p_study));
        SELECT sum(taken) INTO v_taken FROM stratum_counter WHERE list = p_list;
        IF v_taken + v_strata <= p_cap THEN
            RETURN true;
        END IF;
        RAISE EXCEPTION 'The cap came near meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    PERFORM pg_advisory_xact_lock(4, hashtext(p_study));
    SELECT sum(taken) INTO v_taken FROM stratum_counter WHERE list = p_list;
    RETURN v_taken < p_cap;
END
$$;

-- Why nobody may be allocated in this stratum at this site now, or null: 'study-paused', 'site-not-active',
-- 'site-paused', 'stratum-cap-reached', 'site-cap-reached' or 'cap-reached'. It knows neither arms nor kits.
-- Whoever allocates asks it, in the transaction in which it then allocates: holding the row of stratum_counter FOR
-- UPDATE, raising 'taken' there and adding the row of 'allocation' (for a test list, of 'test_allocation').
-- Its locks, all to the end of the transaction and always in this order: status shared, site, study's cap.
CREATE FUNCTION allocation_gate(p_study text, p_list text, p_stratum text, p_site text) RETURNS text
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    v_plan   plan%ROWTYPE;
    v_caps   jsonb;
    v_live   boolean;
    v_status text;
    v_cap    integer;
BEGIN
    SELECT purpose = 'live' INTO v_live FROM randomization_list WHERE list = p_list;
    PERFORM pg_advisory_xact_lock_shared(7, hashtext(p_study));
    SELECT * INTO v_plan FROM plan_of_list(p_list);
    v_caps := v_plan.caps::jsonb;
    IF v_live THEN
        SELECT status INTO v_status FROM enrolment_status
        WHERE study = p_study AND site IS NULL ORDER BY id DESC LIMIT 1;
        IF v_status = 'paused' THEN
            RETURN 'study-paused';
        END IF;
        SELECT status INTO v_status FROM enrolment_status
        WHERE study = p_study AND site = p_site ORDER BY id DESC LIMIT 1;
        IF NOT FOUND THEN
            v_status := v_plan.sites_start;
        END IF;
        IF v_status = 'inactive' THEN
            RETURN 'site-not-active';
        ELSIF v_status = 'paused' THEN
            RETURN 'site-paused';
        END IF;
    END IF;

    v_cap := coalesce(v_caps ->> ('stratum:' || p_stratum), v_caps ->> 'stratum');
    IF (SELECT taken >= v_cap FROM stratum_counter WHERE list = p_list AND stratum = p_stratum) THEN
        RETURN 'stratum-cap-reached';
    END IF;
    v_cap := coalesce(v_caps ->> ('site:' || p_site), v_caps ->> 'site');
    IF v_cap IS NOT NULL THEN
        PERFORM pg_advisory_xact_lock(6, hashtext(p_list || E'\n' || p_site));
        IF taken_at_site(p_list, p_site) >= v_cap THEN
            RETURN 'site-cap-reached';
        END IF;
    END IF;
    v_cap := coalesce((v_caps ->> 'study')::integer, v_plan.study_cap);
    IF v_cap IS NOT NULL AND NOT study_has_room(p_study, p_list, v_cap) THEN
        RETURN 'cap-reached';
    END IF;
    RETURN NULL;
END
$$;

-- Subjects of a site that hold an entry of the list.
CREATE FUNCTION taken_at_site(p_list text, p_site text) RETURNS bigint
    LANGUAGE sql VOLATILE SET search_path = public, pg_temp
AS $$
    SELECT (SELECT count(*) FROM allocation WHERE list = p_list AND site = p_site)
         + (SELECT count(*) FROM test_allocation WHERE list = p_list AND site = p_site)
$$;

-- Notes in the audit trail, once each, that a cap is 80, 95 or 100 per cent used.
CREATE FUNCTION note_caps(p_study text, p_list text, p_stratum text, p_site text, p_at timestamptz) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    v_plan plan%ROWTYPE;
    v_caps jsonb;
    v_note record;
BEGIN
    SELECT * INTO v_plan FROM plan_of_list(p_list);
    v_caps := v_plan.caps::jsonb;
    FOR v_note IN
        WITH used (name, cap, taken) AS (
            SELECT 'stratum:' || p_stratum,
                   coalesce(v_caps ->> ('stratum:' || p_stratum), v_caps ->> 'stratum')::integer, (SELECT taken FROM stratum_counter WHERE list = p_list AND stratum = p_stratum)
            UNION SELECT 'site:' || p_site, s.cap,
                   CASE WHEN s.cap IS NOT NULL THEN taken_at_site(p_list, p_site) END
            FROM (SELECT coalesce(v_caps ->> ('site:' || p_site), v_caps ->> 'site')::integer AS cap) s
            UNION SELECT 'study', s.cap,
                   CASE WHEN s.cap IS NOT NULL
                        THEN (SELECT sum(c.taken) FROM stratum_counter c WHERE c.list = p_list) END
            FROM (SELECT coalesce((v_caps ->> 'study')::integer, v_plan.study_cap) AS cap) s)
        SELECT used.*, percent FROM used, unnest(ARRAY [80, 95, 100]) percent
        WHERE cap IS NOT NULL AND 100 * taken >= percent * cap ORDER BY name, percent
    LOOP
        INSERT INTO cap_warning (list, cap, percent, at) VALUES (p_list, v_note.name, v_note.percent, p_at)
        ON CONFLICT DO NOTHING;
        IF FOUND THEN
            PERFORM append_audit(p_study, p_study || '/caps', p_at, jsonb_build_object(
                'action', 'cap-warning', 'list', p_list, 'cap', v_note.name, 'limit', v_note.cap,
                'randomized', v_note.taken, 'percent', v_note.percent));
        END IF;
    END LOOP;
END
$$;

-- --------------------------------------------------------------------------------------------------- randomization

ALTER TYPE randomization_answer ADD ATTRIBUTE extension integer;

-- The blinded row of a subject beside an outcome; without such a subject, the outcome alone.
CREATE OR REPLACE FUNCTION randomization_answer(p_outcome text, p_study text, p_subject text)
    RETURNS randomization_answer
    LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT p_outcome, a.study, a.subject, a.site, a.list, x.merkle_root, a.stratum, a.randomization_number, a.kit, a.leaf,
           a.randomized_at, a.extension
    FROM (SELECT 1) one
    LEFT JOIN allocation a ON a.study = p_study AND a.subject = p_subject
    LEFT JOIN list_extension x ON x.list = a.list AND x.extension = a.extension
$$;

-- 'allocated', 'replayed', 'key-reused', 'already-randomized', 'no-stratum', 'stratum-exhausted' or what the gate says.
-- Locks are taken in the order key, subject, stratum, gate, and one of each kind, so that nobody waits in a circle.
CREATE OR REPLACE FUNCTION randomize(
    p_study text, p_list text, p_stratum text, p_subject text, p_site text, p_key text, p_fingerprint text,
    p_tell_ecrf boolean, p_at timestamptz, p_facts jsonb) RETURNS randomization_answer
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
    WHERE l.study = p_study AND l.purpose = 'live' AND c.list = p_list AND c.stratum = p_stratum FOR UPDATE OF c;
    IF NOT FOUND THEN
        RETURN randomization_answer('no-stratum', p_study, NULL);
    END IF;
    v_closed := allocation_gate(p_study, p_list, p_stratum, p_site);
    IF v_closed IS NOT NULL THEN
        RETURN randomization_answer(v_closed, p_study, NULL);
    ELSIF v_counter.taken >= v_counter.entries THEN
        RETURN randomization_answer('stratum-exhausted', p_study, NULL);
    END IF;

    v_at := greatest(p_at, v_counter.last_at);
    UPDATE stratum_counter SET taken = taken + 1, last_at = v_at WHERE list = p_list AND stratum = p_stratum;
    SELECT * INTO STRICT v_entry FROM list_entry
    WHERE list = p_list AND stratum = p_stratum AND position = v_counter.taken + 1;
    INSERT INTO allocation (study, subject, site, list, stratum, position, randomization_number, kit, leaf, extension,
                            randomized_at)
    VALUES (p_study, p_subject, p_site, p_list, p_stratum, v_entry.position, v_entry.randomization_number, v_entry.kit,
            v_entry.leaf, v_entry.extension, v_at);
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, p_subject, v_at);
    IF p_tell_ecrf THEN
        INSERT INTO outbox (study, subject, created_at, due_at) VALUES (p_study, p_subject, v_at, v_at);
    END IF;
    PERFORM append_audit(p_study, p_study || '/list/' || p_list || '/' || p_stratum, v_at, p_facts || jsonb_build_object(
        'action', 'randomize', 'subject', p_subject, 'site', p_site, 'list', p_list, 'stratum', p_stratum,
        'randomizationNumber', v_entry.randomization_number, 'kit', v_entry.kit, 'leaf', v_entry.leaf));
    PERFORM note_caps(p_study, p_list, p_stratum, p_site, v_at);
    RETURN randomization_answer('allocated', p_study, p_subject);
END
$$;

-- ---------------------------------------------------------------------------------------------------------- rights

GRANT SELECT (list, stratum, entries, taken) ON stratum_counter TO "${runtimeRole}";
GRANT SELECT ON enrolment_status, cap_warning, test_allocation TO "${runtimeRole}";
GRANT SELECT (purpose, source) ON randomization_list TO "${runtimeRole}";
GRANT SELECT (list, extension, study, plan_version, merkle_root, entries, activated_at) ON list_extension
    TO "${runtimeRole}";
GRANT SELECT (list, stratum, position, extension, randomization_number, kit, leaf) ON list_entry TO "${runtimeRole}";
GRANT UPDATE (parked_at) ON outbox TO "${runtimeRole}";
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    publish_plan(text, text, text, bytea, text, text, text, text, timestamptz, jsonb),
    activate_list(text, text, text, text, text, text, bytea, text[], integer[], text[], text[], bytea[], text[], text,
                  text, timestamptz, jsonb),
    set_enrolment_status(text, text, text, text, text, text, text, text, timestamptz, jsonb)
TO "${runtimeRole}";
