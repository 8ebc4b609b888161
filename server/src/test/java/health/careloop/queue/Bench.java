package health.careloop.queue;

import health.careloop.TestServer;
import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantScope;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * A queue of a test's own, driven by hand: jobs are enqueued and run when the test says so, and every effect is a row
 * (an entry among the practices) that commits or does not.
 */
final class Bench {
    private static final TestServer SERVER = TestServer.shared();

    final String queue = "proof-" + UUID.randomUUID();
    final JobKind kind = new JobKind("proof-" + queue, queue, 100);
    final Tenant tenant = SERVER.createTenant();
    final JobStore store = SERVER.bean(JobStore.class);
    Claims claims = new Claims(SERVER.bean(Clock.class));
    final List<Job> buried = new ArrayList<>();

    /** What the worker does besides when its job is buried. */
    Runnable atBurial = () -> {};

    /** Does the job: first the effect, then whatever the test wants. */
    JobRunner runner(int together, Function<Job, Outcome> work) {
        return runner(together, Duration.ofSeconds(60), work);
    }

    JobRunner runner(int together, Duration lease, Function<Job, Outcome> work) {
        Worker worker = new Worker() {
            @Override
            public JobKind kind() {
                return kind;
            }

            @Override
            public Outcome work(Job job) {
                effect(job);
                return work.apply(job);
            }

            @Override
            public void buried(Job job, Outcome.Discard discard) {
                buried.add(job);
                atBurial.run();
            }

            @Override
            public int togetherAtMost() {
                return together;
            }
        };
        QueueSettings settings =
                new QueueSettings(Map.of(), 1, Set.of(), Set.of(), lease, Duration.ofMillis(1), Duration.ofDays(400));
        RetryPolicy retry = new RetryPolicy(3, Duration.ofSeconds(2), new Random(1));
        return new JobRunner(store, SERVER.bean(TenantDatabase.class), settings, retry, claims, List.of(worker));
    }

    void effect(Job job) {
        SERVER.bean(TenantDatabase.class)
                .sql()
                .sql("insert into practices (tenant_id, id, bsnr, name) values (?, ?, ?, ?)")
                .params(
                        job.tenant().value(),
                        UUID.randomUUID(),
                        UUID.randomUUID().toString(),
                        "effect of " + job.id())
                .update();
    }

    List<UUID> enqueue(int count) {
        return enqueue(tenant, kind, count);
    }

    /** @return the jobs' subjects */
    List<UUID> enqueue(Tenant whose, JobKind what, int count) {
        List<UUID> subjects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            subjects.add(UUID.randomUUID());
        }
        TenantScope.as(whose.id(), DatabaseRole.WORKER, () -> {
            SERVER.bean(Jobs.class).enqueue(what, subjects, null);
            return null;
        });
        return subjects;
    }

    /** What waits, waits no longer. */
    void due() {
        SERVER.database()
                .sql("update loop.jobs_ready set run_at = now() where queue = ?")
                .param(queue)
                .update();
    }

    /** The lease has run out, by the database's clock, and the janitor came. */
    void leasesEnd() {
        SERVER.database()
                .sql("update loop.jobs_leased set leased_until = now() - interval '1 second' where queue = ?")
                .param(queue)
                .update();
        store.rescue(DatabaseAddress.MAIN);
    }

    int effects() {
        return count(
                "select count(*) from pooled.practices where name like 'effect of %' and tenant_id = ?",
                tenant.id().value());
    }

    int effectsOnce() {
        return count(
                "select count(distinct name) from pooled.practices where name like 'effect of %' and tenant_id = ?",
                tenant.id().value());
    }

    int ready() {
        return count("select count(*) from loop.jobs_ready where queue = ?", queue);
    }

    int leased() {
        return count("select count(*) from loop.jobs_leased where queue = ?", queue);
    }

    int dead() {
        return count("select count(*) from loop.dead_letters where kind = ?", kind.name());
    }

    int attempt() {
        return count("select attempt from loop.jobs_ready where queue = ?", queue);
    }

    static int count(String sql, Object parameter) {
        return SERVER.database().sql(sql).param(parameter).query(Integer.class).single();
    }
}
