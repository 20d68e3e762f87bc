-- What a review found: locks in one order, waiting that ends, sites that nobody named, a register that counts what was shown,
-- plans whose hash could be guessed, and parked notices that nobody could let go.

-- -------------------------------------------------------------------------------------------------------- order of locks

-- Allocations lock in this order, and within a kind in the order of the lock's number, so that they never wait in a circle:
-- keys (1), subjects (2), the audit's page (6, shared), the study's status (7, shared), sites with a cap (6), the stratum's
-- row, the study's cap (4), kits, notes on caps (9). A site's shelf comes before all of them. This takes the middle of it.
CREATE FUNCTION hold_sites(p_study text, p_list text, p_sites text[]) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    v_caps jsonb;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(6, hashtext(p_study));
    PERFORM pg_advisory_xact_lock_shared(7, hashtext(p_study));
    SELECT caps::jsonb INTO v_caps FROM plan_of_list(p_list);
    PERFORM pg_advisory_xact_lock(6, number) FROM (
        SELECT DISTINCT hashtext(p_list || E'\n' || site) AS number FROM unnest(p_sites) AS site
        WHERE v_caps ?| ARRAY['site', 'site:' || site] ORDER BY 1) sorted;
END
$$;

-- As before; but what it locks for itself, it locks in that order.
CREATE OR REPLACE FUNCTION randomize(
    p_study text, p_list text, p_stratum text, p_subject text, p_site text, p_key text, p_fingerprint text,
    p_tell_ecrf boolean, p_at timestamptz, p_facts jsonb, p_position integer DEFAULT NULL, p_kit text DEFAULT NULL)
    RETURNS randomization_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '8s'
AS $$
DECLARE
    v_prior   idempotent_request%ROWTYPE;
    v_counter stratum_counter%ROWTYPE;
    v_entry   list_entry%ROWTYPE;
    v_closed  text;
    v_at      timestamptz;
    v_kit     text;
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

    PERFORM hold_sites(p_study, p_list, ARRAY[p_site]);
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

    SELECT * INTO STRICT v_entry FROM list_entry
    WHERE list = p_list AND stratum = p_stratum AND position = v_counter.taken + 1;
    v_at := greatest(p_at, v_counter.last_at);
    v_kit := v_entry.kit;
    IF kits_are_managed(p_list) THEN
        v_kit := p_kit;
        IF p_kit IS NULL THEN
            RETURN randomization_answer('out-of-kits', p_study, NULL);
        ELSIF p_position IS DISTINCT FROM v_entry.position
                OR NOT hand_out_kit(p_study, p_subject, 'RANDOMIZATION', 1, p_site, p_kit, v_at, p_facts) THEN
            RETURN randomization_answer('stale', p_study, NULL);
        END IF;
    END IF;

    UPDATE stratum_counter SET taken = taken + 1, last_at = v_at WHERE list = p_list AND stratum = p_stratum;
    INSERT INTO allocation (study, subject, site, list, stratum, position, randomization_number, kit, leaf, extension,
                            randomized_at)
    VALUES (p_study, p_subject, p_site, p_list, p_stratum, v_entry.position, v_entry.randomization_number, v_kit,
            v_entry.leaf, v_entry.extension, v_at);
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, p_subject, v_at);
    IF p_tell_ecrf THEN
        INSERT INTO outbox (study, subject, created_at, due_at) VALUES (p_study, p_subject, v_at, v_at);
    END IF;
    PERFORM append_audit(p_study, p_study || '/list/' || p_list || '/' || p_stratum, v_at, p_facts || jsonb_build_object(
        'action', 'randomize', 'subject', p_subject, 'site', p_site, 'list', p_list, 'stratum', p_stratum,
        'randomizationNumber', v_entry.randomization_number, 'kit', v_kit, 'leaf', v_entry.leaf));
    PERFORM note_caps(p_study, p_list, p_stratum, p_site, v_at);
    RETURN randomization_answer('allocated', p_study, p_subject);
END
$$;

ALTER FUNCTION randomize_adaptively(text, text, text, text, text, text, text, boolean, timestamptz, jsonb, integer, integer,
                                    text, text, bytea, text, bytea, text, bigint) SET lock_timeout = '8s';

-- As before, with all locks of all requests taken at the beginning, whatever the order of the requests.
CREATE OR REPLACE FUNCTION randomize_batch(
    p_study text, p_list text, p_stratum text, p_subjects text[], p_sites text[], p_keys text[], p_fingerprints text[],
    p_tell_ecrf boolean[], p_at timestamptz[], p_facts jsonb[]) RETURNS SETOF randomization_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '8s'
AS $$
BEGIN
    IF cardinality(p_subjects) > 32 THEN
        RAISE EXCEPTION 'A batch holds at most 32 requests, not %', cardinality(p_subjects)
            USING ERRCODE = 'program_limit_exceeded';
    END IF;
    PERFORM pg_advisory_xact_lock(1, number) FROM (
        SELECT DISTINCT hashtext(p_study || E'\n' || key) AS number FROM unnest(p_keys) AS key ORDER BY 1) sorted;
    PERFORM pg_advisory_xact_lock(2, number) FROM (
        SELECT DISTINCT hashtext(p_study || E'\n' || subject) AS number FROM unnest(p_subjects) AS subject
        ORDER BY 1) sorted;
    PERFORM hold_sites(p_study, p_list, p_sites);
    PERFORM FROM stratum_counter WHERE list = p_list AND stratum = p_stratum FOR UPDATE;
    PERFORM hold_study_cap(p_study, p_list);
    FOR i IN 1 .. cardinality(p_subjects) LOOP
        RETURN NEXT randomize(p_study, p_list, p_stratum, p_subjects[i], p_sites[i], p_keys[i], p_fingerprints[i],
                              p_tell_ecrf[i], p_at[i], p_facts[i]);
    END LOOP;
