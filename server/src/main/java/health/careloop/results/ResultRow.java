package health.careloop.results;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One version of a report without its observations, as lists and a single report read it. */
record ResultRow(
        UUID resultId,
        UUID reportId,
        int version,
        UUID messageId,
        UUID patientId,
        ReportStatus status,
        Danger danger,
        boolean latest,
        boolean corrected,
        boolean incomplete,
        String matchReason,
        String labName,
        String orderNumber,
        @Nullable Headline headline,
        int abnormalCount,
        int outsideCount,
        int observationCount,
        @Nullable Moment reportedAt,
        Instant receivedAt,
        @Nullable String ldtKey,
        @Nullable String pdfKey,
        boolean unread,
        boolean attention,
        boolean missedCritical) {}
