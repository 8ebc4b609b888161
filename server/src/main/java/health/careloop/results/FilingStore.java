package health.careloop.results;

import health.careloop.keys.Place;
import health.careloop.keys.Sealed;
import health.careloop.keys.Seals;
import health.careloop.patients.Patients;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What filing writes: set-based, one statement for all observations of a report. */
@Component
class FilingStore {
    /** An order that was reported on before, and the versions of its report of the same kind, oldest first. */
    record Living(UUID orderId, List<Version> versions) {}

    /**
     * @param standing still shown: no later version says all of what it says
     * @param incomplete its check sum says that lines are missing
     * @param dangers what it has values for, and how dangerous the worst of each is
     */
    record Version(
            UUID reportId,
            UUID resultId,
            int number,
            byte[] digest,
            ReportStatus status,
            boolean standing,
            boolean incomplete,
            Danger danger,
            Map<String, Danger> dangers) {
        Set<String> codes() {
            return dangers.keySet();
        }
    }

    /** What a row refers to is written before it. */
    private static final class Rank {
        static final int ORDER = 10;
        static final int REPORT = 11;
        static final int SUPERSEDED = 12;
        static final int RESULT = 13;
        static final int PART = 14;
    }

    private final TenantDatabase database;
    private final Patients patients;
    private final Seals seals;

    FilingStore(TenantDatabase database, Patients patients, Seals seals) {
        this.database = database;
        this.patients = patients;
        this.seals = seals;
    }

    /**
     * The order of the same laboratory, and its report. LDT has no "replaces" pointer: the same sender, the same patient
     * and the laboratory's own order number (8311), else the practice's (8310), make the same order; the same report
     * number (7305), else the same kind of record, the same report.
     */
    Optional<Living> findLiving(
            UUID senderId,
            UUID patientId,
            @Nullable String labOrderNumber,
            @Nullable String orderNumber,
            @Nullable String reportNumber,
            String recordType) {
        if (labOrderNumber == null && orderNumber == null) {
            return Optional.empty();
        }
        String number = labOrderNumber != null ? labOrderNumber : Objects.requireNonNull(orderNumber);
        String column = labOrderNumber != null ? "lab_order_number" : "order_number";
        String key =
                labOrderNumber != null ? "o.lab_order_token = ?" : "o.lab_order_number is null and o.order_token = ?";
        List<UUID> orders = new ArrayList<>();
        Set<UUID> others = new HashSet<>();
        List<Version> versions = new ArrayList<>();
        TenantId tenant = TenantScope.current().tenant();
        database.sql()
                .sql("""
                        select o.id order_id, o.%s number, r.report_id, r.version, r.id result_id, r.content_digest,
                               r.status, r.is_latest, r.is_incomplete, r.danger,
                               array(select distinct v.danger || v.code from observations v where v.result_id = r.id) dangers
                        from orders o
                        left join results r on r.order_id = o.id and r.record_type = ?
                            and r.lab_report_number is not distinct from ?
                        where o.sender_id = ? and o.patient_id = ? and %s
                        order by o.id desc, r.version
                        """.formatted(column, key))
                .params(Arrays.asList(recordType, reportNumber, senderId, patientId, patients.orderToken(number)))
                .query(row -> {
                    UUID order = row.getObject("order_id", UUID.class);
                    if (others.contains(order)) {
                        return;
                    }
                    if (!orders.contains(order)) {
                        // The token knows no case; the number of an order does.
                        if (!seals.openText(
                                        tenant, new Place("orders", column, order), Sealed.of(row.getBytes("number")))
                                .equals(number)) {
                            others.add(order);
                            return;
                        }
                        orders.add(order);
                    }
                    UUID report = row.getObject("report_id", UUID.class);
                    if (report != null && order.equals(orders.getFirst())) {
                        versions.add(new Version(
                                report,
                                row.getObject("result_id", UUID.class),
                                row.getInt("version"),
                                row.getBytes("content_digest"),
                                ReportStatus.ofWire(row.getString("status")),
                                row.getBoolean("is_latest"),
                                row.getBoolean("is_incomplete"),
                                Danger.of(row.getInt("danger")),
                                dangers((String[]) row.getArray("dangers").getArray())));
                    }
                });
        return orders.isEmpty() ? Optional.empty() : Optional.of(new Living(orders.getFirst(), versions));
    }

