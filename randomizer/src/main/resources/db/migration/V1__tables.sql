-- Everything here is written once, except counters, heads of hash chains and the state of outgoing messages.

CREATE TABLE study_key (
    study          text PRIMARY KEY,
    wrapped_keyset text        NOT NULL,
    created_at     timestamptz NOT NULL
);

CREATE TABLE plan (
    study        text        NOT NULL REFERENCES study_key,
    version      text        NOT NULL,
    content_hash text        NOT NULL,
    definition   bytea       NOT NULL, -- encrypted: it names the arms
    factors      text        NOT NULL,
    eligibility  text        NOT NULL,
    study_cap    integer,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (study, version)
);

CREATE TABLE randomization_list (
    list         text PRIMARY KEY,
    study        text        NOT NULL UNIQUE, -- one active list a study
    plan_version text        NOT NULL,
    merkle_root  text        NOT NULL,
    entries      integer     NOT NULL,
    seed         bytea       NOT NULL, -- encrypted
    activated_at timestamptz NOT NULL,
    FOREIGN KEY (study, plan_version) REFERENCES plan
);

CREATE TABLE list_entry (
    list                 text    NOT NULL REFERENCES randomization_list,
    stratum              text    NOT NULL,
    position             integer NOT NULL,
    randomization_number text    NOT NULL,
    kit                  text    NOT NULL,
    arm                  bytea   NOT NULL, -- encrypted, bound to study, list, stratum and position
    leaf                 text    NOT NULL,
    PRIMARY KEY (list, stratum, position),
    UNIQUE (list, randomization_number),
    UNIQUE (list, kit)
);

CREATE TABLE stratum_counter (
    list    text    NOT NULL REFERENCES randomization_list,
    stratum text    NOT NULL,
    entries integer NOT NULL,
    taken   integer NOT NULL DEFAULT 0 CHECK (taken BETWEEN 0 AND entries),
    last_at timestamptz,
    PRIMARY KEY (list, stratum)
) WITH (fillfactor = 50);

CREATE TABLE allocation (
    study                text        NOT NULL,
    subject              text        NOT NULL,
    site                 text        NOT NULL,
    list                 text        NOT NULL,
    stratum              text        NOT NULL,
    position             integer     NOT NULL,
    randomization_number text        NOT NULL,
    kit                  text        NOT NULL,
    leaf                 text        NOT NULL,
    randomized_at        timestamptz NOT NULL,
    PRIMARY KEY (study, subject),
    UNIQUE (list, stratum, position),
    UNIQUE (study, randomization_number),
    FOREIGN KEY (list, stratum, position) REFERENCES list_entry
);

CREATE INDEX allocation_in_time ON allocation (study, randomized_at, randomization_number);

CREATE TABLE idempotent_request (
    study       text        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    reference   text        NOT NULL, -- the subject or the list that the request made; its row never changes
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (study, key)
);

CREATE TABLE audit_head (
    stream text PRIMARY KEY,
    study  text   NOT NULL,
    seq    bigint NOT NULL,
    hash   text   NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE audit_entry (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    study         text        NOT NULL,
    stream        text        NOT NULL,
    seq           bigint      NOT NULL,
    at            timestamptz NOT NULL,
    entry         text        NOT NULL, -- canonical JSON, over which the hash is taken
    previous_hash text        NOT NULL,
    hash          text        NOT NULL,
    UNIQUE (stream, seq)
);

CREATE INDEX audit_entry_of_study ON audit_entry (study, id);

CREATE TABLE unblinding_register (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    study         text        NOT NULL,
    at            timestamptz NOT NULL,
    actor         text        NOT NULL,
    actor_name    text        NOT NULL,
    party         text        NOT NULL,
    reason        text        NOT NULL,
    scope         text        NOT NULL,
    subjects      integer     NOT NULL,
    entry         text        NOT NULL,
    previous_hash text        NOT NULL,
    hash          text        NOT NULL
);

CREATE INDEX unblinding_register_of_study ON unblinding_register (study, id);

CREATE TABLE outbox (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    study        text        NOT NULL,
    subject      text        NOT NULL,
    created_at   timestamptz NOT NULL,
    due_at       timestamptz NOT NULL,
    attempts     integer     NOT NULL DEFAULT 0,
    delivered_at timestamptz,
    last_problem text,
    FOREIGN KEY (study, subject) REFERENCES allocation
);

CREATE INDEX outbox_due ON outbox (due_at) WHERE delivered_at IS NULL;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON plan
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON randomization_list
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON list_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON allocation
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON idempotent_request
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON unblinding_register
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
