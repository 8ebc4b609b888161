-- One data key per tenant, wrapped by the master key, which never enters the database.
-- Sealed values name their key by number, so per-patient keys can follow without a new column.
create table control.tenant_keys (
    tenant_id  uuid        not null references control.tenants (id),
    number     integer     not null,
    wrapped    bytea       not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, number)
);

grant select, insert on control.tenant_keys to careloop_control;
