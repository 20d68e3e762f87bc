-- Plans are open to the study's blinded people. Everything that follows from an allocation lives in the schema "closed",
-- so that a database role for auditors can be given the one without the other.
create schema closed;

create table study_key (
    study text primary key,
    wrapped_key text not null,
    sealed_labelling bytea not null,
    created_at timestamptz not null
);

create table analysis_plan (
    sequence bigint generated always as identity unique,
    study text not null references study_key,
    version text not null,
    definition text not null,
    content_hash text not null,
    published_at timestamptz not null,
    published_by text not null,
    primary key (study, version)
);

create table plan_event (
    study text not null,
    position integer not null,
    event text not null,
    hash text not null,
    primary key (study, position)
);

create table closed.analysis (
    id uuid primary key,
    sequence bigint generated always as identity unique,
    study text not null references study_key,
    idempotency_key text not null,
    fingerprint text not null,
    sealed_result bytea not null,
    sealed_arm_key bytea not null,
    unique (study, idempotency_key)
);

create table closed.event (
    study text not null,
    position integer not null,
    event text not null,
    hash text not null,
    primary key (study, position)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'insufficient_privilege';
end $$;

do $$
declare
    append_only regclass;
begin
    foreach append_only in array array[
        'study_key', 'analysis_plan', 'plan_event', 'closed.analysis', 'closed.event']::regclass[]
    loop
        execute format('create trigger append_only before update or delete or truncate on %s '
            'for each statement execute function refuse_change()', append_only);
    end loop;
end $$;

revoke all on all tables in schema public, closed from public;
grant usage on schema public, closed to "${runtimeRole}";
grant select, insert on study_key, analysis_plan, plan_event, closed.analysis, closed.event to "${runtimeRole}";
