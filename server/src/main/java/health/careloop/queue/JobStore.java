package health.careloop.queue;

import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.WorkDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The queue's SQL. Claiming crosses tenants by one definer function; everything else runs as the job's tenant. */
@Component
class JobStore {
    private final WorkDatabase work;
    private final TenantDatabase database;

    JobStore(WorkDatabase work, TenantDatabase database) {
        this.work = work;
        this.database = database;
    }

    /** Leases up to {@code atMost} jobs to the holder of {@code token}. */
    Map<TenantId, List<UUID>> claim(DatabaseAddress from, String queue, int atMost, Duration lease, UUID token) {
        Map<TenantId, List<UUID>> claimed = new LinkedHashMap<>();
        work.sql(from)
                .sql("select tenant_id, id from loop.claim(?, ?, make_interval(secs => ?), ?)")
                .params(queue, atMost, lease.toMillis() / 1000.0, token)
                .query(row -> {
                    claimed.computeIfAbsent(new TenantId(row.getObject(1, UUID.class)), tenant -> new ArrayList<>())
                            .add(row.getObject(2, UUID.class));
                });
        return claimed;
    }

    long rescue(DatabaseAddress in) {
        return work.sql(in).sql("select loop.rescue()").query(Long.class).single();
    }

    Map<String, Queues.Load> loads(DatabaseAddress of) {
        Map<String, Queues.Load> loads = new LinkedHashMap<>();
        work.sql(of)
                .sql("select queue, size, coalesce(extract(epoch from waiting), 0) from loop.queue_sizes()")
                .query(row -> {
                    loads.put(row.getString(1), new Queues.Load(row.getLong(2), Duration.ofMillis((long)
                            (row.getDouble(3) * 1000))));
                });
        return loads;
    }

    /** The jobs among {@code ids} that this token still holds. */
    List<Job> held(List<UUID> ids, UUID token) {
        TenantId tenant = TenantScope.current().tenant();
        return database.sql()
                .sql("""
                        select id, queue, kind, priority, subject, attempt, traceparent, enqueued_at
                        from loop.jobs_leased where id = any (?) and token = ? order by priority, run_at
                        """)
                .params(ids.toArray(UUID[]::new), token)
                .query((row, number) -> new Job(
                        tenant,
                        row.getObject("id", UUID.class),
                        row.getString("queue"),
                        row.getString("kind"),
                        row.getInt("priority"),
                        row.getObject("subject", UUID.class),
                        row.getInt("attempt"),
                        row.getString("traceparent"),
                        row.getTimestamp("enqueued_at").toInstant()))
                .list();
    }

    /** Ends the leases. Who lost one meanwhile must not commit: the fence. */
    void release(List<Job> jobs, UUID token) {
        int released = database.sql()
                .sql("delete from loop.jobs_leased where id = any (?) and token = ?")
                .params(jobs.stream().map(Job::id).toArray(UUID[]::new), token)
                .update();
        if (released != jobs.size()) {
            throw new LeaseLostException();
        }
    }

    void again(Job job, int attempt, Duration delay) {
        database.sql()
                .sql("""
                        insert into loop.jobs_ready
                            (tenant_id, id, queue, kind, priority, subject, attempt, traceparent, enqueued_at, run_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp() + make_interval(secs => ?))
                        """)
                .params(java.util.Arrays.asList(
                        job.tenant().value(),
                        job.id(),
                        job.queue(),
                        job.kind(),
                        job.priority(),
                        job.subject(),
                        attempt,
                        job.traceparent(),
                        java.sql.Timestamp.from(job.enqueuedAt()),
                        delay.toMillis() / 1000.0))
                .update();
    }

    void bury(Job job, Outcome.Discard discard) {
        String original = JsonMapper.shared()
                .writeValueAsString(Map.of(
                        "queue", job.queue(),
                        "job", job.kind(),
                        "id", job.id().toString(),
                        "subject", job.subject().toString(),
                        "attempt", job.attempt(),
                        "enqueuedAt", job.enqueuedAt().toString()));
        database.sql()
                .sql("""
                        insert into loop.dead_letters (tenant_id, id, job, kind, subject, reason, error, attempts, original_job)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                        """)
                .params(
                        job.tenant().value(),
                        job.id(),
                        job.kind().equals("process-ldt") ? "failed-ldt" : "failed-" + job.kind(),
                        job.kind(),
                        job.subject(),
                        discard.reason(),
                        discard.sentence(),
                        job.attempt(),
                        original)
                .update();
    }
}
