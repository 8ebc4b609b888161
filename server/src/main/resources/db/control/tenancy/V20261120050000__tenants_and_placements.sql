-- A2, C1, C2, B1, B58: who the tenants are. Global by nature, so reviewed in T-02's list and closed to the
-- tenant roles altogether: only careloop_control reads this schema.
create table control.cells (
    name       text primary key,
    region     text        not null,
    created_at timestamptz not null default now()
);

create table control.tenants (
    id                  uuid primary key,
    slug                text        not null unique check (slug ~ '^[a-z][a-z0-9-]{1,62}$'),
    name                text        not null check (length(name) between 1 and 255),
    domain              text unique,
    bsnr                text unique check (bsnr ~ '^[0-9]{9}$'),
    status              text        not null default 'PENDING'
        check (status in ('PENDING', 'PROVISIONING', 'ACTIVE', 'FAILED', 'ARCHIVED')),
    ring                text        not null default 'general' check (ring in ('internal', 'beta', 'general')),
    region              text        not null default 'eu-central',
    settings            jsonb       not null default '{}',
    soroban_contract_id text,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now(),
    archived_at         timestamptz
);

create table control.placements (
    tenant_id      uuid primary key references control.tenants (id),
    tier           text   not null check (tier in ('POOLED', 'SCHEMA', 'DATABASE')),
    cell           text   not null references control.cells (name),
    database       text   not null,
    schema         text   not null,
    epoch          bigint not null default 1,
    schema_version text   not null
);

insert into control.cells (name, region) values ('local', 'eu-central');

grant select, insert, update on control.cells, control.tenants, control.placements to careloop_control;
