drop table loop.audit_stage;
