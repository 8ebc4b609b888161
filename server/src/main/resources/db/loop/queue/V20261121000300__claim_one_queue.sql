-- One queue at a time: only then does the index give its jobs in their order, and a claim costs what it takes, however
-- many are waiting. The claim of several queues stays for nodes of the release before, and goes one release later.
-- What was tried before is claimed alone: a job that kills its node takes everything with it that the node has
-- leased, and three times in that company would bury the innocent too.
create function loop.claim(from_queue text, at_most integer, lease interval, fence uuid)
    returns table (tenant_id uuid, id uuid)
    language sql volatile security definer set search_path = pg_catalog, pg_temp
as $$
    with picked as (
        select r.tenant_id, r.id, r.attempt, r.priority, r.run_at
        from loop.jobs_ready r
        where r.queue = from_queue and r.run_at <= clock_timestamp()
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

grant create on schema loop to careloop_dispatcher; -- an owner needs it at the moment of the hand-over only
alter function loop.claim(text, integer, interval, uuid) owner to careloop_dispatcher;
revoke create on schema loop from careloop_dispatcher;
revoke execute on function loop.claim(text, integer, interval, uuid) from public;
grant execute on function loop.claim(text, integer, interval, uuid) to careloop_worker;
