-- The wall. Every policy asks app.tid() and nothing else (T-03); every write transaction enters through
-- app.enter(); every tenant table is put behind the wall by app.isolate(), so none is walled by hand.

-- The tenant of this transaction. Unset or empty: null, so no row matches. Garbage: the cast raises.
create function app.tid() returns uuid
    language sql stable parallel safe
as $$ select nullif(current_setting('app.context', true), '')::uuid $$;

create table loop.gates (
    tenant_id uuid primary key,
    state     text   not null default 'ACTIVE' check (state in ('ACTIVE', 'MOVED', 'CLOSED')),
    epoch     bigint not null default 1
);

-- Sets the tenant's context for this transaction and refuses a placement that has moved on.
-- The shared advisory lock lets a relocation wait for writers; the gate is read after the wait, with a fresh
-- snapshot, which only READ COMMITTED gives: in REPEATABLE READ the old gate would be seen and the write lost.
create function app.enter(tenant uuid, expected_epoch bigint) returns uuid
    language plpgsql volatile
as $$
declare
    gate loop.gates;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'writes need READ COMMITTED' using errcode = 'TM002';
    end if;
    perform pg_catalog.pg_advisory_xact_lock_shared(pg_catalog.hashtextextended(tenant::text, 20));
    perform pg_catalog.set_config('app.context', tenant::text, true);
    select * into gate from loop.gates where tenant_id = tenant;
    if not found or gate.state <> 'ACTIVE' or gate.epoch <> expected_epoch then
        raise exception 'this placement of the tenant takes no writes' using errcode = 'TM001';
    end if;
    return tenant;
end
$$;

-- Puts one table behind the wall: RLS enabled and forced, ONE restrictive tenant policy for the tenant roles
-- (permissive policies OR, so a second one must never be able to open the table), one permissive "true" per
-- granted role and command. `grants` is e.g. '{"careloop_app": "select, insert", "careloop_ingest": "insert"}'.
create procedure app.isolate(walled regclass, grants jsonb)
    language plpgsql
as $$
declare
    grantee text;
    commands text;
    command text;
begin
    execute format('alter table %s enable row level security, force row level security', walled);
    execute format('create policy tenant on %s as restrictive for all to careloop_app, careloop_worker '
        'using (tenant_id = (select app.tid())) with check (tenant_id = (select app.tid()))', walled);
    for grantee, commands in select * from jsonb_each_text(grants) loop
        execute format('grant %s on %s to %I', commands, walled, grantee);
        foreach command in array regexp_split_to_array(commands, ',\s*') loop
            execute format('create policy %I on %s for %s to %I %s',
                grantee || '_' || command, walled, command, grantee,
                case command
                    when 'insert' then 'with check (true)'
                    when 'update' then 'using (true) with check (true)'
                    else 'using (true)'
                end);
        end loop;
    end loop;
end
$$;

call app.isolate('loop.gates', '{
    "careloop_app": "select", "careloop_worker": "select", "careloop_ingest": "select",
    "careloop_control": "select, insert, update"}');

revoke execute on all functions in schema app from public;
revoke execute on all procedures in schema app from public;
grant execute on function app.tid() to careloop_app, careloop_worker, careloop_ingest, careloop_dispatcher, careloop_backup;
grant execute on function app.enter(uuid, bigint) to careloop_app, careloop_worker, careloop_ingest;
