-- What blinded people see of the audit has numbers of its own. The entries of all chains share one identity, and gaps in it
-- would show how many hidden ones, of kits, lie between. Numbers are given when entries are first read, without a gap, and
-- stay. An entry that is committed late gets a later number, so that a reader who goes on from a number misses none.

CREATE TABLE audit_number (
    study  text   NOT NULL,
    number bigint NOT NULL,
    entry  bigint NOT NULL UNIQUE REFERENCES audit_entry,
    PRIMARY KEY (study, number)
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_number
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Whether a stream is a kit's own, which unblinded people alone may see.
CREATE FUNCTION is_hidden_stream(p_study text, p_stream text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp
AS $$ SELECT starts_with(p_stream, p_study || '/kit/') $$;

-- Gives numbers to the entries that have none. The caller holds lock 6 of the study: whoever has drawn an identity has
-- ended, and every entry behind the last numbered one is new.
CREATE FUNCTION number_audit(p_study text) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    v_number bigint;
    v_entry  bigint;
BEGIN
    SELECT number, entry INTO v_number, v_entry FROM audit_number WHERE study = p_study ORDER BY number DESC LIMIT 1;
    INSERT INTO audit_number (study, number, entry)
    SELECT p_study, coalesce(v_number, 0) + row_number() OVER (ORDER BY id), id
    FROM audit_entry
    WHERE study = p_study AND id > coalesce(v_entry, 0) AND NOT is_hidden_stream(p_study, stream);
END
$$;

-- Entries after one with the given number, without the chains of kits; 'id' is the number.
CREATE OR REPLACE FUNCTION audit_page(p_study text, p_after bigint, p_limit integer) RETURNS SETOF audit_entry
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '5s'
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(6, hashtext(p_study));
    PERFORM number_audit(p_study);
    RETURN QUERY SELECT n.number, e.study, e.stream, e.seq, e.at, e.entry, e.previous_hash, e.hash
        FROM audit_number n JOIN audit_entry e ON e.id = n.entry
        WHERE n.study = p_study AND n.number > p_after ORDER BY n.number LIMIT p_limit;
END
$$;

-- ---------------------------------------------------------------------------------------------------------- rights

REVOKE ALL ON FUNCTION is_hidden_stream(text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION number_audit(text) FROM PUBLIC;
