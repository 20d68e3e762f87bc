-- The service's own role reads what is blinded, calls the functions, and books the delivery of messages. It can neither
-- change a record nor read an arm or a seed.

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO "${runtimeRole}";

GRANT SELECT ON study_key, plan, allocation, idempotent_request, audit_entry, unblinding_register, outbox
    TO "${runtimeRole}";
GRANT SELECT (list, study, plan_version, merkle_root, entries, activated_at) ON randomization_list TO "${runtimeRole}";
GRANT UPDATE (due_at, attempts, delivered_at, last_problem) ON outbox TO "${runtimeRole}";

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    ensure_study_key(text, text, timestamptz),
    publish_plan(text, text, text, bytea, text, text, integer, timestamptz, jsonb),
    activate_list(text, text, text, text, bytea, text[], integer[], text[], text[], bytea[], text[], text, text,
                  timestamptz, jsonb),
    randomize(text, text, text, text, text, text, text, boolean, timestamptz, jsonb),
    unblind_study(text, text, text, text, text, timestamptz, jsonb)
TO "${runtimeRole}";
