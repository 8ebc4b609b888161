alter table criticals alter column position type smallint;
alter table observations alter column position type smallint;
alter table results
    alter column abnormal_count type smallint,
    alter column outside_count type smallint,
    alter column observation_count type smallint,
    alter column faults type smallint;
