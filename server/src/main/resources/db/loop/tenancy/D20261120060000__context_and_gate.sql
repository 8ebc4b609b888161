drop procedure app.isolate(regclass, jsonb);
drop function app.admit(uuid[], bigint[]);
drop function app.enter(text, bigint);
drop table loop.gates;
drop function app.tid();
drop table app.context_keys;
drop table app.schema_versions;
drop function app.identity();
drop table app.identities;
