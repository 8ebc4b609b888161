package health.careloop.bench;

import java.time.Duration;

/** What was done in one measured span, and how long each took. */
record Round(long count, Duration length, Histogram latencies) {

    double perSecond() {
        return count / (length.toNanos() / 1e9);
    }

    static Round none() {
        return new Round(0, Duration.ZERO, new Histogram());
    }

    /** Two slices of one round. */
    Round plus(Round other) {
        Histogram both = new Histogram();
        both.add(latencies);
        both.add(other.latencies);
        return new Round(count + other.count, length.plus(other.length), both);
    }
}
