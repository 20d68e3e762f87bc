-- The minutes of closed sessions and the register of key releases are closed, and sealed besides. What a committee has
-- released stands in the open schema, in the clear: before the release there is nothing there, whatever the minutes hold.
create table closed.meeting (
    id uuid primary key,
    sequence bigint generated always as identity unique,
    study text not null references study_key,
    idempotency_key text not null,
    sealed_subject bytea not null,
    unique (study, idempotency_key)
);

create table closed.meeting_entry (
    meeting uuid not null references closed.meeting,
    position integer not null,
    study text not null,
    idempotency_key text not null,
    sealed_entry bytea not null,
    primary key (meeting, position),
    unique (study, idempotency_key)
);

create table closed.key_release (
    id uuid primary key,
    sequence bigint generated always as identity unique,
    study text not null references study_key,
    idempotency_key text not null, -- not unique: a request that is sent again discloses again, and is entered again
    sealed_release bytea not null
);

create index key_release_of_request on closed.key_release (study, idempotency_key);

create table recommendation (
    id uuid primary key,
    study text not null references study_key,
    look integer not null,
    action text not null,
    wording text not null,
    released_at timestamptz not null,
    supersedes uuid references recommendation
);

create index recommendation_in_order on recommendation (study, released_at, id);

do $$
declare
    append_only regclass;
begin
    foreach append_only in array array[
        'closed.meeting', 'closed.meeting_entry', 'closed.key_release', 'recommendation']::regclass[]
    loop
        execute format('create trigger append_only before update or delete or truncate on %s '
            'for each statement execute function refuse_change()', append_only);
    end loop;
end $$;

revoke all on closed.meeting, closed.meeting_entry, closed.key_release, recommendation from public;
grant select, insert on closed.meeting, closed.meeting_entry, closed.key_release, recommendation to "${runtimeRole}";
