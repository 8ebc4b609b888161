-- A context is checked once on the way in: the gate was read behind its own policy, which checked it a second time. So
-- app.enter borrows the rights of the role that reads gates and stands behind no tenant policy; whose gate is read, the
-- checked context alone says. A declaration calls a function without starting the executor, which PERFORM does.
create or replace function app.enter(context text, expected_epoch bigint) returns uuid
    language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    carried text := set_config('app.context', context, true);
    tenant  uuid := app.tid();
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'writes need READ COMMITTED' using errcode = 'TM002';
    end if;
    if tenant is null then
        raise exception 'nobody enters without a context' using errcode = 'TM005';
    end if;
    perform pg_advisory_xact_lock_shared(hashtextextended(tenant::text, 20));
    -- With a snapshot taken after the wait for the lock.
    perform from loop.gates where tenant_id = tenant and state = 'ACTIVE' and epoch = expected_epoch;
    if not found then
        raise exception 'this placement of the tenant takes no writes' using errcode = 'TM001';
    end if;
    return tenant;
end
$$;

grant create on schema app to careloop_dispatcher; -- an owner needs it at the moment of the hand-over only
alter function app.enter(text, bigint) owner to careloop_dispatcher;
revoke create on schema app from careloop_dispatcher;
