package health.careloop.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The middle of several measurements: one round that was disturbed changes nothing. */
final class Medians {
    private Medians() {}

    static double of(Collection<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        if (sorted.isEmpty()) {
            return 0;
        }
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
