alter function app.enter(text, bigint) owner to careloop_owner;

create or replace function app.enter(context text, expected_epoch bigint) returns uuid
    language plpgsql volatile
as $$
declare
    tenant uuid;
    gate   loop.gates;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'writes need READ COMMITTED' using errcode = 'TM002';
    end if;
    perform pg_catalog.set_config('app.context', context, true);
    tenant := app.tid();
    if tenant is null then
        raise exception 'nobody enters without a context' using errcode = 'TM005';
    end if;
    perform pg_catalog.pg_advisory_xact_lock_shared(pg_catalog.hashtextextended(tenant::text, 20));
    select * into gate from loop.gates where tenant_id = tenant;
    if not found or gate.state <> 'ACTIVE' or gate.epoch <> expected_epoch then
        raise exception 'this placement of the tenant takes no writes' using errcode = 'TM001';
    end if;
    return tenant;
end
$$;
