package health.careloop.bench;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one line a benchmark leaves on standard output.
 *
 * @param value median of the rounds
 * @param floor the cheapest program that makes the same bytes equally durable, median of the rounds between; null where
 *     a benchmark has none
 * @param ratio value / floor
 * @param p50Ms of one operation, as is p99Ms; null where nobody waits for one
 * @param cpuMsPerOp of server and PostgreSQL together, without the load driver; null where there is no steady rate
 * @param n operations in all measured rounds
 * @param seconds one measured round
 * @param figures everything else, by name
 */
record BenchReport(
        String bench,
        String unit,
        double value,
        @Nullable Double floor,
        @Nullable Double ratio,
        @Nullable Double p50Ms,
        @Nullable Double p99Ms,
        @Nullable Double cpuMsPerOp,
        long n,
        double seconds,
        Map<String, Object> figures,
        String commit,
        String machine) {

    /** What was measured, as the launcher knows it. */
    static String thisCommit() {
        return System.getProperty("careloop.commit", "unknown");
    }

    BenchReport withLatencies(FilingWatch.Latencies latencies) {
        return new BenchReport(
                bench,
                unit,
                value,
                floor,
                ratio,
                latencies.p50Ms(),
                latencies.p99Ms(),
                cpuMsPerOp,
                n,
                seconds,
                figures,
                commit,
                machine);
    }

    /** For what is done so often that nobody waits for one: rates of whole rounds, and no times of single ones. */
    static BenchReport ofRates(
            String bench,
            String unit,
            List<Double> rounds,
            List<Double> floors,
            long n,
            double seconds,
            Map<String, Object> figures) {
        double value = Medians.of(rounds);
        double floor = Medians.of(floors);
        return new BenchReport(
                bench,
                unit,
                value,
                floor,
                value / floor,
                null,
                null,
                null,
                n,
                seconds,
                figures,
                thisCommit(),
                Machine.here().toString());
    }

    /** For what has no cheaper program to compare with. */
    static BenchReport withoutFloor(
            String bench, String unit, double value, List<Double> rounds, long n, Map<String, Object> figures) {
        return new BenchReport(
                bench,
                unit,
                value,
                null,
                null,
                Medians.of(rounds),
                Collections.max(rounds),
                null,
                n,
                rounds.stream().mapToDouble(Double::doubleValue).sum() / 1000,
                figures,
                thisCommit(),
                Machine.here().toString());
    }
}
