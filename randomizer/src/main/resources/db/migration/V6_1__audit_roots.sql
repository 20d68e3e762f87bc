-- Signed roots over a study's hash chains, pages that miss nothing, and commitments in place of hashes that can be guessed.

-- --------------------------------------------------------------------------------------------------------- tables

CREATE TABLE audit_root (
    study         text        NOT NULL,
    seq           bigint      NOT NULL,
    at            timestamptz NOT NULL,
    content       text        NOT NULL, -- canonical JSON, over which the hash is taken
    previous_hash text        NOT NULL,
    hash          text        NOT NULL,
    key           text        NOT NULL,
    signature     text        NOT NULL,
    PRIMARY KEY (study, seq)
);

-- What opens a root's commitment to the hidden chains, the unblinding register's and the kits'. Whether those grew is
-- nobody's business who stays blinded.
CREATE TABLE audit_root_seal (
    study   text   NOT NULL,
    root    bigint NOT NULL,
    salt    text   NOT NULL,
    changed text   NOT NULL, -- canonical JSON: the hidden heads that moved since the root before
    PRIMARY KEY (study, root),
    FOREIGN KEY (study, root) REFERENCES audit_root
);

-- The heads as the last root saw them, so that the next one names only those that moved.
CREATE TABLE anchored_head (
    stream text PRIMARY KEY,
    study  text   NOT NULL,
    seq    bigint NOT NULL,
    hash   text   NOT NULL
);

CREATE INDEX anchored_head_of_study ON anchored_head (study);
CREATE INDEX audit_head_of_study ON audit_head (study);

-- The salts of commitments: whoever may open one gets it from the operator.
CREATE TABLE audit_salt (
    stream text   NOT NULL,
    seq    bigint NOT NULL,
    salt   text   NOT NULL,
    PRIMARY KEY (stream, seq)
);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_root
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_root_seal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_salt
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- ------------------------------------------------------------------------------------------------------ the entries

-- As before, and two things more. An entry's number is drawn under a lock that a reader of pages waits for, so that no
-- page ends behind an entry that commits later. And the hash of a plan, which somebody who knows the protocol could guess
-- block size by block size, becomes a salted commitment.
CREATE OR REPLACE FUNCTION append_audit(p_study text, p_stream text, p_at timestamptz, p_facts jsonb) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
    v_head  audit_head%ROWTYPE;
    v_facts jsonb := p_facts;
    v_salt  text;
    v_entry text;
    v_hash  text;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(6, hashtext(p_study));
    SELECT * INTO v_head FROM audit_head WHERE stream = p_stream FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO audit_head (stream, study, seq, hash) VALUES (p_stream, p_study, 0, sha256_hex(p_stream))
        ON CONFLICT (stream) DO NOTHING;
        SELECT * INTO v_head FROM audit_head WHERE stream = p_stream FOR UPDATE;
    END IF;
    IF v_facts ? 'contentHash' THEN
        v_salt := gen_random_uuid()::text || gen_random_uuid()::text;
        INSERT INTO audit_salt (stream, seq, salt) VALUES (p_stream, v_head.seq + 1, v_salt);
        v_facts := (v_facts - 'contentHash') || jsonb_build_object(
            'contentCommitment', sha256_hex(v_salt || E'\n' || (v_facts ->> 'contentHash')));
    END IF;
    v_entry := canonical_json(v_facts || jsonb_build_object(
        'study', p_study, 'stream', p_stream, 'seq', v_head.seq + 1, 'at', iso_instant(p_at)));
    v_hash := sha256_hex(v_head.hash || E'\n' || v_entry);
    INSERT INTO audit_entry (study, stream, seq, at, entry, previous_hash, hash)
    VALUES (p_study, p_stream, v_head.seq + 1, p_at, v_entry, v_head.hash, v_hash);
    UPDATE audit_head SET seq = v_head.seq + 1, hash = v_hash WHERE stream = p_stream;
