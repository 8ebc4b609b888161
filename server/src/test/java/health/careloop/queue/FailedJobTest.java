package health.careloop.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.audit.Retention;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A job that fails is tried again, harms no neighbour, and ends as a dead letter. */
class FailedJobTest extends JobsAtWork {
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
}
