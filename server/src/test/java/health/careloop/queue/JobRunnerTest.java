package health.careloop.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** no job lost, no effect twice, each as its own tenant and in its order. */
class JobRunnerTest extends JobsAtWork {
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

    private void runAll(JobRunner runner) {
        while (run(runner) > 0) {
            assertThat(bench.dead()).isZero();
        }
    }
}
