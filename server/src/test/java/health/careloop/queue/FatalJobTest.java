package health.careloop.queue;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.TenantScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A job whose worker dies, throws at its burial too, or is not known: it ends, and takes nobody along. */
class FatalJobTest extends JobsAtWork {
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

    private List<String> reasons() {
        return SERVER.database()
                .sql("select reason from loop.dead_letters where kind = ?")
                .param(bench.kind.name())
                .query(String.class)
                .list();
    }
}
