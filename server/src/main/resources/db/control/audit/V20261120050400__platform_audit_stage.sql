-- What happens before a tenant is known (a failed sign-in of an unknown account, a start, an invitation).
-- Everything else is staged in the tenant's own database. Insert only: nobody is granted more.
create table control.audit_stage (
    id               uuid primary key,
    tenant_id        uuid,
${audit_columns}
);

grant insert on control.audit_stage to careloop_control;
