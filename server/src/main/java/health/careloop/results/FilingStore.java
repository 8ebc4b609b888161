package health.careloop.results;

import health.careloop.tenancy.ManyRows;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantScope;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What filing writes: one statement a table for all reports of a transaction. */
@Component
class FilingStore {
    /** What a row refers to is written before it. */
    private static final class Rank {
        static final int ORDER = 10;
        static final int REPORT = 11;
        static final int SETTLED = 12;
        static final int RESULT = 13;
        static final int PART = 14;
    }

    private static final ManyRows ORDERS = ManyRows.insertInto(
            "orders",
            "id uuid",
            "sender_id uuid",
            "order_number bytea",
            "order_token bytea",
            "lab_order_number bytea",
            "lab_order_token bytea",
            "patient_id uuid",
            "practice_id uuid",
            "practitioner_id uuid");
    private static final ManyRows REPORTS = ManyRows.insertInto(
            "reports",
            "id uuid",
            "order_id uuid",
            "patient_id uuid",
            "sender_id uuid",
            "latest_result_id uuid",
            "latest_version integer");
    private static final ManyRows REPORTS_ADVANCED =
            ManyRows.updateAndStamp("reports", "id uuid", "latest_result_id uuid", "latest_version integer");
    private static final ManyRows RESULTS = ManyRows.insertInto(
            "results",
            "id uuid",
            "report_id uuid",
            "version integer",
            "message_id uuid",
            "patient_id uuid",
            "order_id uuid",
            "status text",
            "danger smallint",
            "match_reason text",
            "lab_name text",
            "lab_report_number text",
            "format text",
            "record_type text",
            "first_line integer",
            "last_line integer",
            "headline bytea",
            "content_digest bytea",
            "is_latest boolean",
            "is_corrected boolean",
            "is_incomplete boolean",
            "abnormal_count integer",
            "outside_count integer",
            "observation_count integer",
            "has_attention boolean",
            "faults integer",
            "notes bytea",
            "reported_on date",
            "reported_at timestamptz",
            "received_at timestamptz");
    private static final ManyRows RESULTS_SETTLED =
            ManyRows.update("results", "id uuid", "is_latest boolean", "is_corrected boolean");
    private static final ManyRows RESULTS_ARRIVED = ManyRows.update("results", "id uuid", "received_at timestamptz");
    private static final ManyRows OBSERVATIONS = ManyRows.insertInto(
            "observations",
            "result_id uuid",
            "patient_id uuid",
            "position integer",
            "code text",
            "name text",
            "status text",
            "raw_value bytea",
            "comparator text",
            "value float8",
            "scale smallint",
            "unit text",
            "range_low float8",
            "range_high float8",
            "range_text text",
            "range_low_sent text",
            "range_high_sent text",
            "flag text",
            "flag_line integer",
            "interpretation text",
            "danger smallint",
            "specimen_id uuid",
            "texts bytea",
            "first_line integer",
            "last_line integer",
            "observed_on date",
            "observed_at timestamptz",
            "time_of text",
            "measured_at timestamptz",
            "method text");
    private static final ManyRows SPECIMENS = ManyRows.insertInto(
            "specimens",
            "result_id uuid",
            "id uuid",
            "described bytea",
            "collected_on date",
            "collected_at timestamptz");
    private static final ManyRows CRITICALS = ManyRows.insertInto(
            "criticals",
            "id uuid",
            "result_id uuid",
            "position integer",
            "message_id uuid",
            "reason text",
            "evidence jsonb");
    private static final ManyRows MESSAGE_PATIENTS =
            ManyRows.insertMissingInto("message_patients", "message_id uuid", "patient_id uuid");

    private final TenantDatabase database;

    FilingStore(TenantDatabase database) {
        this.database = database;
    }

    void insertOrder(DraftOrder order) {
        database.later(
                Rank.ORDER,
                ORDERS,
                order.id(),
                order.senderId(),
                order.orderNumber(),
                order.orderToken(),
                order.labOrderNumber(),
                order.labOrderToken(),
                order.patientId(),
                order.practiceId(),
                order.practitionerId());
    }

