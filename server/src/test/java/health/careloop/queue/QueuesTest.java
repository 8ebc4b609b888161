package health.careloop.queue;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.tenancy.WorkDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A node may say that nobody takes a queue's jobs when nobody does, and not when they are many. */
class QueuesTest extends JobsAtWork {
    private static final Duration MOST = Duration.ofMinutes(5);
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final JobRunner runner = bench.runner(1, job -> Outcome.DONE);

    @Test
    void whatWaitsAndIsNotTakenIsLeftAlone() {
        bench.enqueue(2);
        makeOld();

        assertThat(isLeftAlone(begunAnHourAgo(), Set.of())).isTrue();
    }

    @Test
    void aBacklogThatIsWorkedOffIsNotLeftAlone() {
        bench.claims = begunAnHourAgo();
        JobRunner runner = bench.runner(1, job -> Outcome.DONE);
        bench.enqueue(1);
        run(runner);
        bench.enqueue(1);
        makeOld();

        assertThat(isLeftAlone(bench.claims, Set.of())).isFalse();
    }

    @Test
    void aNodeThatHasJustBegunIsGivenTheTime() {
        bench.enqueue(1);
        makeOld();

        assertThat(isLeftAlone(bench.claims, Set.of())).isFalse();
    }

    @Test
    void whatYieldsToTheRestTakesNoNodeOutOfService() {
        bench.enqueue(1);
        makeOld();

        assertThat(isLeftAlone(begunAnHourAgo(), Set.of(bench.queue))).isFalse();
    }

    private boolean isLeftAlone(Claims claims, Set<String> yielding) {
        QueueSettings settings = new QueueSettings(
                Map.of(), 1, Set.of(), yielding, Duration.ofSeconds(60), Duration.ofMillis(1), Duration.ofDays(400));
        Queues queues = new Queues(
                bench.store, runner, SERVER.bean(WorkDatabase.class), SERVER.bean(Rounds.class), claims, settings);
        Queues.Load load = queues.loads().get(bench.queue);
        assertThat(load.waiting()).isGreaterThan(MOST);
        return queues.isLeftAlone(bench.queue, load, MOST);
    }

    private static Claims begunAnHourAgo() {
        Instants clock = new Instants();
        Claims claims = new Claims(clock);
        clock.now = NOW.plus(Duration.ofHours(1));
        return claims;
    }

    private static final class Instants extends Clock {
        Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }

    private void makeOld() {
        SERVER.database()
                .sql("update loop.jobs_ready set run_at = now() - interval '1 hour' where queue = ?")
                .param(bench.queue)
                .update();
    }
}
