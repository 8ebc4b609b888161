package health.careloop.intake;

import health.careloop.ldt.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message on the wire.
 *
 * @param reason why it is held or dead, as a stable code
 * @param error the same in a sentence, for dead letters, in the caller's language
 * @param results of every report filed from it: resultId, reportId, version
 */
record MessageWire(
        UUID messageId,
        String state,
        Instant receivedAt,
        long sizeBytes,
        String sha256,
        @Nullable String ldtKey,
        @Nullable String format,
        @Nullable String reason,
        @Nullable String error,
        List<Step> steps,
        List<Violation> faults,
        List<Object> results) {
    record Step(String step, String reason, Instant at) {}

    /** One fault in the language that was asked for. */
    record Violation(int line, String field, String rule, Severity severity, String sentence, String hint) {
        static Violation of(FaultRecord fault, Locale language) {
            return new Violation(
                    fault.line(),
                    fault.field(),
                    fault.rule(),
                    fault.severity(),
                    fault.sentence().in(language),
                    fault.hint().in(language));
        }
    }
}
