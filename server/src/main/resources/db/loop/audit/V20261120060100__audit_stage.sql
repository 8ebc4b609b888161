-- Entries are written in the business transaction and sequenced into the log later; no clinical values (L-03).
-- Insert only: not even the application can read back or change what it staged.
create table loop.audit_stage (
    tenant_id        uuid        not null,
    id               uuid        not null,
    at               timestamptz not null default clock_timestamp(),
    sequence         bigint,
    action           text        not null,
    resource         text        not null,
    resource_id      text,
    resource_version integer,
    subject          text,
    actor            uuid,
    on_behalf_of     uuid,
    hospital_id      uuid,
    outcome          text        not null check (outcome in ('success', 'failure')),
    purpose          text,
    ip               text,
    user_agent       text,
    session_id       text,
    trace_id         text,
    metadata         jsonb       not null default '{}',
    retention_until  timestamptz not null default now() + interval '6 years',
    primary key (tenant_id, id)
);

call app.isolate('loop.audit_stage', '{
    "careloop_app": "insert", "careloop_worker": "insert", "careloop_ingest": "insert",
    "careloop_audit_writer": "select, delete"}');
