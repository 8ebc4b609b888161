package health.careloop.bench.isolation;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether two samples are of one kind: the rank test of Mann and Whitney, two-sided, by the normal approximation, which
 * asks for no shape of what is measured.
 *
 * @param median of the second, in its unit
 * @param gap of the first median above the second, as a share of the second
 * @param chance of ranks at least as far apart when both are of one kind
 */
record TwoSamples(double median, double gap, double chance) {
    private record Ranked(long value, boolean first) {}

    static TwoSamples of(List<Long> first, List<Long> second) {
        List<Ranked> all = new ArrayList<>();
        first.forEach(value -> all.add(new Ranked(value, true)));
        second.forEach(value -> all.add(new Ranked(value, false)));
        all.sort((one, other) -> Long.compare(one.value, other.value));
        double ranksOfFirst = 0;
        double ties = 0;
        for (int from = 0; from < all.size(); ) {
            int to = from;
            while (to < all.size() && all.get(to).value == all.get(from).value) {
                to++;
            }
            double rank = (from + 1 + to) / 2.0;
            for (int i = from; i < to; i++) {
                ranksOfFirst += all.get(i).first ? rank : 0;
            }
            double equal = to - from;
            ties += equal * equal * equal - equal;
            from = to;
        }
        double n = first.size();
        double m = second.size();
        double both = n + m;
        double u = ranksOfFirst - n * (n + 1) / 2;
        double spread = Math.sqrt(n * m / 12 * (both + 1 - ties / (both * (both - 1))));
        double distance = spread == 0 ? 0 : Math.abs(u - n * m / 2) / spread;
        double middle = middle(second);
        return new TwoSamples(middle, (middle(first) - middle) / middle, 2 * beyond(distance));
    }

    private static double middle(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2.0;
    }

    /** The normal distribution beyond {@code x} (Abramowitz and Stegun 26.2.17, off by at most 7.5e-8). */
    private static double beyond(double x) {
        double t = 1 / (1 + 0.2316419 * x);
        double series =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * series;
    }
}
