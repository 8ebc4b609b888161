drop table control.blanks;
drop function control.stays_claimed();
drop table control.placements;
drop table control.tenants;
drop table control.databases;
drop table control.cells;
