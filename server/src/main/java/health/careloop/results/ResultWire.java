package health.careloop.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import health.careloop.patients.PatientBanner;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One version of a report on the wire (A27, A28); {@code report} only when a single one was asked for. */
record ResultWire(
        UUID resultId,
        UUID reportId,
        int version,
        ReportStatus status,
        Danger danger,
        boolean corrected,
        boolean incomplete,
        boolean unread,
        UUID messageId,
        UUID patientId,
        @Nullable PatientBanner patient,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String labName,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String orderNumber,
        String matchReason,
        @Nullable Moment reportedAt,
        Instant receivedAt,
        @Nullable String ldtKey,
        @Nullable String pdfKey,
        @Nullable Headline headline,
        @Nullable List<ObservationView> observations,
        @Nullable List<String> notes,
        @Nullable List<ReportView.SpecimenView> specimens,
        @Nullable List<ReportView.VersionView> versions) {

    static ResultWire of(ResultRow row, @Nullable PatientBanner patient, @Nullable ReportView report) {
        return new ResultWire(
                row.resultId(),
                row.reportId(),
                row.version(),
                row.status(),
                row.danger(),
                row.corrected(),
                row.incomplete(),
                row.unread(),
                row.messageId(),
                row.patientId(),
                patient,
                row.labName(),
                row.orderNumber(),
                row.matchReason(),
                row.reportedAt(),
                row.receivedAt(),
                row.ldtKey(),
                row.pdfKey(),
                row.headline(),
                report == null ? null : report.observations(),
                report == null ? null : report.notes(),
                report == null ? null : report.specimens(),
                report == null ? null : report.versions());
    }
}
