drop table control.audit_stage;
