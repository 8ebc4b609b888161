-- A system that may post messages for a tenant. The key id names it on the wire; the secret signs.
create table control.senders (
    id         uuid primary key,
    tenant_id  uuid        not null references control.tenants (id),
    name       text        not null check (length(name) between 1 and 255),
    key_id     text        not null unique,
    is_active  boolean     not null default true,
    created_at timestamptz not null default now()
);
create index senders_tenant on control.senders (tenant_id);

-- Secrets are sealed under the master key; several may be valid at once (W-04).
create table control.sender_secrets (
    sender_id   uuid        not null references control.senders (id),
    number      integer     not null,
    sealed      bytea       not null,
    valid_from  timestamptz not null default now(),
    valid_until timestamptz,
    primary key (sender_id, number)
);

grant select, insert, update on control.senders, control.sender_secrets to careloop_control;
