package health.careloop.results;

import java.time.Instant;
import java.util.List;
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
        ReportStatus status,
        Danger danger,
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
        boolean incomplete,
        int abnormalCount,
        int outsideCount,
        boolean attention,
        int faults,
        byte[] notes,
        @Nullable Moment reportedAt,
        Instant receivedAt,
        List<DraftObservation> observations) {
    /**
     * Only what repeats all that an earlier version said may hide it, and nothing unfinished hides what was final
     * (a later T, V or A never overwrites an E).
     */
    boolean takesThePlaceOf(FilingStore.Version earlier) {
        return status.mayReplace(earlier.status())
                && observations.stream()
                        .map(DraftObservation::code)
                        .collect(Collectors.toSet())
                        .containsAll(earlier.codes());
    }
}
