-- Tables that only grow are cut by month, so that an index stays as large as its month. The month is the one in the id
-- (UUIDv7), which is in the key already; so a table needs no column for it, and who asks by id touches one month.
--
-- A query that names a partition is judged by the partition's own grants and policies, not by the parent's (T-08):
-- nobody is granted any, and each stands behind the wall itself.

-- Less than every UUIDv7 made at that moment or later.
create function app.first_id_of(moment timestamptz) returns uuid
    language sql immutable strict parallel safe
    set search_path = pg_catalog, pg_temp
as $$ select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid $$;

-- Makes this month and the next three of every such table in schema loop, and drops months that are over and hold no
-- row. Retention empties them; nothing that holds a row is dropped here. One more to run while nodes serve: it waits for
-- a lock half a second at most, because whoever waits behind it waits too.
create function app.turn_months(out made integer, out dropped integer)
    language plpgsql volatile security definer
    set search_path = pg_catalog, pg_temp
    set lock_timeout = '500ms'
as $$
declare
    this_month timestamptz := date_trunc('month', now(), 'UTC');
    begins     timestamptz;
    parent     record;
    month      text;
begin
    made := 0;
    dropped := 0;
    perform pg_advisory_xact_lock(hashtextextended('app.turn_months', 20));
    for parent in
        select oid::regclass as name, relname from pg_class where relnamespace = 'loop'::regnamespace and relkind = 'p'
    loop
        for begins in select generate_series(this_month, this_month + interval '3 months', interval '1 month') loop
            month := format('loop.%I', parent.relname || to_char(begins at time zone 'UTC', '"_"YYYY"_"MM'));
            continue when to_regclass(month) is not null;
            begin
                execute format('create table %s (like %s including all)', month, parent.name);
                call app.isolate(month::regclass, '{}');
                execute format('alter table %s attach partition %s for values from (%L) to (%L)', parent.name, month,
                    app.first_id_of(begins), app.first_id_of(begins + interval '1 month'));
                made := made + 1;
            exception when check_violation then
                -- Rows of this month came before it was made. They are safe in the default partition and stay there.
            end;
        end loop;
        for month in
            select c.oid::regclass from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = parent.name and c.relname ~ '_[0-9]{4}_[0-9]{2}$'
              and right(c.relname, 7) < to_char(this_month at time zone 'UTC', 'YYYY"_"MM')
        loop
            begin
                -- Whether it holds a row is asked of a constraint: the wall would hide the rows from this function too.
                execute format('alter table %s add constraint holds_nothing check (false)', month);
                execute format('drop table %s', month);
                dropped := dropped + 1;
            exception when check_violation then
            end;
        end loop;
    end loop;
end
$$;

revoke execute on function app.first_id_of(timestamptz), app.turn_months() from public;
grant execute on function app.turn_months() to careloop_worker;
