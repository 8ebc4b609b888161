-- One run makes one tenant. What it is going to make is written here before it is made, so that whoever resumes or
-- takes back after a crash knows what to look for.
create table control.provisioning_runs (
    id           uuid primary key,          -- the jobId
    tenant_id    uuid        not null unique references control.tenants (id),
    tier         text        not null check (tier in ('POOLED', 'SCHEMA', 'DATABASE')),
    cell         text        not null references control.cells (name),
    database     text        not null check (database ~ '^[a-z_][a-z0-9_]{0,62}$'),
    schema       text        not null check (schema ~ '^[a-z_][a-z0-9_]{0,62}$'),
    admin        bytea       not null,      -- who administers the tenant, and the link made for them, sealed
    requested_by uuid,                      -- null: the platform itself, or somebody who registered
    state        text        not null default 'RUNNING'
        check (state in ('RUNNING', 'STANDING', 'ROLLING_BACK', 'ROLLED_BACK', 'DONE')),
    completed    integer     not null default 0 check (completed between 0 and 7),
    attempt      integer     not null default 0,
    place_marked boolean     not null default false,
    contract_id  text,
    error        text check (length(error) <= 500),
    lease_token  uuid,
    lease_until  timestamptz,
    created_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    finished_at  timestamptz
);
create index provisioning_runs_open on control.provisioning_runs (lease_until) where state in ('RUNNING', 'ROLLING_BACK');
create index provisioning_runs_cell on control.provisioning_runs (cell) where state <> 'ROLLED_BACK';

-- C3, C12: every try of every step, and of taking it back.
create table control.provisioning_logs (
    id          uuid primary key,
    run_id      uuid        not null references control.provisioning_runs (id),
    step        text        not null,
    attempt     integer     not null,
    status      text        not null check (status in ('STARTED', 'SUCCEEDED', 'SKIPPED', 'FAILED', 'INTERRUPTED',
                                                       'COMPENSATED', 'COMPENSATION_FAILED')),
    duration_ms bigint,
    result      jsonb       not null default '{}',
    error       text check (length(error) <= 500),
    at          timestamptz not null default now()
);
create index provisioning_logs_run on control.provisioning_logs (run_id, at);

-- Who asked for a tenant without being anybody yet. The link in the mail proves the address; then a run begins.
create table control.registrations (
    token_hash bytea primary key,
    draft      bytea       not null,        -- what was asked for, sealed
    email_hash bytea       not null,
    network    text        not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at    timestamptz
);
create index registrations_network on control.registrations (network, created_at);
create index registrations_email on control.registrations (email_hash, created_at);

grant select, insert, update on control.provisioning_runs, control.provisioning_logs to careloop_control;
grant select, insert, update, delete on control.registrations to careloop_control;
