-- Who activates a list need not see it: as long as the trial is blinded nobody reads the whole list. And once two persons
-- have unblinded a study, nobody is randomized in it any more.

CREATE OR REPLACE FUNCTION reveal_for_verification(
    p_study text, p_actor text, p_actor_name text, p_party text, p_request_id text, p_reason text, p_at timestamptz)
    RETURNS TABLE (of_list text, of_extension integer, of_stratum text, at_position integer, number text, of_kit text,
                   of_leaf text, sealed bytea)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM require_unblinded(p_study);
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

ALTER FUNCTION allocation_gate(text, text, text, text) RENAME TO enrolment_gate;

-- As enrolment_gate, which it asks; but an unblinded study comes before all else.
CREATE FUNCTION allocation_gate(p_study text, p_list text, p_stratum text, p_site text) RETURNS text
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7, hashtext(p_study));
    IF EXISTS (SELECT FROM randomization_list WHERE list = p_list AND purpose = 'live')
        AND EXISTS (SELECT FROM study_unblinding_approval WHERE study = p_study) THEN
        RETURN 'study-unblinded';
    END IF;
    RETURN enrolment_gate(p_study, p_list, p_stratum, p_site);
END
$$;

-- An approval waits for the allocations under way, as a pause does.
CREATE FUNCTION wait_for_allocations() RETURNS trigger
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7, hashtext(NEW.study));
    RETURN NEW;
END
$$;

CREATE TRIGGER after_allocations BEFORE INSERT ON study_unblinding_approval
    FOR EACH ROW EXECUTE FUNCTION wait_for_allocations();
