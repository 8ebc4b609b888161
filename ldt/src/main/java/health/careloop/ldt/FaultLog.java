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

    private static final Sentence MORE = new Sentence(
            "Es gibt weitere Fehler dieser Art; aufgeführt sind nur " + KEPT_PER_RULE + ".",
            "There are more faults of this kind; only " + KEPT_PER_RULE + " are listed.");

    private static final Comparator<Fault> BY_LINE = Comparator.comparingInt(Fault::line)
            .thenComparing(fault -> fault.sentence().equals(MORE));

    private final List<Fault> faults = new ArrayList<>();
    /** Of other logs: counted there. */
    private final List<Fault> settled = new ArrayList<>();

    private final Map<Kind, Integer> seen = new HashMap<>();

    /** A flood of warnings must not swallow the fatal fault of the same rule. */
    private record Kind(String rule, Severity severity) {}

    public void add(Fault fault) {
        int count = seen.merge(new Kind(fault.rule(), fault.severity()), 1, Integer::sum);
        if (count <= KEPT_PER_RULE) {
            faults.add(fault);
        } else if (count == KEPT_PER_RULE + 1) {
            faults.add(more(fault));
        }
    }

    private static Fault more(Fault at) {
        return new Fault(at.line(), at.offset(), at.field(), at.rule(), at.severity(), MORE, Sentence.NONE);
    }

    public void addAll(List<Fault> more) {
        settled.addAll(more);
    }

    /** By line; that there are more of a kind stands behind the last that is listed of it. */
    public List<Fault> byLine() {
        if (faults.isEmpty() && settled.isEmpty()) {
            return List.of();
        }
        Map<Kind, Fault> last = new HashMap<>();
        for (Fault fault : faults) {
            last.merge(new Kind(fault.rule(), fault.severity()), fault, (a, b) -> b.line() >= a.line() ? b : a);
        }
        List<Fault> told = new ArrayList<>(settled);
        for (Fault fault : faults) {
            Fault end = last.getOrDefault(new Kind(fault.rule(), fault.severity()), fault);
            told.add(fault.sentence().equals(MORE) && fault.line() < end.line() ? more(end) : fault);
        }
        Fault[] sorted = told.toArray(Fault[]::new);
        Arrays.sort(sorted, BY_LINE);
        return List.of(sorted);
    }
}
