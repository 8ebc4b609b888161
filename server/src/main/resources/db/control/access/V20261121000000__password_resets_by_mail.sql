-- tenant_id stays null for the operator, and for whoever asked for themselves.
alter table control.password_resets
    add column by_mail boolean not null default false; -- asked for by the person, and sent to their address
