package health.careloop.bench;

import java.time.Duration;

/** What was done in one measured span, and how long each took. */
record Round(long count, Duration length, Histogram latencies) {

    double perSecond() {
        return count / (length.toNanos() / 1e9);
    }
}
