drop table control.tenant_keys;