    /** Of a danger's digit and the code behind it. */
    private static Map<String, Danger> dangers(String[] values) {
        Map<String, Danger> dangers = new HashMap<>();
        for (String value : values) {
            dangers.merge(value.substring(1), Danger.of(value.charAt(0) - '0'), Danger::worse);
        }
        return dangers;
    }

    void insertOrder(DraftOrder order) {
        database.later(
                Rank.ORDER,
                """
                        insert into orders (tenant_id, id, sender_id, order_number, order_token, lab_order_number,
                            lab_order_token, patient_id, practice_id, practitioner_id)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                tenant(),
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
        database.later(Rank.REPORT, """
                        insert into reports (tenant_id, id, order_id, patient_id, sender_id, latest_result_id, latest_version)
                        values (?, ?, ?, ?, ?, ?, 1)
                        """, tenant(), id, orderId, patientId, senderId, resultId);
    }

    /** These versions say nothing any more that a later one does not. */
    void supersede(List<UUID> resultIds) {
        if (resultIds.isEmpty()) {
            return;
        }
        database.later(Rank.SUPERSEDED, "update results set is_latest = false where id = any (?)", (Object)
                resultIds.toArray(UUID[]::new));
    }

    void advanceReport(UUID reportId, UUID resultId, int version) {
        database.later(
                Rank.REPORT,
                "update reports set latest_result_id = ?, latest_version = ?, updated_at = now() where id = ?",
                resultId,
                version,
                reportId);
    }

    void insertResult(DraftResult result) {
        database.later(
                Rank.RESULT,
                """
                        insert into results (tenant_id, id, report_id, version, message_id, patient_id, order_id, status,
                            danger, match_reason, lab_name, lab_report_number, format, record_type,
                            first_line, last_line, headline, content_digest, is_corrected, is_incomplete, abnormal_count, outside_count,
                            observation_count, has_attention, faults, notes, reported_on, reported_at, received_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                tenant(),
                result.id(),
                result.reportId(),
                result.version(),
                result.messageId(),
                result.patientId(),
                result.orderId(),
                result.status().wire(),
                result.danger().ordered(),
                result.matchReason(),
                result.labName(),
                result.reportNumber(),
                result.format(),
                result.recordType(),
                result.firstLine(),
                result.lastLine(),
                result.headline(),
                result.digest(),
                result.corrected(),
                result.incomplete(),
                result.abnormalCount(),
                result.outsideCount(),
                result.observations().size(),
                result.attention(),
                result.faults(),
                result.notes(),
                result.reportedAt() == null ? null : result.reportedAt().day(),
                result.reportedAt() == null ? null : utc(result.reportedAt().at()),
                result.receivedAt().atOffset(ZoneOffset.UTC));
    }

    void insertObservations(DraftResult result) {
        List<DraftObservation> all = result.observations();
        if (all.isEmpty()) {
            return;
        }
        database.later(
                Rank.PART,
                """
                        insert into observations (tenant_id, result_id, patient_id, position, code, name, status, raw_value,
                            comparator, value, scale, unit, range_low, range_high, range_text, range_low_sent, range_high_sent, flag, flag_line, interpretation, danger,
                            specimen_id, texts, first_line, last_line, observed_on, observed_at, time_of, measured_at, method)
                        select ?, ?, ?, o.* from unnest(?::smallint[], ?::text[], ?::text[], ?::text[], ?::bytea[],
                            ?::text[], ?::float8[], ?::smallint[], ?::text[], ?::float8[], ?::float8[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::integer[], ?::text[], ?::smallint[], ?::uuid[], ?::bytea[], ?::integer[], ?::integer[], ?::date[],
                            ?::timestamptz[], ?::text[], ?::timestamptz[], ?::text[]) as o
                        """,
                tenant(),
                result.id(),
                result.patientId(),
                all.stream().map(o -> (short) o.position()).toArray(Short[]::new),
                all.stream().map(DraftObservation::code).toArray(String[]::new),
                all.stream().map(DraftObservation::name).toArray(String[]::new),
                all.stream().map(DraftObservation::status).toArray(String[]::new),
                all.stream().map(DraftObservation::rawValue).toArray(byte[][]::new),
                all.stream().map(DraftObservation::comparator).toArray(String[]::new),
                all.stream().map(DraftObservation::value).toArray(Double[]::new),
                all.stream().map(DraftObservation::scale).toArray(Short[]::new),
                all.stream().map(DraftObservation::unit).toArray(String[]::new),
                all.stream().map(DraftObservation::rangeLow).toArray(Double[]::new),
                all.stream().map(DraftObservation::rangeHigh).toArray(Double[]::new),
                all.stream().map(DraftObservation::rangeText).toArray(String[]::new),
                all.stream().map(DraftObservation::rangeLowSent).toArray(String[]::new),
                all.stream().map(DraftObservation::rangeHighSent).toArray(String[]::new),
                all.stream().map(DraftObservation::flag).toArray(String[]::new),
                all.stream().map(DraftObservation::flagLine).toArray(Integer[]::new),
                all.stream().map(DraftObservation::interpretation).toArray(String[]::new),
                all.stream().map(o -> (short) o.danger().ordered()).toArray(Short[]::new),
                all.stream().map(DraftObservation::specimenId).toArray(UUID[]::new),
                all.stream().map(DraftObservation::texts).toArray(byte[][]::new),
                all.stream().map(DraftObservation::firstLine).toArray(Integer[]::new),
                all.stream().map(DraftObservation::lastLine).toArray(Integer[]::new),
                all.stream()
                        .map(o -> o.observedAt().at() == null
                                ? o.observedAt().day().toString()
                                : null)
                        .toArray(String[]::new),
                all.stream().map(o -> o.observedAt().start().toString()).toArray(String[]::new),
                all.stream()
                        .map(o -> o.timeOf().name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new),
                all.stream()
                        .map(o -> o.measuredAt() == null
                                ? null
                                : o.measuredAt().start().toString())
                        .toArray(String[]::new),
                all.stream().map(DraftObservation::method).toArray(String[]::new));
    }

    void insertSpecimens(UUID resultId, List<DraftSpecimen> specimens) {
        if (specimens.isEmpty()) {
            return;
        }
        database.later(
                Rank.PART,
                """
                        insert into specimens (tenant_id, result_id, id, described, collected_on, collected_at)
                        select ?, ?, s.* from unnest(?::uuid[], ?::bytea[], ?::date[], ?::timestamptz[]) as s
                        """,
                tenant(),
                resultId,
                specimens.stream().map(DraftSpecimen::id).toArray(UUID[]::new),
                specimens.stream().map(DraftSpecimen::described).toArray(byte[][]::new),
                specimens.stream()
                        .map(s -> s.collectedAt() == null
                                ? null
                                : s.collectedAt().day().toString())
                        .toArray(String[]::new),
                specimens.stream()
                        .map(s -> s.collectedAt() == null || s.collectedAt().at() == null
                                ? null
                                : s.collectedAt().at().toString())
                        .toArray(String[]::new));
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
        database.later(Rank.PART, """
                        insert into criticals (tenant_id, id, result_id, position, message_id, reason, evidence)
                        values (?, ?, ?, ?, ?, ?, ?::jsonb)
                        """, tenant(), id, resultId, position, messageId, reason, evidence);
    }

    void linkMessage(UUID messageId, UUID patientId) {
        database.later(
                Rank.PART,
                "insert into message_patients (tenant_id, message_id, patient_id) values (?, ?, ?) on conflict do nothing",
                tenant(),
                messageId,
                patientId);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static UUID tenant() {
        return TenantScope.current().tenant().value();
    }
}
