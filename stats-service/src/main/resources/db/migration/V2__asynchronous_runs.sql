-- A run is asked for, waits, is carried out under a lease, and ends. What was asked, what it was computed from and how it
-- ended are kept for ever; the one table that changes, run_work, holds only what is still to be done.
create table closed.run (
    id uuid primary key,
    sequence bigint generated always as identity unique,
    study text not null references study_key,
    idempotency_key text not null,
    fingerprint text not null,
    sealed_request bytea, -- absent for analyses from before runs were kept apart
    unique (study, idempotency_key)
);

create table closed.run_input (
    run uuid primary key references closed.run,
    study text not null,
    sealed_inputs bytea not null
);

create table closed.run_end (
    run uuid primary key references closed.run,
    study text not null,
    sealed_end bytea not null
);

create table closed.run_work (
    run uuid primary key references closed.run,
    sequence bigint not null,
    study text not null,
    sealed_credential bytea not null,
    holder uuid,
    lease_until timestamptz,
    attempts integer not null default 0,
    sealed_cancellation bytea,
    section text,
    done integer not null default 0,
    of_all integer not null default 0
);

create index run_work_in_order on closed.run_work (study, sequence);

alter table closed.analysis add column sealed_evidence bytea; -- absent as above

insert into closed.run (id, study, idempotency_key, fingerprint)
select id, study, idempotency_key, fingerprint from closed.analysis order by sequence;

do $$
declare
    append_only regclass;
begin
    foreach append_only in array array['closed.run', 'closed.run_input', 'closed.run_end']::regclass[]
    loop
        execute format('create trigger append_only before update or delete or truncate on %s '
            'for each statement execute function refuse_change()', append_only);
    end loop;
end $$;

revoke all on closed.run, closed.run_input, closed.run_end, closed.run_work from public;
grant select, insert on closed.run, closed.run_input, closed.run_end to "${runtimeRole}";
grant select, insert, update, delete on closed.run_work to "${runtimeRole}";
