-- A message of many small values counted past 32,767.
alter table results
    alter column abnormal_count type integer,
    alter column outside_count type integer,
    alter column observation_count type integer,
    alter column faults type integer;
alter table observations alter column position type integer;
alter table criticals alter column position type integer;
