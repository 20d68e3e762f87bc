-- What a site can still give out follows from counts. Two requests that looked at the same shelf can therefore not both go
-- ahead, even if they want different kits: a site's shelf has a version, and what was decided from another one is stale.

CREATE TABLE kit_shelf (
    study   text   NOT NULL REFERENCES study_key,
    site    text   NOT NULL,
    version bigint NOT NULL, -- counts the statements that changed kits at the site
    PRIMARY KEY (study, site)
) WITH (fillfactor = 50);

CREATE TRIGGER never_removed BEFORE DELETE OR TRUNCATE ON kit_shelf
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE INDEX shipment_at_site ON shipment (study, site, state);

-- The order in which kits were dispensed at a site, which no clock can change.
ALTER TABLE dispensing ADD COLUMN turn bigint;
ALTER TABLE dispensing DISABLE TRIGGER append_only;
UPDATE dispensing d SET turn = o.turn
FROM (SELECT study, kit, row_number() OVER (PARTITION BY study, site ORDER BY dispensed_at, dose, round) AS turn
      FROM dispensing) o
WHERE o.study = d.study AND o.kit = d.kit;
ALTER TABLE dispensing ENABLE TRIGGER append_only;
ALTER TABLE dispensing ALTER COLUMN turn SET NOT NULL;
CREATE UNIQUE INDEX one_dispensing_a_turn ON dispensing (study, site, turn);
INSERT INTO kit_shelf (study, site, version) SELECT study, site, max(turn) FROM dispensing GROUP BY study, site;

-- Locks a site's shelf to the end of the transaction and answers its version. This comes before every other lock but those of
-- keys and shipments.
CREATE FUNCTION hold_shelf(p_study text, p_site text) RETURNS bigint
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    v_version bigint;
BEGIN
    SELECT version INTO v_version FROM kit_shelf WHERE study = p_study AND site = p_site FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO kit_shelf (study, site, version) VALUES (p_study, p_site, 0) ON CONFLICT DO NOTHING;
        SELECT version INTO v_version FROM kit_shelf WHERE study = p_study AND site = p_site FOR UPDATE;
    END IF;
    RETURN v_version;
END
$$;

-- As before, and each site from or to which a kit goes, or where it stays, has another shelf afterwards.
CREATE OR REPLACE FUNCTION change_kits(p_study text, p_changes jsonb, p_at timestamptz, p_facts jsonb) RETURNS boolean
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    v_ready  integer;
    v_change record;
    v_sites  text[];
BEGIN
    SELECT coalesce(array_agg(DISTINCT substr(at_place, 6) ORDER BY substr(at_place, 6)), '{}') INTO v_sites
    FROM jsonb_to_recordset(p_changes) AS c (at text, place text), unnest(ARRAY[c.at, c.place]) AS at_place
    WHERE starts_with(at_place, 'site/');
    FOR i IN 1 .. cardinality(v_sites) LOOP
        PERFORM hold_shelf(p_study, v_sites[i]);
    END LOOP;
    SELECT count(*) INTO v_ready FROM (
        SELECT k.kit
        FROM kit k
        JOIN jsonb_to_recordset(p_changes) AS c (kit text, "from" text, at text)
            ON c.kit = k.kit AND c."from" = k.state AND c.at = k.place
        WHERE k.study = p_study ORDER BY k.kit FOR UPDATE OF k) ready;
    IF v_ready < jsonb_array_length(p_changes) THEN
        RETURN false;
    END IF;
    UPDATE kit_shelf SET version = version + 1 WHERE study = p_study AND site = ANY (v_sites);
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

-- As before; the dispensing's turn is the version that the shelf has by it.
CREATE OR REPLACE FUNCTION hand_out_kit(
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
    INSERT INTO dispensing (study, subject, dose, round, kit, site, dispensed_at, turn)
    SELECT p_study, p_subject, p_dose, p_round, p_kit, p_site, p_at, version
    FROM kit_shelf WHERE study = p_study AND site = p_site;
    RETURN true;
END
$$;

DROP FUNCTION dispense_kit(text, text, text, integer, text, text, text, jsonb, text, text, text, timestamptz, jsonb);

-- As before; also 'stale' if anything has happened to the site's kits since its shelf had the version p_shelf.
CREATE FUNCTION dispense_kit(
    p_study text, p_subject text, p_dose text, p_round integer, p_site text, p_kit text, p_shelf bigint, p_replaced text,
    p_changes jsonb, p_key text, p_fingerprint text, p_reference text, p_at timestamptz, p_facts jsonb)
    RETURNS kit_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_earlier kit_answer;
BEGIN
    IF hold_shelf(p_study, p_site) <> p_shelf THEN
        RETURN ('stale', NULL)::kit_answer;
    END IF;
    v_earlier := earlier_answer(p_study, p_key, p_fingerprint);
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

-- As 'randomize' with a kit that was chosen from a version of the site's shelf; 'stale' if it has another one by now. The
-- shelf is locked first, so that all who want a kit at a site wait in one queue, whatever kit they want.
CREATE FUNCTION randomize_from_shelf(
    p_study text, p_list text, p_stratum text, p_subject text, p_site text, p_key text, p_fingerprint text,
    p_tell_ecrf boolean, p_at timestamptz, p_facts jsonb, p_position integer, p_kit text, p_shelf bigint)
    RETURNS randomization_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF hold_shelf(p_study, p_site) <> p_shelf THEN
        RETURN randomization_answer('stale', p_study, NULL);
    END IF;
    RETURN randomize(p_study, p_list, p_stratum, p_subject, p_site, p_key, p_fingerprint, p_tell_ecrf, p_at, p_facts,
                     p_position, p_kit);
END
$$;

-- ---------------------------------------------------------------------------------------------------------- rights

GRANT SELECT ON kit_shelf TO "${runtimeRole}";
REVOKE ALL ON FUNCTION hold_shelf(text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION dispense_kit(text, text, text, integer, text, text, bigint, text, jsonb, text, text, text,
                                    timestamptz, jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION randomize_from_shelf(text, text, text, text, text, text, text, boolean, timestamptz, jsonb, integer,
                                            text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    dispense_kit(text, text, text, integer, text, text, bigint, text, jsonb, text, text, text, timestamptz, jsonb),
    randomize_from_shelf(text, text, text, text, text, text, text, boolean, timestamptz, jsonb, integer, text, bigint)
TO "${runtimeRole}";