    void insertReport(UUID id, UUID orderId, UUID patientId, UUID senderId, UUID resultId) {
        database.later(Rank.REPORT, REPORTS, id, orderId, patientId, senderId, resultId, 1);
    }

    /** What became of a version that was there, by one that was not. */
    void settle(UUID resultId, boolean standing, boolean corrected) {
        database.later(Rank.SETTLED, RESULTS_SETTLED, resultId, standing, corrected);
    }

    /** The same was accepted earlier than this version, though it is filed later. */
    void arrivedEarlier(UUID resultId, Instant receivedAt) {
        database.later(Rank.SETTLED, RESULTS_ARRIVED, resultId, receivedAt);
    }

    void advanceReport(UUID reportId, UUID resultId, int version) {
        database.later(Rank.REPORT, REPORTS_ADVANCED, reportId, resultId, version);
    }

    void insertResult(DraftResult result) {
        database.later(
                Rank.RESULT,
                RESULTS,
                result.id(),
                result.reportId(),
                result.version(),
                result.messageId(),
                result.patientId(),
                result.orderId(),
                result.status().wire(),
                (short) result.danger().ordered(),
                result.matchReason(),
                result.labName(),
                result.reportNumber(),
                result.format(),
                result.recordType(),
                result.firstLine(),
                result.lastLine(),
                result.headline(),
                result.digest(),
                result.standing(),
                result.corrected(),
                result.incomplete(),
                result.abnormalCount(),
                result.outsideCount(),
                result.observations().size(),
                result.attention(),
                result.faults(),
                result.notes(),
                result.reportedAt() == null ? null : result.reportedAt().day(),
                result.reportedAt() == null ? null : result.reportedAt().at(),
                result.receivedAt());
    }

    void insertObservations(DraftResult result) {
        for (DraftObservation observation : result.observations()) {
            Moment observed = observation.observedAt();
            database.later(
                    Rank.PART,
                    OBSERVATIONS,
                    result.id(),
                    result.patientId(),
                    observation.position(),
                    observation.code(),
                    observation.name(),
                    observation.status(),
                    observation.rawValue(),
                    observation.comparator(),
                    observation.value(),
                    observation.scale(),
                    observation.unit(),
                    observation.rangeLow(),
                    observation.rangeHigh(),
                    observation.rangeText(),
                    observation.rangeLowSent(),
                    observation.rangeHighSent(),
                    observation.flag(),
                    observation.flagLine(),
                    observation.interpretation(),
                    (short) observation.danger().ordered(),
                    observation.specimenId(),
                    observation.texts(),
                    observation.firstLine(),
                    observation.lastLine(),
                    observed.at() == null ? observed.day() : null,
                    observed.start(),
                    observation.timeOf().wire(),
                    observation.measuredAt() == null
                            ? null
                            : observation.measuredAt().start(),
                    observation.method());
        }
    }

    void insertSpecimens(UUID resultId, List<DraftSpecimen> specimens) {
        for (DraftSpecimen specimen : specimens) {
            Moment collected = specimen.collectedAt();
            database.later(
                    Rank.PART,
                    SPECIMENS,
                    resultId,
                    specimen.id(),
                    specimen.described(),
                    collected == null ? null : collected.day(),
                    collected == null ? null : collected.at());
        }
    }

    void insertAttachment(UUID resultId, DraftAttachment attachment) {
        database.later(
                Rank.PART,
                """
                        insert into attachments (tenant_id, result_id, id, name, media_type, size_bytes, content)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """,
                tenant(),
                resultId,
                attachment.id(),
                attachment.name(),
                attachment.mediaType(),
                attachment.sizeBytes(),
                attachment.content());
    }

    void insertCritical(
            UUID id, UUID resultId, @Nullable Integer position, UUID messageId, String reason, String evidence) {
        database.later(Rank.PART, CRITICALS, id, resultId, position, messageId, reason, evidence);
    }

    void linkMessage(UUID messageId, UUID patientId) {
        database.later(Rank.PART, MESSAGE_PATIENTS, messageId, patientId);
    }

    private static UUID tenant() {
        return TenantScope.current().tenant().value();
    }
}
