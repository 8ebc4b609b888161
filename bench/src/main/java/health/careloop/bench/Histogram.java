package health.careloop.bench;

import java.time.Duration;

/**
 * How long things took, in buckets that grow with the value: from one microsecond to an hour, never wrong by more than
 * 1.6 %. One thread records; histograms of several threads are added.
 */
final class Histogram {
    /** Buckets per doubling: 2 to the power of this. */
    private static final int PRECISION = 6;

    private static final int PER_DOUBLING = 1 << PRECISION;
    private static final long LONGEST_MICROS = Duration.ofHours(1).toNanos() / 1000;

    private final long[] counts = new long[bucket(LONGEST_MICROS) + 1];
    private long count;

    void record(long nanos) {
        counts[bucket(Math.clamp(nanos / 1000, 0, LONGEST_MICROS))]++;
        count++;
    }

    void add(Histogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        count += other.count;
    }

    long count() {
        return count;
    }

    /** The time that {@code share} of all took at most, in milliseconds; 0 when nothing was recorded. */
    double quantile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return upperEnd(i) / 1000.0;
            }
        }
        return 0;
    }

    /** Below one doubling's worth the values are their own buckets; above, the leading bits choose. */
    private static int bucket(long micros) {
        if (micros < PER_DOUBLING) {
            return (int) micros;
        }
        int shift = 63 - PRECISION - Long.numberOfLeadingZeros(micros);
        return (shift << PRECISION) + (int) (micros >>> shift);
    }

    private static long upperEnd(int bucket) {
        if (bucket < 2 * PER_DOUBLING) {
            return bucket;
        }
        int shift = (bucket >>> PRECISION) - 1;
        long leading = (bucket & (PER_DOUBLING - 1)) + PER_DOUBLING;
        return ((leading + 1) << shift) - 1;
    }
}
