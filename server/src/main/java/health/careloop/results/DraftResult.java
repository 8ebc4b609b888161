package health.careloop.results;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One version of a report as it is about to be written; confidential parts are sealed already. */
record DraftResult(
        UUID id,
        UUID reportId,
        int version,
        UUID messageId,
        UUID patientId,
        UUID orderId,
        String status,
        Danger danger,
        boolean latest,
        String matchReason,
        @Nullable String labName,
        @Nullable String reportNumber,
        String format,
        String recordType,
        int firstLine,
        int lastLine,
        byte[] headline,
        byte[] digest,
        boolean corrected,
        int abnormalCount,
        boolean attention,
        int faults,
        byte[] notes,
        @Nullable Instant reportedAt,
        Instant receivedAt,
        List<DraftObservation> observations) {
    /** Whether it has a value for each of these: only then may it take the place of a version that had them. */
    boolean says(Set<String> codes) {
        return observations.stream()
                .map(DraftObservation::code)
                .collect(Collectors.toSet())
                .containsAll(codes);
    }
}
