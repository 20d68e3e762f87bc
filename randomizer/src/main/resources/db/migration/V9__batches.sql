-- Requests of a stratum that are waiting together are randomized together and reach the disk with one commit.

-- Holds the study's cap for up to 32 allocations in this transaction, so that what each of them asks finds the answer
-- settled: far from the cap, where the 32 that each stratum may have under way cannot reach it, beside the others; close
-- to it, alone. Without a cap it does nothing.
CREATE FUNCTION hold_study_cap(p_study text, p_list text) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    v_plan   plan%ROWTYPE;
    v_cap    integer;
    v_taken  bigint;
    v_margin bigint;
BEGIN
    SELECT * INTO v_plan FROM plan_of_list(p_list);
    v_cap := coalesce((v_plan.caps::jsonb ->> 'study')::integer, v_plan.study_cap);
    IF v_cap IS NULL THEN
        RETURN;
    END IF;
    SELECT sum(taken), 34 * count(*) INTO v_taken, v_margin FROM stratum_counter WHERE list = p_list;
    IF v_taken + 2 * v_margin > v_cap THEN
        PERFORM pg_advisory_xact_lock(4, hashtext(p_study));
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock_shared(4, hashtext(p_study));
    SELECT sum(taken) INTO v_taken FROM stratum_counter WHERE list = p_list;
    IF v_taken + v_margin > v_cap THEN
        RAISE EXCEPTION 'The cap came near meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
END
$$;

-- Each request as 'randomize' answers it, in the order given; a refusal leaves the others alone. The caller gives them in
-- the order of their sites: each stratum has one batch under way, and so two of them never wait for each other's sites.
CREATE FUNCTION randomize_batch(
    p_study text, p_list text, p_stratum text, p_subjects text[], p_sites text[], p_keys text[], p_fingerprints text[],
    p_tell_ecrf boolean[], p_at timestamptz[], p_facts jsonb[]) RETURNS SETOF randomization_answer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    IF cardinality(p_subjects) > 32 THEN
        RAISE EXCEPTION 'A batch holds at most 32 requests, not %', cardinality(p_subjects)
            USING ERRCODE = 'program_limit_exceeded';
    END IF;
    PERFORM hold_study_cap(p_study, p_list);
    FOR i IN 1 .. cardinality(p_subjects) LOOP
        RETURN NEXT randomize(p_study, p_list, p_stratum, p_subjects[i], p_sites[i], p_keys[i], p_fingerprints[i],
                              p_tell_ecrf[i], p_at[i], p_facts[i]);
    END LOOP;
END
$$;

REVOKE ALL ON FUNCTION hold_study_cap(text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION randomize_batch(text, text, text, text[], text[], text[], text[], boolean[], timestamptz[], jsonb[])
    FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    randomize_batch(text, text, text, text[], text[], text[], text[], boolean[], timestamptz[], jsonb[])
TO "${runtimeRole}";
