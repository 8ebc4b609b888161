package health.careloop.queue;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** A19: three attempts, exponential from two seconds, with jitter so that what failed together does not return together. */
record RetryPolicy(int maxAttempts, Duration first, RandomGenerator random) {
    static RetryPolicy standard() {
        return new RetryPolicy(3, Duration.ofSeconds(2), RandomGenerator.getDefault());
    }

    boolean exhaustedAfter(int attempt) {
        return attempt >= maxAttempts;
    }

    /** Between the full exponential delay and half of it more. */
    Duration delayAfter(int attempt) {
        long base = first.toMillis() << Math.min(attempt - 1, 20);
        return Duration.ofMillis(base + random.nextLong(base / 2 + 1));
    }
}
