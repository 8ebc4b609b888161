-- Secrets of the codes that change with the time (A-04): one per person, for every tenant where they work. Sealed under
-- the master key and bound to the person: copied to another row it opens nothing.
create table control.second_factors (
    person_id    uuid primary key references control.people (id),
    secret       bytea       not null,
    confirmed_at timestamptz not null default now(),  -- a code of it was seen; before that nothing is kept
    last_step    bigint      not null                 -- the latest one accepted: each code is good once (RFC 6238, 5.2)
);

-- When this session proved the second factor last. A session that still owes it opens nothing but the page for the code.
alter table control.sessions
    add column second_factor_at   timestamptz,
    add column owes_second_factor boolean not null default false,
    add constraint sessions_owed check (not owes_second_factor or (tenant_id is null and second_factor_at is null));

grant select, insert, update, delete on control.second_factors to careloop_control;
