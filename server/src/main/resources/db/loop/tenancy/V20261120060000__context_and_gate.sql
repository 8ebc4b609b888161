-- The wall. Every policy asks app.tid() and nothing else (T-03); every write transaction enters through
-- app.enter(); every tenant table is put behind the wall by app.isolate(), so none is walled by hand.

-- Which database this is (T-20): every new connection asks, and compares with what the control plane knows. Whoever
-- makes a database of a tenant's own gives it its number; this one is drawn.
create table app.identities (
    id        uuid not null,
    singleton boolean primary key default true check (singleton)
);
insert into app.identities (id) values (gen_random_uuid());

create function app.identity() returns uuid
    language sql stable parallel safe security definer
    set search_path = pg_catalog, pg_temp
as $$ select id from app.identities $$;

-- What the schemas of this database are migrated to, written in the transaction that does it. The control plane has a
-- copy; this is the truth.
create table app.schema_versions (
    schema  text primary key,
    version text not null check (version ~ '^[0-9]{14}$')
);

-- The keys that contexts are signed with: the two blocks HMAC-SHA256 (RFC 2104) hashes in front of the message, made
-- from the key by whoever prepares the database, because a context is checked with the built-in sha256 alone. Two at
-- most, so that a key can be replaced while nodes still sign with the one before.
create table app.context_keys (
    id         bigint primary key,
    inner_pad  bytea       not null check (length(inner_pad) = 64),
    outer_pad  bytea       not null check (length(outer_pad) = 64),
    created_at timestamptz not null default clock_timestamp()
);

-- The tenant of this transaction (T-05). The context is `tenant|expires|database|key|hmac`: seconds since 1970, this
-- database's name, the key's id, and the HMAC-SHA256 in hex over everything before the last bar. Unset or empty: null,
-- so no row matches. Anything not signed for this database and this hour raises, so that a mistake is seen.
create function app.tid() returns uuid
    language plpgsql stable parallel safe security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    context text := current_setting('app.context', true);
    key     app.context_keys;
begin
    if context is null or context = '' then
        return null;
    end if;
    -- Nothing is read out of it before the signature holds, so that no cast can fail; a regular expression over its form
    -- would cost five times the rest.
    select * into key from app.context_keys where id::text = split_part(context, '|', 4);
    if not found
        or encode(sha256(key.outer_pad || sha256(key.inner_pad || convert_to(left(context, -65), 'UTF8'))), 'hex')
            <> right(context, 64)
        or split_part(context, '|', 3) <> current_database()
    then
        raise exception 'the context of this transaction is not signed' using errcode = 'TM005';
    end if;
    if split_part(context, '|', 2)::bigint < extract(epoch from clock_timestamp()) then
        raise exception 'the context of this transaction has expired' using errcode = 'TM006';
    end if;
    return split_part(context, '|', 1)::uuid;
end
$$;

create table loop.gates (
    tenant_id uuid primary key,
    state     text   not null default 'ACTIVE' check (state in ('ACTIVE', 'MOVED', 'CLOSED')),
    epoch     bigint not null default 1
);

-- Sets the signed context for this transaction and refuses a placement that has moved on.
-- The shared advisory lock lets a relocation wait for writers; the gate is read after the wait, with a fresh
-- snapshot, which only READ COMMITTED gives: in REPEATABLE READ the old gate would be seen and the write lost.
create function app.enter(context text, expected_epoch bigint) returns uuid
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

-- Asks the gates of every tenant whose rows one transaction of the door is to write, and answers with those tenants. No
-- context is set and none is checked: the door's role stands behind no tenant policy, so one would keep nothing apart.
-- As in app.enter the gates are read after the wait for the locks, with a fresh snapshot. The locks are taken in the
-- order of their keys, so that two batches and a relocation of several tenants cannot wait for each other. One tenant
-- that may not write refuses them all, and the refusal does not say which; whoever then comes alone is told.
create function app.admit(tenants uuid[], epochs bigint[]) returns uuid[]
    language plpgsql volatile
as $$
declare
    admitted uuid[];
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'writes need READ COMMITTED' using errcode = 'TM002';
    end if;
    perform pg_catalog.pg_advisory_xact_lock_shared(ordered.key) from (
        select pg_catalog.hashtextextended(asked.tenant::text, 20) as key
        from pg_catalog.unnest(tenants) as asked (tenant)
        order by 1
    ) ordered;
    admitted := (
        select pg_catalog.array_agg(gate.tenant_id)
        from rows from (pg_catalog.unnest(tenants), pg_catalog.unnest(epochs)) as asked (tenant, epoch)
        join loop.gates gate on gate.tenant_id = asked.tenant and gate.epoch = asked.epoch and gate.state = 'ACTIVE'
    );
    if pg_catalog.cardinality(admitted) = pg_catalog.cardinality(tenants) then
        return admitted;
    end if;
    raise exception 'a placement of these tenants takes no writes' using errcode = 'TM001';
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
    "careloop_dispatcher": "select", "careloop_control": "select, insert, update"}');

revoke execute on all functions in schema app from public;
revoke execute on all procedures in schema app from public;
grant execute on function app.identity() to
    careloop_app, careloop_worker, careloop_ingest, careloop_control, careloop_dispatcher, careloop_backup;
grant execute on function app.tid() to careloop_app, careloop_worker, careloop_ingest, careloop_dispatcher, careloop_backup;
grant execute on function app.enter(text, bigint) to careloop_app, careloop_worker, careloop_ingest;
grant execute on function app.admit(uuid[], bigint[]) to careloop_ingest;
