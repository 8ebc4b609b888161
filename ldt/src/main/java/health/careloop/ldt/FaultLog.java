package health.careloop.ldt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** For the packages of this library only, public because they are several. Collects faults. Keeps at most fifty of one rule and severity, so that garbage in the megabytes stays readable. */
public final class FaultLog {
    private static final int KEPT_PER_RULE = 50;

    private final List<Fault> faults = new ArrayList<>();
    private final Map<Kind, Integer> seen = new HashMap<>();

    /** A flood of warnings must not swallow the fatal fault of the same rule. */
    private record Kind(String rule, Severity severity) {}

    public void add(Fault fault) {
        int count = seen.merge(new Kind(fault.rule(), fault.severity()), 1, Integer::sum);
        if (count <= KEPT_PER_RULE) {
            faults.add(fault);
        } else if (count == KEPT_PER_RULE + 1) {
            faults.add(new Fault(
                    fault.line(),
                    fault.offset(),
                    fault.field(),
                    fault.rule(),
                    fault.severity(),
                    new Sentence(
                            "Ab hier folgen weitere Fehler dieser Art; aufgeführt sind nur die ersten " + KEPT_PER_RULE
                                    + ".",
                            "More faults of this kind follow from here on; only the first " + KEPT_PER_RULE
                                    + " are listed."),
                    Sentence.NONE));
        }
    }

    public void addAll(List<Fault> more) {
        faults.addAll(more);
    }

    public List<Fault> byLine() {
        if (faults.isEmpty()) {
            return List.of();
        }
        Fault[] sorted = faults.toArray(Fault[]::new);
        Arrays.sort(sorted, Comparator.comparingInt(Fault::line));
        return List.of(sorted);
    }
}
