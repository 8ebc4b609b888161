package health.careloop.results;

import health.careloop.audit.Caller;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.LdtReport;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One report to be filed.
 *
 * @param receivedAt when the message was accepted
 * @param senderName what the sender is called, for messages that name no laboratory
 * @param caller on whose behalf it is filed
 * @param source the package the report stands in
 */
public record Filing(
        UUID messageId,
        UUID senderId,
        Instant receivedAt,
        String senderName,
        LdtPackage source,
        LdtReport report,
        Caller caller) {

    private static final Set<String> WITNESSES = Set.of("BAS-SLEN", "BAS-GLEN", "E157", "BAS-FSAL");

    /**
     * Whether a length (8100, 9202), the check sum (9300) or the head of a report in the midst of another one says that lines
     * of the package are missing or changed. A length that nobody sent says nothing.
     */
    boolean incomplete() {
        return source.faults().stream()
                .anyMatch(fault -> fault.severity() == Severity.ERROR && WITNESSES.contains(fault.rule()));
    }

    /** The 1-based line where a field stands between two lines, inclusive; null when it does not. */
    @Nullable
    Integer lineOf(String field, int firstLine, int lastLine) {
        for (var record : source.records()) {
            if (record.lastLine() < firstLine || record.firstLine() > lastLine) {
                continue;
            }
            for (var line : record.fields()) {
                if (line.line() >= firstLine && line.line() <= lastLine && line.is(field)) {
                    return line.line();
                }
            }
        }
        return null;
    }
}
