drop table control.placements;
drop table control.tenants;
drop table control.cells;
