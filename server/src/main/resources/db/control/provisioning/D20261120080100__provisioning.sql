drop table control.registrations;
drop table control.provisioning_logs;
drop table control.provisioning_runs;
