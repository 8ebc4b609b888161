package health.careloop.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.TestServer;
import health.careloop.audit.Retention;
import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.WorkDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** no job lost, no effect twice, no neighbour harmed. */
class JobRunnerTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Bench bench = new Bench();
    private final TenantDatabase database = SERVER.bean(TenantDatabase.class);

    @Test
    void everyJobTakesEffectOnceAndIsGone() {
        bench.enqueue(120);
        JobRunner runner = bench.runner(20, job -> Outcome.DONE);

        runAll(runner);

        assertThat(bench.effects()).isEqualTo(120);
        assertThat(bench.effectsOnce()).isEqualTo(120);
        assertThat(bench.ready() + bench.leased() + bench.dead()).isZero();
    }

    @Test
    void aJobBelongsToTheTransactionThatCausesIt() {
        assertThatThrownBy(() -> TenantScope.as(bench.tenant.id(), DatabaseRole.WORKER, () -> {
                    database.inTransaction(() -> {
                        SERVER.bean(Jobs.class).enqueue(bench.kind, UUID.randomUUID(), null);
                        throw new IllegalStateException("the cause did not happen");
                    });
                    return null;
                }))
                .hasMessage("the cause did not happen");

        assertThat(bench.ready()).isZero();
    }

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
    void aFailureIsTriedThreeTimesWithGrowingDelaysAndThenBuried() {
        bench.enqueue(1);
        AtomicInteger attempts = new AtomicInteger();
        JobRunner runner = bench.runner(1, job -> {
            attempts.incrementAndGet();
            throw new IllegalStateException("always");
        });

        run(runner);
        assertThat(bench.attempt()).isEqualTo(2);
        assertThat(delaySeconds()).isBetween(1.0, 3.1);
        assertThat(run(runner)).as("not before it is due").isZero();
        bench.due();
        run(runner);
        assertThat(bench.attempt()).isEqualTo(3);
        assertThat(delaySeconds()).isBetween(3.0, 6.1);
        bench.due();
        run(runner);

        assertThat(attempts).hasValue(3);
        assertThat(bench.dead()).isEqualTo(1);
        assertThat(bench.ready() + bench.leased()).isZero();
        assertThat(bench.effects()).as("what failed left nothing").isZero();
        assertThat(bench.buried).hasSize(1);
        assertThat(SERVER.database()
                        .sql("select reason, attempts, queue, job from loop.dead_letters where kind = ?")
                        .param(bench.kind.name())
                        .query()
                        .singleRow())
                .containsEntry("reason", "attempts-exhausted")
                .containsEntry("attempts", 3)
                .containsEntry("queue", "dead-letter-queue")
                .containsEntry("job", "failed-" + bench.kind.name());
    }

    @Test
    void theDeadLetterIsWrittenInTheTransactionThatEndsTheAttempt() {
        bench.enqueue(1);
        JobRunner runner = bench.runner(1, job -> {
            SERVER.database()
                    .sql(
                            "insert into loop.dead_letters (tenant_id, id, job, kind, subject, reason, error, attempts, original_job) "
                                    + "values (?, ?, 'x', 'in the way', ?, 'x', 'x', 1, '{}')")
                    .params(job.tenant().value(), job.id(), job.subject())
                    .update();
            return new Outcome.Discard("no-good", "It cannot be done.");
        });

        // The dead letter cannot be written, so nothing of this attempt may be kept.
        run(runner);

        assertThat(bench.ready() + bench.leased()).isEqualTo(1);
        assertThat(bench.effects()).isZero();
        assertThat(bench.dead()).isZero();
    }

    @Test
    void aJobWhoseWorkersDieIsBuriedAfterThreeBeginnings() {
        bench.enqueue(1);
        for (int i = 0; i < 3; i++) {
            assertThat(bench.store.claim(
                            DatabaseAddress.MAIN, bench.queue, 1, Duration.ofSeconds(60), UUID.randomUUID()))
                    .hasSize(1);
            bench.leasesEnd();
        }
        AtomicInteger begun = new AtomicInteger();

        run(bench.runner(1, job -> {
            begun.incrementAndGet();
            return Outcome.DONE;
        }));

        assertThat(begun).hasValue(0);
        assertThat(bench.dead()).isEqualTo(1);
        assertThat(bench.buried).hasSize(1);
        assertThat(bench.ready() + bench.leased()).isZero();
    }

    @Test
    void onePoisonedJobAmongTwentyHarmsNoneOfItsNeighbours() {
        List<UUID> subjects = bench.enqueue(20);
        UUID poisoned = subjects.get(7);
        JobRunner runner = bench.runner(20, job -> {
            if (job.subject().equals(poisoned)) {
                throw new IllegalStateException("poison");
            }
            return Outcome.DONE;
        });

        run(runner);

        assertThat(bench.effects()).isEqualTo(19);
        assertThat(bench.effectsOnce()).isEqualTo(19);
        assertThat(bench.ready()).isEqualTo(1);
        assertThat(bench.leased() + bench.dead()).isZero();
        bench.due();
        run(runner);
        bench.due();
        run(runner);
        assertThat(bench.dead()).isEqualTo(1);
        assertThat(bench.effects()).isEqualTo(19);
    }

    @Test
    void anErrorIsAFailureLikeAnyOtherAndStopsNoRunner() {
        List<UUID> subjects = bench.enqueue(3);
        JobRunner runner = bench.runner(20, job -> {
            if (job.subject().equals(subjects.get(1))) {
                throw new StackOverflowError("nested too deep");
            }
            return Outcome.DONE;
        });

        assertThat(run(runner)).isEqualTo(3);

        assertThat(bench.effects()).isEqualTo(2);
        assertThat(bench.ready()).isEqualTo(1);
        assertThat(bench.attempt()).isEqualTo(2);
    }

    @Test
    void aJobThatKillsItsServerDoesNotTakeItsNeighboursToTheGrave() {
        List<UUID> subjects = bench.enqueue(12);
        UUID deadly = subjects.get(4);
        List<UUID> done = new ArrayList<>();

        // A node claims, works through what it got, and dies of the deadly one with all it holds.
        for (int crash = 0; crash < 40 && bench.ready() > 0; crash++) {
            UUID token = UUID.randomUUID();
            List<UUID> ids = bench.store
                    .claim(DatabaseAddress.MAIN, bench.queue, 50, Duration.ofSeconds(60), token)
                    .getOrDefault(bench.tenant.id(), List.of());
            TenantScope.as(bench.tenant.id(), DatabaseRole.WORKER, () -> {
                List<Job> held = bench.store.held(ids, token);
                if (held.stream().noneMatch(job -> job.subject().equals(deadly) && job.attempt() <= 3)) {
                    held.forEach(job -> (job.attempt() <= 3 ? done : new ArrayList<UUID>()).add(job.subject()));
                    bench.store.release(held, token);
                }
                return null;
            });
            bench.leasesEnd();
            bench.due();
        }

        assertThat(done).hasSize(11).doesNotContain(deadly);
    }

    @Test
    void aJobThatComesBackForeverStopsNobodysRescue() {
        bench.enqueue(2);
        bench.store.claim(DatabaseAddress.MAIN, bench.queue, 2, Duration.ofSeconds(60), UUID.randomUUID());
        SERVER.database()
                .sql("update loop.jobs_leased set attempt = 32767 where id = "
                        + "(select id from loop.jobs_leased where queue = ? limit 1)")
                .param(bench.queue)
                .update();

        bench.leasesEnd();

        assertThat(bench.ready()).isEqualTo(2);
        assertThat(bench.leased()).isZero();
    }

    /** Its reason is the worker's own, although the worker throws each time it is told. */
    @Test
    void aWorkerThatCannotBearItsJobsBurialIsAskedAFewTimesAndTheJobEndsDeadWithItsReason() {
        bench.enqueue(1);
        bench.atBurial = () -> {
            throw new IllegalStateException("cannot bear it");
        };
        JobRunner runner = bench.runner(1, job -> new Outcome.Discard("no-good", "It cannot be done."));

        runUntilNothingIsLeft(runner);

        assertThat(bench.dead()).isEqualTo(1);
        assertThat(reasons()).containsExactly("no-good");
        assertThat(bench.buried).hasSizeBetween(1, 4);
    }

    @Test
    void aWorkerThatThrowsAtWorkAndAtBurialEndsDeadAndHarmsNoNeighbour() {
        UUID poison = bench.enqueue(1).getFirst();
        bench.enqueue(4);
        bench.atBurial = () -> {
            throw new StackOverflowError("too deep");
        };
        JobRunner runner = bench.runner(5, job -> {
            if (job.subject().equals(poison)) {
                throw new IllegalStateException("always");
            }
            return Outcome.DONE;
        });

        runUntilNothingIsLeft(runner);

        assertThat(bench.dead()).isEqualTo(1);
        assertThat(reasons()).containsExactly("attempts-exhausted");
        assertThat(bench.effects()).isEqualTo(4);
    }

    /** As after a downgrade: nobody here knows this kind, so nobody can be told either. */
    @Test
    void aJobNobodyKnowsHowToDoEndsDead() {
        bench.enqueue(bench.tenant, new JobKind("forgotten-kind", bench.queue, 100), 1);

        runUntilNothingIsLeft(bench.runner(1, job -> Outcome.DONE));

        assertThat(Bench.count(
                        "select count(*) from loop.dead_letters where kind = 'forgotten-kind' and tenant_id = ?",
                        bench.tenant.id().value()))
                .isEqualTo(1);
    }

    @Test
    void aDeadLetterWaitsForAPersonForItsRetentionAndNoLonger() {
        bench.enqueue(2);
        runUntilNothingIsLeft(bench.runner(1, job -> new Outcome.Discard("no-good", "It cannot be done.")));

        deadLettersIn(Duration.ofDays(399)).prune();
        assertThat(bench.dead()).isEqualTo(2);
        assertThat(deadLettersIn(Duration.ofDays(401)).prune()).isGreaterThanOrEqualTo(2);

        assertThat(bench.dead()).isZero();
        assertThatThrownBy(() -> new QueueSettings(
                        Map.of(),
                        1,
                        Set.of(),
                        Set.of(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofDays(1)))
                .hasMessageContaining("at least 30 days");
    }

    private DeadLetters deadLettersIn(Duration later) {
        return new DeadLetters(
                database,
                SERVER.bean(Retention.class),
                SERVER.bean(QueueSettings.class),
                Clock.offset(Clock.systemUTC(), later));
    }

    @Test
    void snoozingIsNoAttempt() {
        bench.enqueue(1);
        AtomicInteger asked = new AtomicInteger();
        JobRunner runner = bench.runner(
                1, job -> asked.incrementAndGet() <= 5 ? new Outcome.Snooze(Duration.ofMinutes(1)) : Outcome.DONE);

        for (int i = 0; i < 5; i++) {
            run(runner);
            assertThat(bench.attempt()).isEqualTo(1);
            assertThat(delaySeconds()).isBetween(55.0, 60.1);
            bench.due();
        }
        run(runner);

        assertThat(bench.ready() + bench.leased() + bench.dead()).isZero();
    }

    @Test
    void discardingIsAskedForOnceAndFinal() {
        bench.enqueue(1);

        run(bench.runner(1, job -> new Outcome.Discard("no-good", "It cannot be done.")));

        assertThat(bench.dead()).isEqualTo(1);
        assertThat(bench.ready() + bench.leased()).isZero();
        assertThat(bench.buried).hasSize(1);
    }

    @Test
    void theUrgentOnesGoFirst() {
        JobKind later = new JobKind(bench.kind.name(), bench.queue, 900);
        JobKind sooner = new JobKind(bench.kind.name(), bench.queue, 1);
        bench.enqueue(bench.tenant, later, 3);
        bench.enqueue(3);
        bench.enqueue(bench.tenant, sooner, 3);
        List<Integer> order = new ArrayList<>();

        runAll(bench.runner(1, job -> {
            order.add(job.priority());
            return Outcome.DONE;
        }));

        assertThat(order).isSortedAccordingTo(Integer::compare).hasSize(9);
    }

    @Test
    void everyJobRunsAsItsOwnTenant() {
        Tenant neighbour = SERVER.createTenant();
        bench.enqueue(3);
        bench.enqueue(neighbour, bench.kind, 3);
        List<Boolean> right = new ArrayList<>();

        run(bench.runner(20, job -> {
            TenantScope scope = TenantScope.current();
            right.add(scope.tenant().equals(job.tenant()) && scope.role() == DatabaseRole.WORKER);
            return Outcome.DONE;
        }));

        assertThat(right).hasSize(6).containsOnly(true);
        assertThat(bench.effects()).isEqualTo(3);
        assertThat(Bench.count(
                        "select count(*) from pooled.practices where name like 'effect of %' and tenant_id = ?",
                        neighbour.id().value()))
                .isEqualTo(3);
    }

    @Test
    void aTenantThatTakesNoWritesHoldsUpNobodyElse() {
        Tenant moved = SERVER.createTenant();
        bench.enqueue(moved, bench.kind, 2);
        bench.enqueue(2);
        SERVER.database()
                .sql("update loop.gates set state = 'MOVED' where tenant_id = ?")
                .param(moved.id().value())
                .update();

        run(bench.runner(20, job -> Outcome.DONE));

        assertThat(bench.effects()).isEqualTo(2);
        assertThat(bench.leased()).as("kept for when the gate opens").isEqualTo(2);
    }

    @Test
    void aClaimTellsIdsAndTenantsAndTheTablesTellTheWorkerNothing() {
        bench.enqueue(2);
        WorkDatabase work = SERVER.bean(WorkDatabase.class);
        List<Map<String, @Nullable Object>> claimed = work.sql(DatabaseAddress.MAIN)
                .sql("select * from loop.claim(?, 1, interval '60 seconds', ?)")
                .params(new String[] {bench.queue}, UUID.randomUUID())
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

    @Test
    void twoClaimsNeverGetTheSameJob() {
        bench.enqueue(10);

        List<UUID> first = claim(6);
        List<UUID> second = claim(6);

        assertThat(first).hasSize(6).doesNotContainAnyElementsOf(second);
        assertThat(second).hasSize(4);
    }

    private List<UUID> claim(int atMost) {
        return bench.store
                .claim(DatabaseAddress.MAIN, bench.queue, atMost, Duration.ofSeconds(60), UUID.randomUUID())
                .getOrDefault(bench.tenant.id(), List.of());
    }

    /** Bounded: what loops fails here. */
    private void runUntilNothingIsLeft(JobRunner runner) {
        for (int i = 0; i < 6 && bench.ready() + bench.leased() > 0; i++) {
            run(runner);
            bench.leasesEnd();
            bench.due();
        }
        assertThat(bench.ready() + bench.leased()).isZero();
    }

    private List<String> reasons() {
        return SERVER.database()
                .sql("select reason from loop.dead_letters where kind = ?")
                .param(bench.kind.name())
                .query(String.class)
                .list();
    }

    /** On a thread of its own, as another node would. */
    private static void elsewhere(Runnable work) {
        CompletableFuture.runAsync(work).join();
    }

    private void runAll(JobRunner runner) {
        while (run(runner) > 0) {
            assertThat(bench.dead()).isZero();
        }
    }

    private int run(JobRunner runner) {
        return runner.runBatch(DatabaseAddress.MAIN, bench.queue);
    }

    private double delaySeconds() {
        Instant runAt = SERVER.database()
                .sql("select run_at from loop.jobs_ready where queue = ?")
                .param(bench.queue)
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
        return Duration.between(Instant.now(), runAt).toMillis() / 1000.0;
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
