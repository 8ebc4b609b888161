drop procedure app.isolate(regclass, jsonb);
drop function app.enter(uuid, bigint);
drop table loop.gates;
drop function app.tid();
