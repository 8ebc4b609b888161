package health.careloop.ldt.cli;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What is said of a record only because a line of it could not be read: one defect is one finding. */
final class FollowUps {
    private static final Set<String> CAUSES = Set.of("BAS-LINE", "BAS-OBJ");
    /** Where fields stand and which are missing. */
    private static final Set<String> FOLLOWS = Set.of("BAS-MUST", "BAS-ORDER", "BAS-LEVEL", "BAS-FIELD");

    private FollowUps() {}

    static void remove(Collection<Fault> found, LdtFile file) {
        List<Fault> causes = found.stream()
                .filter(fault -> fault.severity() == Severity.FATAL && CAUSES.contains(fault.rule()))
                .toList();
        if (causes.isEmpty()) {
            return;
        }
        List<int[]> damaged = new ArrayList<>();
        for (LdtPackage read : file.packages()) {
            for (LdtRecord satz : read.records()) {
                int first = satz.firstLine();
                int last = satz.fields().getLast().line();
                if (causes.stream().anyMatch(cause -> cause.line() >= first && cause.line() <= last)) {
                    damaged.add(new int[] {first, last});
                }
            }
        }
        found.removeIf(fault -> FOLLOWS.contains(fault.rule())
                && damaged.stream().anyMatch(lines -> fault.line() >= lines[0] && fault.line() <= lines[1]));
    }
}
