package health.careloop.ldt.clinical;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.LdtReport.Recipient;
import health.careloop.ldt.clinical.LdtReport.Subject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether one record names two people, orders or practices, which the reader found. Then the report says of itself whose it
 * is not, and names nobody: who overlooks the fault has nobody to file it to.
 */
record Confusion(List<Fault> faults) {
    static Confusion of(LdtPackage source, LdtRecord satz) {
        return new Confusion(source.faults().stream()
                .filter(fault ->
                        fault.severity() == Severity.FATAL && fault.rule().equals("BAS-FSAL"))
                .filter(fault -> concerns(source, satz, fault))
                .toList());
    }

    /** A practice of the header is that of every report. */
    private static boolean concerns(LdtPackage source, LdtRecord satz, Fault fault) {
        return isIn(satz, fault)
                || source.header().filter(header -> isIn(header, fault)).isPresent();
    }

    private static boolean isIn(LdtRecord satz, Fault fault) {
        return satz.firstLine() <= fault.line() && fault.line() <= satz.lastLine();
    }

    Subject subject(Subject read) {
        return faults.isEmpty()
                ? read
                : new Subject(null, null, null, null, null, null, null, null, null, null, read.sources());
    }

    Recipient recipient(Recipient read) {
        return faults.isEmpty()
                ? read
                : new Recipient(null, List.of(), List.of(), null, null, null, null, read.sources());
    }

    @Nullable
    String number(@Nullable String read) {
        return faults.isEmpty() ? read : null;
    }
}
