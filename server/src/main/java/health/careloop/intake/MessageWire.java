package health.careloop.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import health.careloop.ldt.Severity;
import health.careloop.results.ResultKeys;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * A message on the wire.
 *
 * @param reason why it is held or dead, as a stable code
 * @param error the same in a sentence, with the line where it is about one, in the caller's language
 * @param steps from {@code received} on, in their order
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
    /** The answer; its sentences are in {@code language} already. */
    ResponseEntity<Object> in(Locale language) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .body(this);
    }

    /** Who is known to the practice, and how dangerous it holds a result, is not the sender's to be told. */
    MessageWire forSender(Locale language) {
        String several = spelled(Hindrance.PATIENT_AMBIGUOUS.code());
        String contradicted = spelled(Hindrance.PATIENT_CONTRADICTED.code());
        boolean notPlaced = several.equals(reason) || contradicted.equals(reason);
        return new MessageWire(
                messageId,
                state,
                receivedAt,
                sizeBytes,
                sha256,
                ldtKey,
                format,
                notPlaced ? several : reason,
                notPlaced ? Explanation.NOT_PLACED.in(language) : error,
                steps.stream()
                        .filter(step -> !step.step().equals("matched"))
                        .map(step ->
                                step.reason().equals(contradicted) ? new Step(step.step(), several, step.at()) : step)
                        .toList(),
                faults,
                results.stream().map(Result::withoutDanger).toList());
    }

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

    /**
     * Ids and keys.
     *
     * @param danger when the message made this version; not told to senders
     * @param ldtKey of the original, once it is archived; an earlier message's when the report repeats a result
     * @param pdfKey once the report is rendered
     */
    record Result(
            UUID resultId,
            UUID reportId,
            int version,
            @Nullable String danger,
            @Nullable String ldtKey,
            @Nullable String pdfKey) {
        /** As filing wrote it into the trail. */
        static Result of(Map<String, Object> detail, Map<UUID, ResultKeys> keys) {
            UUID resultId = id(detail, "resultId");
            ResultKeys its = keys.getOrDefault(resultId, ResultKeys.NONE);
            return new Result(
                    resultId,
                    id(detail, "reportId"),
                    detail.get("version") instanceof Number version ? version.intValue() : 1,
                    detail.get("danger") instanceof String danger ? danger : null,
                    its.ldtKey(),
                    its.pdfKey());
        }

        Result withoutDanger() {
            return new Result(resultId, reportId, version, null, ldtKey, pdfKey);
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
