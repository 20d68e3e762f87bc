-- Kits: what is in them is encrypted; where they are, in which state and with whom is not. Nothing here may link two kits
-- of one type: no batch, no lot, no expiry date, no order and no moment of their own.

-- ---------------------------------------------------------------------------------------------------------- tables

-- Plans whose subjects get kits from stock; all others take the number that stands on the list entry.
CREATE TABLE plan_kits (
    study        text    NOT NULL,
    version      text    NOT NULL,
    minimum_days integer NOT NULL CHECK (minimum_days >= 0), -- how long a kit must be usable after it is dispensed
    PRIMARY KEY (study, version),
    FOREIGN KEY (study, version) REFERENCES plan
);

CREATE TABLE depot (
    study     text        NOT NULL REFERENCES study_key,
    depot     text        NOT NULL,
    name      text        NOT NULL,
    opened_at timestamptz NOT NULL,
    PRIMARY KEY (study, depot)
);

CREATE TABLE kit_series (
    study      text PRIMARY KEY REFERENCES study_key,
    seed       bytea   NOT NULL, -- encrypted
    registered integer NOT NULL DEFAULT 0
);

CREATE TABLE kit_transition (
    action     text NOT NULL,
    state_from text NOT NULL,
    state_to   text NOT NULL,
    PRIMARY KEY (action, state_from)
);

INSERT INTO kit_transition (action, state_from, state_to) VALUES
    ('allot', 'available', 'allotted'),
    ('set-free', 'allotted', 'available'),
    ('send', 'allotted', 'in-transit'),
    ('receive', 'in-transit', 'available'),
    ('receive-damaged', 'in-transit', 'damaged'),
    ('receive-in-doubt', 'in-transit', 'quarantined'),
    ('miss', 'in-transit', 'lost'),
    ('dispense', 'available', 'dispensed'),
    ('quarantine', 'available', 'quarantined'),
    ('release', 'quarantined', 'available'),
    ('damage', 'available', 'damaged'),
    ('damage', 'quarantined', 'damaged'),
    ('damage', 'dispensed', 'damaged'),
    ('lose', 'available', 'lost'),
    ('lose', 'quarantined', 'lost'),
    ('lose', 'dispensed', 'lost'),
    ('lose', 'damaged', 'lost'),
    ('lose', 'returned', 'lost'),
    ('return', 'available', 'returned'),
    ('return', 'quarantined', 'returned'),
    ('return', 'dispensed', 'returned'),
    ('return', 'damaged', 'returned'),
    ('destroy', 'available', 'destroyed'),
    ('destroy', 'quarantined', 'destroyed'),
    ('destroy', 'damaged', 'destroyed'),
    ('destroy', 'returned', 'destroyed');

-- The present state; the history is the kit's stream of the audit trail.
CREATE TABLE kit (
    study   text  NOT NULL REFERENCES study_key,
    kit     text  NOT NULL,
    content bytea NOT NULL, -- encrypted: type, lot and expiry, bound to study and number
    state   text  NOT NULL,
    place   text  NOT NULL, -- depot/…, shipment/… or site/…
    PRIMARY KEY (study, kit)
) WITH (fillfactor = 70);

CREATE INDEX kit_in_place ON kit (study, place, state);

CREATE TABLE shipment (
    study        text        NOT NULL,
    shipment     text        NOT NULL,
    depot        text        NOT NULL,
    site         text        NOT NULL,
    state        text        NOT NULL,
    requested_at timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL,
    PRIMARY KEY (study, shipment),
    FOREIGN KEY (study, depot) REFERENCES depot
);

CREATE INDEX shipment_in_time ON shipment (study, requested_at, shipment);

CREATE TABLE shipment_kit (
    study    text NOT NULL,
    shipment text NOT NULL,
    kit      text NOT NULL,
    PRIMARY KEY (study, shipment, kit),
    FOREIGN KEY (study, shipment) REFERENCES shipment,
    FOREIGN KEY (study, kit) REFERENCES kit
);

