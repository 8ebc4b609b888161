-- Entries are written in the business transaction and sequenced into the log later; no clinical values (L-03).
-- Insert only: not even the application can read back or change what it staged.
create table loop.audit_stage (
    tenant_id        uuid        not null,
    id               uuid        not null,
${audit_columns},
    primary key (tenant_id, id)
);

call app.isolate('loop.audit_stage', '{
    "careloop_app": "insert", "careloop_worker": "insert", "careloop_ingest": "insert",
    "careloop_audit_writer": "select, delete"}');
