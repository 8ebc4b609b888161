package health.careloop.results;

import health.careloop.patients.BirthDate;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One result waiting to be read. {@code abnormalCount} and {@code observationCount} are those of the whole report,
 * {@code outsideCount} how many lie outside their range unflagged, {@code reportedAt} is the laboratory's own date of it.
 * {@code attention} calls the whole report life-threatening (7280 = 2), {@code missedCritical} says that an earlier version
 * was critical, stands no more, and was opened by nobody.
 */
public record InboxRow(
        UUID resultId,
        Danger danger,
        String patientName,
        @Nullable BirthDate birthDate,
        @Nullable Headline headline,
        int abnormalCount,
        int observationCount,
        String labName,
        String orderNumber,
        @Nullable Moment reportedAt,
        Instant receivedAt,
        boolean unread,
        int version,
        boolean corrected,
        ReportStatus status,
        boolean incomplete,
        int outsideCount,
        boolean attention,
        boolean missedCritical) {

    /** Whether the report is older, or dated later, than the day it came. */
    public boolean reportedOnAnotherDay() {
        return reportedAt != null
                && !reportedAt.day().equals(Moment.of(receivedAt).day());
    }
}
