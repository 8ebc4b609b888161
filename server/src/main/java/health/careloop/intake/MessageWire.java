package health.careloop.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import health.careloop.ldt.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message on the wire.
 *
 * @param reason why it is held or dead, as a stable code
 * @param error the same in a sentence, with the line, for dead letters, in the caller's language
 * @param results each result its reports became or repeated, once
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
        List<Fault> faults,
        List<Result> results) {
    record Step(String step, String reason, Instant at) {}

    /** One violated rule; where the line is of no field, there is none. In the language that was asked for. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Fault(int line, String field, String rule, Severity severity, String sentence, String hint) {
        static Fault of(FaultRecord fault, Locale language) {
            return new Fault(
                    fault.line(),
                    fault.field(),
                    fault.rule(),
                    fault.severity(),
                    fault.sentence().in(language),
                    fault.hint().in(language));
        }
    }

    /** @param danger when the message made this version */
    record Result(
            UUID resultId,
            UUID reportId,
            int version,
            @Nullable String danger,
            @Nullable String pdfKey) {
        /** As filing wrote it into the trail. */
        static Result of(Map<String, Object> detail, Map<UUID, String> pdfKeys) {
            UUID resultId = id(detail, "resultId");
            return new Result(
                    resultId,
                    id(detail, "reportId"),
                    detail.get("version") instanceof Number version ? version.intValue() : 1,
                    detail.get("danger") instanceof String danger ? danger : null,
                    pdfKeys.get(resultId));
        }

        static UUID id(Map<String, Object> detail, String name) {
            return UUID.fromString(String.valueOf(detail.get(name)));
        }
    }

    /** Reasons stand with hyphens in the tables. */
    static String spelled(String reason) {
        return reason.replace('-', '_');
    }
}