END
$$;

-- Entries after one with the given number, without the chains of kits, which are unblinded. Whoever has drawn a smaller
-- number has ended when this reads.
CREATE FUNCTION audit_page(p_study text, p_after bigint, p_limit integer) RETURNS SETOF audit_entry
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET lock_timeout = '5s'
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(6, hashtext(p_study));
    RETURN QUERY SELECT * FROM audit_entry
        WHERE study = p_study AND id > p_after AND NOT starts_with(stream, p_study || '/kit/') ORDER BY id LIMIT p_limit;
END
$$;

-- -------------------------------------------------------------------------------------------------------- the roots

-- All heads of a study at one moment, with what the last root saw of them, and whether they are hidden; and that root.
CREATE FUNCTION audit_heads(p_study text)
    RETURNS TABLE (stream text, seq bigint, hash text, anchored_seq bigint, hidden boolean, last_root bigint,
                   last_root_hash text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
    WITH last AS (SELECT r.seq, r.hash FROM audit_root r WHERE r.study = p_study ORDER BY r.seq DESC LIMIT 1)
    SELECT h.stream, h.seq, h.hash, coalesce(a.seq, 0), starts_with(h.stream, p_study || '/kit/'), (SELECT l.seq FROM last l), (SELECT l.hash FROM last l)
    FROM audit_head h LEFT JOIN anchored_head a ON a.stream = h.stream WHERE h.study = p_study
    UNION ALL
    SELECT p_study || '/unblinding-register',
           (SELECT count(*) FROM unblinding_register u WHERE u.study = p_study),
           coalesce((SELECT u.hash FROM unblinding_register u WHERE u.study = p_study ORDER BY u.id DESC LIMIT 1),
                    sha256_hex(p_study || '/unblinding-register')),
           coalesce((SELECT a.seq FROM anchored_head a WHERE a.stream = p_study || '/unblinding-register'), 0), true,
           (SELECT l.seq FROM last l), (SELECT l.hash FROM last l)
$$;

-- Adds a root; false if another came first, or the request for it was answered meanwhile.
CREATE FUNCTION append_audit_root(
    p_study text, p_seq bigint, p_at timestamptz, p_content text, p_previous_hash text, p_hash text, p_key text,
    p_signature text, p_salt text, p_sealed text, p_streams text[], p_seqs bigint[], p_hashes text[], p_request_key text, p_fingerprint text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(9, hashtext(p_study));
    IF coalesce((SELECT max(seq) FROM audit_root WHERE study = p_study), 0) + 1 <> p_seq
        OR EXISTS (SELECT FROM idempotent_request WHERE study = p_study AND key = p_request_key) THEN
        RETURN false;
    END IF;
    INSERT INTO audit_root (study, seq, at, content, previous_hash, hash, key, signature)
    VALUES (p_study, p_seq, p_at, p_content, p_previous_hash, p_hash, p_key, p_signature);
    INSERT INTO audit_root_seal (study, root, salt, changed) VALUES (p_study, p_seq, p_salt, p_sealed);
    INSERT INTO anchored_head (stream, study, seq, hash)
    SELECT stream, p_study, seq, hash FROM unnest(p_streams, p_seqs, p_hashes) AS head (stream, seq, hash)
    ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq, hash = excluded.hash;
    IF p_request_key IS NOT NULL THEN
        INSERT INTO idempotent_request (study, key, fingerprint, reference, recorded_at)
        VALUES (p_study, p_request_key, p_fingerprint, p_seq::text, p_at);
    END IF;
    RETURN true;
END
$$;

-- ----------------------------------------------------------------------------------------------------------- rights

GRANT SELECT ON audit_root TO "${runtimeRole}";

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
    audit_page(text, bigint, integer),
    audit_heads(text),
    append_audit_root(text, bigint, timestamptz, text, text, text, text, text, text, text, text[], bigint[], text[], text,
                      text)
TO "${runtimeRole}";
