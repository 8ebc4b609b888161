package health.careloop.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.WorkDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Who holds a job, what a claim tells, and that nobody keeps an effect who lost the lease. */
class LeaseTest extends JobsAtWork {
    @Test
    void whoLostTheLeaseCannotKeepItsEffect() {
        bench.enqueue(1);
        JobRunner other = bench.runner(1, job -> Outcome.DONE);
        JobRunner slow = bench.runner(1, job -> {
            // In the middle of the work the lease ends, and another node does the job.
            bench.leasesEnd();
            elsewhere(() -> assertThat(run(other)).isEqualTo(1));
            return Outcome.DONE;
        });

        assertThat(run(slow)).isEqualTo(1);

        assertThat(bench.effects()).isEqualTo(1);
        assertThat(bench.ready() + bench.leased() + bench.dead()).isZero();
    }

    /** Negative control: the same two nodes, the first of which ends its lease without asking whether it still has it. */
    @Test
    void withoutTheFenceTheEffectWouldBeThereTwice() {
        bench.enqueue(1);
        UUID token = UUID.randomUUID();
        Map<TenantId, List<UUID>> claimed =
                bench.store.claim(DatabaseAddress.MAIN, bench.queue, 1, Duration.ofSeconds(60), token);
        JobRunner other = bench.runner(1, job -> Outcome.DONE);

        TenantScope.as(bench.tenant.id(), DatabaseRole.WORKER, () -> {
            database.inTransaction(() -> {
                Job job = bench.store
                        .held(claimed.getOrDefault(bench.tenant.id(), List.of()), token)
                        .getFirst();
                bench.leasesEnd();
                elsewhere(() -> run(other));
                bench.effect(job);
                // Here the fence would stand: store.release(List.of(job), token).
            });
            return null;
        });

        assertThat(bench.effects()).isEqualTo(2);
        assertThat(bench.effectsOnce()).isEqualTo(1);
    }

    @Test
    void theFenceItselfRefusesAnOldToken() {
        bench.enqueue(1);
        UUID old = UUID.randomUUID();
        bench.store.claim(DatabaseAddress.MAIN, bench.queue, 1, Duration.ofSeconds(60), old);
        TenantScope.as(bench.tenant.id(), DatabaseRole.WORKER, () -> {
            List<UUID> ids = SERVER.database()
                    .sql("select id from loop.jobs_leased where queue = ?")
                    .param(bench.queue)
                    .query((row, number) -> row.getObject(1, UUID.class))
                    .list();
            Job job = bench.store.held(ids, old).getFirst();
            bench.leasesEnd();
            bench.store.claim(DatabaseAddress.MAIN, bench.queue, 1, Duration.ofSeconds(60), UUID.randomUUID());

            assertThat(bench.store.held(ids, old)).isEmpty();
            assertThatThrownBy(() -> bench.store.release(List.of(job), old)).isInstanceOf(LeaseLostException.class);
            return null;
        });
        assertThat(bench.leased()).isEqualTo(1);
    }

    @Test
    void aServerThatDiesBetweenEffectAndCommitLosesNothingAndDoublesNothing() {
        bench.enqueue(10);
        AtomicInteger killed = new AtomicInteger();
        JobRunner runner = bench.runner(5, job -> {
            if (killed.get() < 4) {
                killed.incrementAndGet();
                killOwnBackend();
            }
            return Outcome.DONE;
        });

        for (int i = 0; i < 8 && bench.effects() < 10; i++) {
            run(runner);
            bench.leasesEnd();
            bench.due();
        }

        assertThat(killed).hasValue(4);
        assertThat(bench.effects()).isEqualTo(10);
        assertThat(bench.effectsOnce()).isEqualTo(10);
        assertThat(bench.ready() + bench.leased() + bench.dead()).isZero();
    }

    @Test
    void aClaimTellsIdsAndTenantsAndTheTablesTellTheWorkerNothing() {
        bench.enqueue(2);
        WorkDatabase work = SERVER.bean(WorkDatabase.class);
        List<Map<String, @Nullable Object>> claimed = work.sql(DatabaseAddress.MAIN)
                .sql("select * from loop.claim(?, 1, interval '60 seconds', ?)")
                .params(bench.queue, UUID.randomUUID())
                .query()
                .listOfRows();

        assertThat(claimed)
                .singleElement()
                .satisfies(row -> assertThat(row.keySet()).isEqualTo(Set.of("tenant_id", "id")));
        for (String table : List.of("jobs_ready", "jobs_leased", "dead_letters")) {
            assertThat(work.sql(DatabaseAddress.MAIN)
                            .sql("select count(*) from loop." + table)
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
        assertThat(bench.ready()).as("there was something to see").isEqualTo(1);
    }

    /** A claim that sorts all who wait makes a long queue longer. */
    @Test
    void aClaimReadsWhatItTakesHoweverManyWait() {
        bench.enqueue(20);
        long few = pagesReadByAClaim();
        SERVER.database()
                .sql("""
                        insert into loop.jobs_ready (tenant_id, id, queue, kind, subject)
                        select ?, uuidv7(), ?, ?, uuidv7() from generate_series(1, 20000)
                        """)
                .params(bench.tenant.id().value(), bench.queue, bench.kind.name())
                .update();
        SERVER.database().sql("analyze loop.jobs_ready").update();

        assertThat(pagesReadByAClaim()).isLessThan(2 * few + 50);
    }

    private long pagesReadByAClaim() {
        return SERVER.bean(WorkDatabase.class)
                .sql(DatabaseAddress.MAIN)
                .sql(
                        "explain (analyze, buffers, format json) select * from loop.claim(?, 10, interval '60 seconds', ?)")
                .params(bench.queue, UUID.randomUUID())
                .query((row, number) -> JsonMapper.shared().readTree(row.getString(1)))
                .single()
                .path(0)
                .path("Plan")
                .path("Shared Hit Blocks")
                .asLong();
    }

    @Test
    void twoClaimsNeverGetTheSameJob() {
        bench.enqueue(10);

        List<UUID> first = claim(6);
        List<UUID> second = claim(6);

        assertThat(first).hasSize(6).doesNotContainAnyElementsOf(second);
        assertThat(second).hasSize(4);
    }

    /** On a thread of its own, as another node would. */
    private static void elsewhere(Runnable work) {
        CompletableFuture.runAsync(work).join();
    }

    private void killOwnBackend() {
        int backend = database.sql()
                .sql("select pg_backend_pid()")
                .query(Integer.class)
                .single();
        SERVER.database()
                .sql("select pg_terminate_backend(?, 5000)")
                .param(backend)
                .query(Boolean.class)
                .single();
    }
}