-- One kit for one dose; later rounds replace a kit that was lost or damaged.
CREATE TABLE dispensing (
    study        text        NOT NULL,
    subject      text        NOT NULL,
    dose         text        NOT NULL,
    round        integer     NOT NULL CHECK (round >= 1),
    kit          text        NOT NULL,
    site         text        NOT NULL,
    dispensed_at timestamptz NOT NULL,
    PRIMARY KEY (study, subject, dose, round),
    UNIQUE (study, kit),
    FOREIGN KEY (study, kit) REFERENCES kit,
    FOREIGN KEY (study, subject) REFERENCES allocation DEFERRABLE INITIALLY DEFERRED
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON plan_kits
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON depot
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON kit_transition
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON shipment_kit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON dispensing
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON kit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sealed BEFORE UPDATE OF study, kit, content ON kit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON shipment
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER addressed BEFORE UPDATE OF study, shipment, depot, site, requested_at ON shipment
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON kit_series
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER sealed BEFORE UPDATE OF study, seed ON kit_series
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ----------------------------------------------------------------------------------------------------------- plans

-- As publish_plan, for a plan whose kits come from stock.
CREATE FUNCTION publish_plan_with_kits(
    p_study text, p_version text, p_content_hash text, p_definition bytea, p_factors text, p_eligibility text,
    p_caps text, p_sites_start text, p_at timestamptz, p_facts jsonb, p_minimum_days integer) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_outcome text;
BEGIN
    v_outcome := publish_plan(p_study, p_version, p_content_hash, p_definition, p_factors, p_eligibility, p_caps,
                              p_sites_start, p_at, p_facts);
    IF v_outcome = 'published' AND p_minimum_days IS NOT NULL THEN
        INSERT INTO plan_kits (study, version, minimum_days) VALUES (p_study, p_version, p_minimum_days);
    END IF;
    RETURN v_outcome;
END
$$;

-- ------------------------------------------------------------------------------------------------------------ kits

CREATE TYPE kit_answer AS (outcome text, reference text);

-- Takes the key's lock; answers 'replayed' or 'key-reused', or null for a request that is new.
CREATE FUNCTION earlier_answer(p_study text, p_key text, p_fingerprint text) RETURNS kit_answer
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior idempotent_request%ROWTYPE;
BEGIN
    PERFORM pg_advisory_xact_lock(1, hashtext(p_study || E'\n' || p_key));
    SELECT * INTO v_prior FROM idempotent_request WHERE study = p_study AND key = p_key;
    IF NOT FOUND THEN
        RETURN NULL;
    ELSIF v_prior.fingerprint = p_fingerprint THEN
        RETURN ('replayed', v_prior.reference)::kit_answer;
    END IF;
    RETURN ('key-reused', NULL)::kit_answer;
END
$$;

CREATE FUNCTION keep_answer(p_study text, p_key text, p_fingerprint text, p_reference text, p_at timestamptz)
    RETURNS kit_answer
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
    VALUES (p_study, p_key, p_fingerprint, p_reference, p_at);
    RETURN ('done', p_reference)::kit_answer;
END
$$;

-- Changes kits, all or none: false, and nothing done, if one of them is not in the state and place that the change takes
-- it to be in. p_changes is an array of {kit, action, from, to, at, place}. Rows are locked in the order of the numbers.
CREATE FUNCTION change_kits(p_study text, p_changes jsonb, p_at timestamptz, p_facts jsonb) RETURNS boolean
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    v_ready  integer;
    v_change record;
BEGIN
    SELECT count(*) INTO v_ready FROM (
        SELECT k.kit
        FROM kit k
        JOIN jsonb_to_recordset(p_changes) AS c (kit text, "from" text, at text)
            ON c.kit = k.kit AND c."from" = k.state AND c.at = k.place
        WHERE k.study = p_study ORDER BY k.kit FOR UPDATE OF k) ready;
    IF v_ready < jsonb_array_length(p_changes) THEN
        RETURN false;
    END IF;
    FOR v_change IN
        SELECT * FROM jsonb_to_recordset(p_changes)
            AS c (kit text, action text, "from" text, "to" text, at text, place text) ORDER BY kit
    LOOP
        IF NOT EXISTS (SELECT FROM kit_transition t WHERE t.action = v_change.action
                       AND t.state_from = v_change."from" AND t.state_to = v_change."to") THEN
            RAISE EXCEPTION 'A kit cannot go from % to % by %', v_change."from", v_change."to", v_change.action
                USING ERRCODE = 'check_violation';
        END IF;
        UPDATE kit SET state = v_change."to", place = v_change.place WHERE study = p_study AND kit = v_change.kit;
        PERFORM append_audit(p_study, p_study || '/kit/' || v_change.kit, p_at, p_facts || jsonb_build_object(
            'action', 'kit-' || v_change.action, 'kit', v_change.kit, 'from', v_change."from", 'to', v_change."to",
            'place', v_change.place));
    END LOOP;
    RETURN true;
END
$$;

-- 'opened', or 'same' or 'other' by the name that the depot has already.
CREATE FUNCTION open_depot(p_study text, p_depot text, p_name text, p_at timestamptz, p_facts jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    INSERT INTO depot (study, depot, name, opened_at) VALUES (p_study, p_depot, p_name, p_at)
    ON CONFLICT (study, depot) DO NOTHING;
    IF FOUND THEN
        PERFORM append_audit(p_study, p_study || '/depot/' || p_depot, p_at, p_facts || jsonb_build_object(
            'action', 'open-depot', 'depot', p_depot, 'name', p_name));
        RETURN 'opened';
    END IF;
    RETURN (SELECT CASE WHEN name = p_name THEN 'same' ELSE 'other' END
            FROM depot WHERE study = p_study AND depot = p_depot);
END
$$;

-- The sealed seed of a study's kits, the offered one from now on if it has none, and how many kits are registered.
CREATE FUNCTION ensure_kit_series(p_study text, p_seed bytea) RETURNS kit_series
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_series kit_series%ROWTYPE;
BEGIN
    INSERT INTO kit_series (study, seed) VALUES (p_study, p_seed) ON CONFLICT (study) DO NOTHING;
    SELECT * INTO STRICT v_series FROM kit_series WHERE study = p_study;
    RETURN v_series;
END
$$;

-- 'done', 'replayed', 'key-reused', 'no-depot', or 'stale' if other kits were registered meanwhile.
CREATE FUNCTION register_kits(
    p_study text, p_depot text, p_before integer, p_kits text[], p_contents bytea[],
    p_key text, p_fingerprint text, p_reference text, p_at timestamptz, p_facts jsonb) RETURNS kit_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_earlier kit_answer := earlier_answer(p_study, p_key, p_fingerprint);
    v_kit     text;
BEGIN
    IF v_earlier.outcome IS NOT NULL THEN
        RETURN v_earlier;
    ELSIF NOT EXISTS (SELECT FROM depot WHERE study = p_study AND depot = p_depot) THEN
        RETURN ('no-depot', NULL)::kit_answer;
    END IF;
    UPDATE kit_series SET registered = registered + cardinality(p_kits)
    WHERE study = p_study AND registered = p_before;
    IF NOT FOUND THEN
        RETURN ('stale', NULL)::kit_answer;
    END IF;
    INSERT INTO kit (study, kit, content, state, place)
    SELECT p_study, kit, content, 'available', 'depot/' || p_depot
    FROM unnest(p_kits, p_contents) AS new (kit, content) ORDER BY kit;
    FOREACH v_kit IN ARRAY p_kits LOOP
        PERFORM append_audit(p_study, p_study || '/kit/' || v_kit, p_at, p_facts || jsonb_build_object(
            'action', 'kit-register', 'kit', v_kit, 'to', 'available', 'place', 'depot/' || p_depot));
    END LOOP;
    RETURN keep_answer(p_study, p_key, p_fingerprint, p_reference, p_at);
END
$$;

-- 'done', 'replayed', 'key-reused', or 'stale' if a kit is not as it was taken to be.
CREATE FUNCTION account_kits(
    p_study text, p_changes jsonb,
    p_key text, p_fingerprint text, p_reference text, p_at timestamptz, p_facts jsonb) RETURNS kit_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_earlier kit_answer := earlier_answer(p_study, p_key, p_fingerprint);
BEGIN
    IF v_earlier.outcome IS NOT NULL THEN
        RETURN v_earlier;
    ELSIF NOT change_kits(p_study, p_changes, p_at, p_facts) THEN
        RETURN ('stale', NULL)::kit_answer;
    END IF;
    RETURN keep_answer(p_study, p_key, p_fingerprint, p_reference, p_at);
END
$$;

-- ------------------------------------------------------------------------------------------------------- shipments

-- 'done', 'replayed', 'key-reused', or 'stale' if a kit is no longer free.
CREATE FUNCTION request_shipment(
    p_study text, p_shipment text, p_depot text, p_site text, p_changes jsonb,
    p_key text, p_fingerprint text, p_reference text, p_at timestamptz, p_facts jsonb) RETURNS kit_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_earlier kit_answer := earlier_answer(p_study, p_key, p_fingerprint);
    v_facts   jsonb      := p_facts || jsonb_build_object('shipment', p_shipment, 'site', p_site);
BEGIN
    IF v_earlier.outcome IS NOT NULL THEN
        RETURN v_earlier;
    ELSIF NOT change_kits(p_study, p_changes, p_at, v_facts) THEN
        RETURN ('stale', NULL)::kit_answer;
    END IF;
    INSERT INTO shipment (study, shipment, depot, site, state, requested_at, changed_at)
    VALUES (p_study, p_shipment, p_depot, p_site, 'requested', p_at, p_at);
    INSERT INTO shipment_kit (study, shipment, kit)
    SELECT p_study, p_shipment, kit FROM jsonb_to_recordset(p_changes) AS c (kit text) ORDER BY kit;
    RETURN keep_answer(p_study, p_key, p_fingerprint, p_reference, p_at);
END
$$;

-- 'done', 'replayed', 'key-reused', or 'stale' if the shipment or one of its kits is not as it was taken to be.
CREATE FUNCTION move_shipment(
    p_study text, p_shipment text, p_from text, p_to text, p_changes jsonb,
    p_key text, p_fingerprint text, p_reference text, p_at timestamptz, p_facts jsonb) RETURNS kit_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_earlier kit_answer := earlier_answer(p_study, p_key, p_fingerprint);
    v_kits    text[];
BEGIN
    IF v_earlier.outcome IS NOT NULL THEN
        RETURN v_earlier;
    END IF;
    PERFORM FROM shipment WHERE study = p_study AND shipment = p_shipment AND state = p_from FOR UPDATE;
    IF NOT FOUND THEN
        RETURN ('stale', NULL)::kit_answer;
    END IF;
    SELECT array_agg(kit ORDER BY kit) INTO v_kits FROM shipment_kit WHERE study = p_study AND shipment = p_shipment;
    IF v_kits <> (SELECT array_agg(kit ORDER BY kit) FROM jsonb_to_recordset(p_changes) AS c (kit text)) THEN
        RAISE EXCEPTION 'A shipment moves with all of its kits' USING ERRCODE = 'check_violation';
    ELSIF NOT change_kits(p_study, p_changes, p_at, p_facts || jsonb_build_object('shipment', p_shipment)) THEN
        RETURN ('stale', NULL)::kit_answer;
    END IF;
    UPDATE shipment SET state = p_to, changed_at = p_at WHERE study = p_study AND shipment = p_shipment;
    RETURN keep_answer(p_study, p_key, p_fingerprint, p_reference, p_at);
END
$$;

-- ------------------------------------------------------------------------------------------------------ dispensing

-- Hands a free kit of the site to a subject; false, and nothing done, if it is no longer free there. Whatever allocates
-- calls this in its own transaction, after its gate and before it writes; the subject may follow until the commit.
CREATE FUNCTION hand_out_kit(
    p_study text, p_subject text, p_dose text, p_round integer, p_site text, p_kit text, p_at timestamptz,
    p_facts jsonb) RETURNS boolean
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    IF NOT change_kits(
            p_study,
            jsonb_build_array(jsonb_build_object(
                'kit', p_kit, 'action', 'dispense', 'from', 'available', 'to', 'dispensed',
                'at', 'site/' || p_site, 'place', 'site/' || p_site)),
            p_at, p_facts || jsonb_build_object('subject', p_subject, 'dose', p_dose)) THEN
        RETURN false;
    END IF;
    INSERT INTO dispensing (study, subject, dose, round, kit, site, dispensed_at)
    VALUES (p_study, p_subject, p_dose, p_round, p_kit, p_site, p_at);
    RETURN true;
END
$$;

-- 'done', 'replayed', 'key-reused', 'already-dispensed', 'not-dispensed' if there is nothing to replace, or 'stale'.
-- p_replaced and p_changes say which kit is replaced and what happens to it; both are null for a first kit.
CREATE FUNCTION dispense_kit(
    p_study text, p_subject text, p_dose text, p_round integer, p_site text, p_kit text, p_replaced text,
    p_changes jsonb, p_key text, p_fingerprint text, p_reference text, p_at timestamptz, p_facts jsonb)
    RETURNS kit_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_earlier kit_answer := earlier_answer(p_study, p_key, p_fingerprint);
BEGIN
    IF v_earlier.outcome IS NOT NULL THEN
        RETURN v_earlier;
    END IF;
    PERFORM pg_advisory_xact_lock(2, hashtext(p_study || E'\n' || p_subject));
    IF EXISTS (SELECT FROM dispensing
               WHERE study = p_study AND subject = p_subject AND dose = p_dose AND round >= p_round) THEN
        RETURN ('already-dispensed', NULL)::kit_answer;
    ELSIF p_round > 1 AND NOT EXISTS (
            SELECT FROM dispensing WHERE study = p_study AND subject = p_subject AND dose = p_dose
            AND round = p_round - 1 AND kit = p_replaced) THEN
        RETURN ('not-dispensed', NULL)::kit_answer;
    END IF;
    -- both kits at once, in the order of their numbers, so that two replacements cannot wait for each other
    PERFORM FROM kit WHERE study = p_study AND kit IN (p_kit, p_replaced) ORDER BY kit FOR UPDATE;
    PERFORM FROM kit WHERE study = p_study AND kit = p_kit AND state = 'available' AND place = 'site/' || p_site;
    IF NOT FOUND OR NOT change_kits(p_study, coalesce(p_changes, '[]'), p_at, p_facts) THEN
        RETURN ('stale', NULL)::kit_answer;
    ELSIF NOT hand_out_kit(p_study, p_subject, p_dose, p_round, p_site, p_kit, p_at, p_facts) THEN
        RAISE EXCEPTION 'A locked kit went away' USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN keep_answer(p_study, p_key, p_fingerprint, p_reference, p_at);
END
$$;

-- --------------------------------------------------------------------------------------------------- randomization

-- The sealed arm of the next free entry of a stratum, for the choice of a kit, and of no other entry.
CREATE FUNCTION next_entry(p_study text, p_list text, p_stratum text)
    RETURNS TABLE (at_position integer, sealed_arm bytea)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    SELECT e.position, e.arm
    FROM stratum_counter c
    JOIN randomization_list l ON l.list = c.list AND l.study = p_study
    JOIN list_extension x ON x.list = c.list
    JOIN plan_kits k ON k.study = x.study AND k.version = x.plan_version
    JOIN list_entry e ON e.list = c.list AND e.stratum = c.stratum AND e.position = c.taken + 1
    WHERE c.list = p_list AND c.stratum = p_stratum ORDER BY x.extension DESC LIMIT 1
$$;

CREATE FUNCTION kits_are_managed(p_list text) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = public, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM plan_of_list(p_list) p JOIN plan_kits k ON k.study = p.study AND k.version = p.version)
$$;

DROP FUNCTION randomize(text, text, text, text, text, text, text, boolean, timestamptz, jsonb);

-- 'allocated', 'replayed', 'key-reused', 'already-randomized', 'no-stratum', 'stratum-exhausted' or what the gate says;
-- where kits come from stock also 'out-of-kits' if none is proposed, and 'stale' if the position or the kit proposed is
-- taken. Locks are taken in the order key, subject, stratum, gate, kit, so that nobody waits in a circle.
CREATE FUNCTION randomize(
    p_study text, p_list text, p_stratum text, p_subject text, p_site text, p_key text, p_fingerprint text,
    p_tell_ecrf boolean, p_at timestamptz, p_facts jsonb, p_position integer DEFAULT NULL, p_kit text DEFAULT NULL)
    RETURNS randomization_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
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

-- ---------------------------------------------------------------------------------------------------------- rights

GRANT SELECT ON plan_kits, depot, kit_series, kit_transition, kit, shipment, shipment_kit, dispensing
    TO "${runtimeRole}";
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    publish_plan_with_kits(text, text, text, bytea, text, text, text, text, timestamptz, jsonb, integer),
    open_depot(text, text, text, timestamptz, jsonb),
    ensure_kit_series(text, bytea),
    register_kits(text, text, integer, text[], bytea[], text, text, text, timestamptz, jsonb),
    account_kits(text, jsonb, text, text, text, timestamptz, jsonb),
    request_shipment(text, text, text, text, jsonb, text, text, text, timestamptz, jsonb),
    move_shipment(text, text, text, text, jsonb, text, text, text, timestamptz, jsonb),
    dispense_kit(text, text, text, integer, text, text, text, jsonb, text, text, text, timestamptz, jsonb),
    next_entry(text, text, text),
    randomize(text, text, text, text, text, text, text, boolean, timestamptz, jsonb, integer, text)
TO "${runtimeRole}";
