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
        List<FaultRecord> faults,
        List<Object> results) {
    record Step(String step, String reason, Instant at) {}
}
