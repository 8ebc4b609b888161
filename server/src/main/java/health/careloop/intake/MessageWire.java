package health.careloop.intake;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message on the wire.
 *
 * @param reason why it is held or dead, as a stable code
 * @param error the same in a sentence, with the line, for dead letters
 * @param steps from {@code received} on, in their order
 * @param results of every report in it that is filed; repeated ones name the earlier result
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
        List<FaultRecord> faults,
        List<Result> results) {
    /** Who is known to the practice, and what the message quotes, is not the sender's to be told. */
    MessageWire forSender() {
        return new MessageWire(
                messageId,
                state,
                receivedAt,
                sizeBytes,
                sha256,
                ldtKey,
                format,
                reason,
                error,
                steps.stream().filter(step -> !step.step().equals("matched")).toList(),
                faults.stream().map(FaultRecord::unquoted).toList(),
                results);
    }

    record Step(String step, String reason, Instant at) {}

    /**
     * Ids and keys alone.
     *
     * @param ldtKey of the original, once it is archived
     * @param pdfKey once the report is rendered
     */
    record Result(
            UUID resultId,
            UUID reportId,
            int version,
            @Nullable String ldtKey,
            @Nullable String pdfKey) {}
}
