package health.careloop.results;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
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
        boolean standing,
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
     * Whether somebody who has read these must read this too: it is critical, or calls something more dangerous than they
     * all do. LDT 2 cannot say critical, so there the flag of a single value counts.
     */
    boolean warnsOfMoreThan(List<Version> earlier) {
        return danger == Danger.CRITICAL
                || earlier.stream().allMatch(version -> danger.isWorseThan(version.danger()))
                || observations.stream()
                        .anyMatch(observation -> earlier.stream()
                                .allMatch(version -> observation
                                        .danger()
                                        .isWorseThan(version.content()
                                                .dangers()
                                                .getOrDefault(observation.code(), Danger.NORMAL))));
    }
}