END
$$;

-- Notes in the audit trail, once each, that a cap is 80, 95 or 100 per cent used; one transaction at a time.
CREATE OR REPLACE FUNCTION note_caps(p_study text, p_list text, p_stratum text, p_site text, p_at timestamptz) RETURNS void
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
        SELECT used.*, used_up.percent FROM used, unnest(ARRAY [80, 95, 100]) AS used_up (percent)
        WHERE cap IS NOT NULL AND 100 * taken >= used_up.percent * cap
          AND NOT EXISTS (SELECT FROM cap_warning w WHERE w.list = p_list AND w.cap = name AND w.percent = used_up.percent)
        ORDER BY name, percent
    LOOP
        PERFORM pg_advisory_xact_lock(9, hashtext(p_list));
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

-- ---------------------------------------------------------------------------------------------------------------- sites

-- How a site stands that nobody has activated or paused. Where the caller vouches for eligibility and the plan names no
-- sites, by a factor or by a cap of one, any name could be one: it has to be activated first.
CREATE FUNCTION site_start(p_plan plan, p_site text) RETURNS text
    LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT CASE WHEN p_plan.eligibility <> 'external' OR p_plan.factors::jsonb @> '[{"id": "site"}]'
                  OR p_plan.caps::jsonb ? ('site:' || p_site)
                THEN p_plan.sites_start ELSE 'inactive' END
$$;

CREATE OR REPLACE FUNCTION enrolment_gate(p_study text, p_list text, p_stratum text, p_site text) RETURNS text
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
            v_status := site_start(v_plan, p_site);
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

-- ------------------------------------------------------------------------------------------------------------- register

-- As before; the register counts the subjects whose arms are shown. The last of p_limit rows is not: it only tells the caller
-- that there is more.
CREATE OR REPLACE FUNCTION reveal_list(
    p_study text, p_list text, p_after_stratum text, p_after_position integer, p_limit integer, p_actor text,
    p_actor_name text, p_party text, p_request_id text, p_at timestamptz) RETURNS SETOF revealed_entry
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_entries revealed_entry[];
BEGIN
    PERFORM require_unblinded(p_study);
    SELECT coalesce(array_agg(page::revealed_entry), '{}') INTO v_entries FROM (
        SELECT a.subject, a.site, a.randomized_at, e.list, e.stratum, e.position, e.randomization_number, e.kit, e.leaf,
               e.arm
        FROM list_entry e
        JOIN randomization_list l ON l.list = e.list
        LEFT JOIN allocation a ON a.list = e.list AND a.stratum = e.stratum AND a.position = e.position
        WHERE l.study = p_study AND e.list = p_list AND (e.stratum, e.position) > (p_after_stratum, p_after_position)
        ORDER BY e.stratum, e.position LIMIT p_limit) page;
    PERFORM append_register(p_study, ROW(p_actor, p_actor_name, p_party, p_request_id)::reader, 'unblinded-study',
                            'list:' || p_list,
                            (SELECT count(subject)::integer FROM unnest(v_entries[1:p_limit - 1])), NULL, p_at);
    RETURN QUERY SELECT * FROM unnest(v_entries);
END
$$;

CREATE OR REPLACE FUNCTION reveal_allocations(
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
                            'allocations', cardinality(v_subjects[1:p_limit - 1]), NULL, p_at);
    RETURN QUERY
        SELECT a.subject, a.site, a.randomized_at, a.list, a.stratum, a.position, a.randomization_number, a.kit, a.leaf,
               e.arm
        FROM allocation a JOIN list_entry e ON e.list = a.list AND e.stratum = a.stratum AND e.position = a.position
        WHERE a.study = p_study AND a.subject = ANY (v_subjects) ORDER BY a.subject;
END
$$;

-- ---------------------------------------------------------------------------------------------------------------- plans

-- The hash of a plan could be tried out, block size by block size. From now on it is that of the plan's ciphertext.
ALTER TABLE plan DISABLE TRIGGER append_only;
UPDATE plan SET content_hash = encode(sha256(definition), 'hex');
ALTER TABLE plan ENABLE TRIGGER append_only;

-- -------------------------------------------------------------------------------------------------------------- notices

-- Lets a parked notice go again; 'released', 'not-parked' or 'not-found'.
CREATE FUNCTION release_notice(p_study text, p_id bigint, p_at timestamptz, p_facts jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_notice notice%ROWTYPE;
BEGIN
    SELECT * INTO v_notice FROM notice WHERE id = p_id AND study = p_study FOR UPDATE;
    IF NOT FOUND THEN
        RETURN 'not-found';
    ELSIF v_notice.parked_at IS NULL THEN
        RETURN 'not-parked';
    END IF;
    UPDATE notice SET parked_at = NULL, due_at = p_at, attempts = 0 WHERE id = p_id;
    PERFORM append_audit(p_study, p_study || '/messages', p_at, p_facts || jsonb_build_object(
        'action', 'release-notice', 'notice', p_id, 'reference', v_notice.reference));
    RETURN 'released';
END
$$;

-- --------------------------------------------------------------------------------------------------------------- rights

REVOKE ALL ON FUNCTION hold_sites(text, text, text[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION site_start(plan, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION release_notice(text, bigint, timestamptz, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION release_notice(text, bigint, timestamptz, jsonb) TO "${runtimeRole}";
