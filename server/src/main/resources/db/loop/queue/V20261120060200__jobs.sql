-- Ready and lease are two insert-and-delete tables, with no state column: an update of a column in a partial
-- index can never be HOT, and under load the dead rows are what slows a queue down.
create table loop.jobs_ready (
    tenant_id   uuid        not null,
    id          uuid        not null,
    queue       text        not null,
    kind        text        not null,
    priority    smallint    not null default 100, -- lower runs first
    run_at      timestamptz not null default now(),
    attempt     smallint    not null default 1,
    subject     uuid        not null,             -- a reference, never patient data (contradiction 3)
    traceparent text,
    enqueued_at timestamptz not null default now(),
    primary key (tenant_id, id)
);
create index jobs_ready_next on loop.jobs_ready (queue, priority, run_at);

create table loop.jobs_leased (
    tenant_id    uuid        not null,
    id           uuid        not null,
    queue        text        not null,
    kind         text        not null,
    priority     smallint    not null,
    run_at       timestamptz not null,
    attempt      smallint    not null,
    subject      uuid        not null,
    traceparent  text,
    enqueued_at  timestamptz not null,
    token        uuid        not null,            -- the fence: who claims again gets another
    leased_until timestamptz not null,
    primary key (tenant_id, id)
);
create index jobs_leased_until on loop.jobs_leased (leased_until);

create table loop.dead_letters (
    tenant_id    uuid        not null,
    id           uuid        not null,            -- the job's
    queue        text        not null default 'dead-letter-queue',
    job          text        not null,            -- failed-ldt (A16)
    kind         text        not null,
    subject      uuid        not null,
    reason       text        not null,            -- stable code
    error        text        not null,            -- a sentence
    attempts     smallint    not null,
    original_job jsonb       not null,
    failed_at    timestamptz not null default now(),
    primary key (tenant_id, id)
);
create index dead_letters_subject on loop.dead_letters (tenant_id, subject);
create index dead_letters_failed_at on loop.dead_letters (tenant_id, failed_at);

call app.isolate('loop.jobs_ready', '{
    "careloop_app": "select, insert", "careloop_worker": "select, insert", "careloop_ingest": "insert",
    "careloop_dispatcher": "select, insert, update, delete"}');
call app.isolate('loop.jobs_leased', '{
    "careloop_worker": "select, delete", "careloop_dispatcher": "select, insert, update, delete"}');
call app.isolate('loop.dead_letters', '{
    "careloop_app": "select", "careloop_worker": "select, insert, delete", "careloop_dispatcher": "select"}');

-- The only way across tenants (T-18). The worker learns ids and tenants, never a row; it then enters each
-- tenant's context to read its own job. Runs as careloop_dispatcher, a role nobody can log in as.
-- What was tried before is claimed alone: a job that kills its node takes everything with it that the node has
-- leased, and three times in that company would bury the innocent too.
create function loop.claim(queues text[], at_most integer, lease interval, fence uuid)
    returns table (tenant_id uuid, id uuid)
    language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
    with picked as (
        select r.tenant_id, r.id, r.attempt, r.priority, r.run_at
        from loop.jobs_ready r
        where r.queue = any (queues) and r.run_at <= clock_timestamp()
        order by r.priority, r.run_at
        limit at_most
        for update skip locked
    ), first as (
        select p.tenant_id, p.id, p.attempt from picked p order by p.priority, p.run_at limit 1
    ), company as (
        select p.tenant_id, p.id from picked p cross join first f
        where case when f.attempt > 1 then (p.tenant_id, p.id) = (f.tenant_id, f.id) else p.attempt = 1 end
    ), taken as (
        delete from loop.jobs_ready r using company p
        where r.tenant_id = p.tenant_id and r.id = p.id
        returning r.*
    )
    insert into loop.jobs_leased
        (tenant_id, id, queue, kind, priority, run_at, attempt, subject, traceparent, enqueued_at, token, leased_until)
    select t.tenant_id, t.id, t.queue, t.kind, t.priority, t.run_at, t.attempt, t.subject, t.traceparent, t.enqueued_at,
           fence, clock_timestamp() + lease
    from taken t
    returning tenant_id, id
$$;

-- Gives work back whose worker died. An attempt too many is not buried here: whoever claims it next does that,
-- in the tenant's context, so that a dead letter is written in one place only. A tenant that takes no writes keeps
-- its jobs coming back for as long as that lasts; their count must not overflow and stop the rescue of all others.
create function loop.rescue() returns bigint
    language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
    with expired as (
        delete from loop.jobs_leased l
        where (l.tenant_id, l.id) in (
            select e.tenant_id, e.id from loop.jobs_leased e
            where e.leased_until < clock_timestamp() limit 1000 for update skip locked)
        returning l.*
    ), again as (
        insert into loop.jobs_ready
            (tenant_id, id, queue, kind, priority, run_at, attempt, subject, traceparent, enqueued_at)
        select tenant_id, id, queue, kind, priority, clock_timestamp(), least(attempt + 1, 1000), subject, traceparent, enqueued_at
        from expired
        returning 1
    )
    select count(*) from again
$$;

-- Sizes for the gauge ldt_queue_size, and how long the oldest that could run has waited: counts only, no tenant. What
-- belongs to a tenant that takes no writes cannot run, however long it waits.
create function loop.queue_sizes() returns table (queue text, size bigint, waiting interval)
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select q.queue, count(*), greatest(max(clock_timestamp() - q.run_at), interval '0') from (
        select r.queue, case when g.state = 'ACTIVE' then r.run_at end as run_at
        from loop.jobs_ready r left join loop.gates g using (tenant_id)
        union all select l.queue, null from loop.jobs_leased l
        union all select d.queue, null from loop.dead_letters d) q
    group by q.queue
$$;

grant create on schema loop to careloop_dispatcher; -- an owner needs it at the moment of the hand-over only
alter function loop.claim(text[], integer, interval, uuid) owner to careloop_dispatcher;
alter function loop.rescue() owner to careloop_dispatcher;
alter function loop.queue_sizes() owner to careloop_dispatcher;
revoke create on schema loop from careloop_dispatcher;
revoke execute on all functions in schema loop from public;
grant execute on function loop.claim(text[], integer, interval, uuid) to careloop_worker;
grant execute on function loop.rescue() to careloop_worker;
grant execute on function loop.queue_sizes() to careloop_worker;
