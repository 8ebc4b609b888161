-- Nobody to be told has no form there: the run stays, and its letter with it is lost.
update control.provisioning_runs set admin = '' where admin is null;
alter table control.provisioning_runs alter column admin set not null;
