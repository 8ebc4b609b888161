-- A tenant may be made before anybody is named who administers it.
alter table control.provisioning_runs alter column admin drop not null;
