-- An unblinding is asked for over one lock of the data. If they were opened and locked again, it is asked for anew.

CREATE OR REPLACE FUNCTION request_study_unblinding(
    p_study text, p_unblinding text, p_reason text, p_data_locked_at timestamptz, p_actor text, p_actor_name text,
    p_request_id text, p_key text, p_fingerprint text, p_at timestamptz)
    RETURNS TABLE (outcome text, of_unblinding text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
    v_prior idempotent_request%ROWTYPE;
    v_open  study_unblinding%ROWTYPE;
BEGIN
    PERFORM pg_advisory_xact_lock(1, hashtext(p_study || E'\n' || p_key));
    PERFORM pg_advisory_xact_lock(8, hashtext(p_study));
    SELECT * INTO v_prior FROM idempotent_request WHERE study = p_study AND key = p_key;
    IF FOUND THEN
        RETURN QUERY SELECT CASE WHEN v_prior.fingerprint = p_fingerprint THEN 'replayed' ELSE 'key-reused' END,
                            v_prior.reference;
        RETURN;
    END IF;
    IF EXISTS (SELECT FROM study_unblinding_approval a WHERE a.study = p_study) THEN
        RETURN QUERY SELECT 'already-unblinded'::text, a.unblinding FROM study_unblinding_approval a WHERE a.study = p_study;
        RETURN;
    END IF;
    SELECT * INTO v_open FROM study_unblinding u WHERE u.study = p_study ORDER BY u.requested_at DESC LIMIT 1;
    IF FOUND AND v_open.data_locked_at = p_data_locked_at THEN
        RETURN QUERY SELECT 'already-requested'::text, v_open.unblinding;
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
