-- What happens before a tenant is known (a failed sign-in of an unknown account, a start, an invitation).
-- Everything else is staged in the tenant's own database. Insert only: nobody is granted more.
create table control.audit_stage (
    id               uuid primary key,
    at               timestamptz not null default now(),
    sequence         bigint,
    tenant_id        uuid,
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
    retention_until  timestamptz not null default now() + interval '6 years'
);

grant insert on control.audit_stage to careloop_control;
