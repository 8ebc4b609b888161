-- A2, C1, C2, B1, B58: who the tenants are. Global by nature, so reviewed in T-02's list and closed to the
-- tenant roles altogether: only careloop_control reads this schema.
-- A cell is a PostgreSQL server. How it is reached lies in a file of the operator's, never here: with it comes the
-- password of somebody who may create databases. The limits are what is placed there at most, over all processes.
create table control.cells (
    name            text primary key check (name ~ '^[a-z][a-z0-9-]{0,62}$'),
    region          text        not null,
    most_tenants    integer     not null default 2500 check (most_tenants > 0),
    most_schemas    integer     not null default 500 check (most_schemas >= 0),
    most_databases  integer     not null default 150 check (most_databases >= 0),
    created_at      timestamptz not null default now()
);

-- Every database of every cell that tenants live in; `identity` is what it says of itself (T-20).
create table control.databases (
    cell       text        not null references control.cells (name),
    name       text        not null check (name ~ '^[a-z_][a-z0-9_]{0,62}$'),
    identity   uuid        not null unique,
    shared     boolean     not null,   -- else one tenant's own, with roles of its own
    created_at timestamptz not null default now(),
    primary key (cell, name)
);

create table control.tenants (
    id                  uuid primary key,
    slug                text        not null check (slug ~ '^[a-z][a-z0-9-]{1,62}$'),
    name                text        not null check (length(name) between 1 and 255),
    domain              text check (domain = lower(domain)),
    bsnr                text check (bsnr ~ '^[0-9]{9}$'),
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

-- A tenant that failed keeps its record and lets go of its names.
create unique index tenants_slug on control.tenants (slug) where status <> 'FAILED';
create unique index tenants_domain on control.tenants (domain) where status <> 'FAILED';
create unique index tenants_bsnr on control.tenants (bsnr) where status <> 'FAILED';

create table control.placements (
    tenant_id      uuid primary key references control.tenants (id),
    tier           text   not null check (tier in ('POOLED', 'SCHEMA', 'DATABASE')),
    cell           text   not null,
    database       text   not null,
    schema         text   not null check (schema ~ '^[a-z_][a-z0-9_]{0,62}$'),
    epoch          bigint not null default 1,
    schema_version text   not null,
    foreign key (cell, database) references control.databases (cell, name)
);
-- A schema of one's own, and a database of one's own, is nobody else's.
create unique index placements_own on control.placements (cell, database, schema) where tier <> 'POOLED';
create index placements_database on control.placements (cell, database);

-- Schemas and databases made ahead of the tenants who will get them. A blank is claimed once; then it is the tenant's, and
-- goes with it. Its id is what its mark says, before and after.
create table control.blanks (
    id         uuid primary key,
    tier       text        not null check (tier in ('SCHEMA', 'DATABASE')),
    cell       text        not null references control.cells (name),
    database   text        not null check (database ~ '^[a-z_][a-z0-9_]{0,62}$'),
    schema     text        not null check (schema ~ '^[a-z_][a-z0-9_]{0,62}$'),
    state      text        not null default 'MAKING' check (state in ('MAKING', 'READY', 'CLAIMED', 'DROPPING')),
    version    text,                       -- as it was found in the place itself
    tenant_id  uuid references control.tenants (id),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (cell, database, schema),
    check ((state = 'CLAIMED') = (tenant_id is not null)),
    check (state <> 'READY' or version is not null)
);
create index blanks_ready on control.blanks (tier, cell, id) where state = 'READY';

-- What somebody lived in is never a blank again, whatever a later statement says.
create function control.stays_claimed() returns trigger
    language plpgsql
    set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception 'a blank that was claimed, or is being dropped, does not come back' using errcode = 'TM009';
end
$$;
revoke execute on function control.stays_claimed() from public;
create trigger stays_claimed before update on control.blanks
    for each row when (old.state in ('CLAIMED', 'DROPPING')) execute function control.stays_claimed();

insert into control.cells (name, region) values ('local', 'eu-central');

grant select, insert, update on control.cells, control.databases, control.tenants, control.placements, control.blanks
    to careloop_control;
grant delete on control.databases, control.placements, control.blanks to careloop_control;
