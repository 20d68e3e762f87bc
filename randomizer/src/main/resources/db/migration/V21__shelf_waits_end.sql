-- A site's shelf is held before the functions that V15 gave a limit are called, so that waiting for it had none. What takes
-- a shelf, or an adaptive list, by itself now waits no longer than they do.

ALTER FUNCTION randomize_from_shelf(text, text, text, text, text, text, text, boolean, timestamptz, jsonb, integer, text,
                                    bigint) SET lock_timeout = '8s';
ALTER FUNCTION dispense_kit(text, text, text, integer, text, text, bigint, text, jsonb, text, text, text, timestamptz, jsonb)
    SET lock_timeout = '8s';
ALTER FUNCTION register_kits(text, text, integer, text[], bytea[], text, text, text, timestamptz, jsonb)
    SET lock_timeout = '8s';
ALTER FUNCTION account_kits(text, jsonb, text, text, text, timestamptz, jsonb) SET lock_timeout = '8s';
ALTER FUNCTION request_shipment(text, text, text, text, jsonb, text, text, text, timestamptz, jsonb) SET lock_timeout = '8s';
ALTER FUNCTION move_shipment(text, text, text, text, jsonb, text, text, text, timestamptz, jsonb) SET lock_timeout = '8s';
ALTER FUNCTION randomize_test_adaptively(text, text, text, text, text, text, text, timestamptz, jsonb, integer, integer, text,
                                         text, bytea, text, bytea) SET lock_timeout = '8s';
ALTER FUNCTION extend_adaptive_list(text, text, text, integer, text, bytea, integer, bytea, text, text, timestamptz, jsonb)
    SET lock_timeout = '8s';
