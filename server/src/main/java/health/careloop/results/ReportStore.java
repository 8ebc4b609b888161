package health.careloop.results;

import health.careloop.keys.Place;
import health.careloop.keys.Sealed;
import health.careloop.keys.Seals;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What is kept of one report, read for its page, its document and the interface; confidential parts opened here. */
@Component
class ReportStore {
    /** Who opened a version, when first. */
    record Reader(UUID resultId, UUID personId, Instant firstSeenAt) {}

    record AttachmentRow(UUID id, String name, String mediaType, long sizeBytes) {}

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern DECIMALS = Pattern.compile("[.,](\\d{1,9})\\s*$");

    private final TenantDatabase database;
    private final Seals seals;
    private final ResultRows rows;

    ReportStore(TenantDatabase database, Seals seals, ResultRows rows) {
        this.database = database;
        this.seals = seals;
        this.rows = rows;
    }

    Optional<ResultRow> find(UUID resultId, UUID reader) {
        return database.sql()
                .sql(ResultRows.SELECT + " where r.id = ?")
                .params(reader, resultId)
                .query(rows::read)
                .optional();
    }

    List<ResultRow> versions(UUID reportId, UUID reader) {
        return database.sql()
                .sql(ResultRows.SELECT + " where r.report_id = ? order by r.version")
                .params(reader, reportId)
                .query(rows::read)
                .list();
    }

    List<String> notes(UUID resultId) {
        TenantId tenant = TenantScope.current().tenant();
        return database.sql()
                .sql("select notes from results where id = ?")
                .param(resultId)
                .query((row, number) -> JSON.readValue(
                        seals.open(tenant, new Place("results", "notes", resultId), Sealed.of(row.getBytes(1))),
                        new TypeReference<List<String>>() {}))
                .single();
    }

    List<ObservationView> observations(UUID resultId, UUID patientId) {
        TenantId tenant = TenantScope.current().tenant();
        Map<String, List<PreviousValue>> previous = previous(resultId, patientId);
        return database.sql()
                .sql("""
                        select o.*, c.reason critical_reason, c.evidence ->> 'line' critical_line,
                               c.evidence ->> 'field' critical_field, c.evidence ->> 'sent' critical_sent
                        from observations o
                        left join criticals c on c.result_id = o.result_id and c.position = o.position
                        where o.result_id = ? order by o.position
                        """)
                .param(resultId)
                .query((row, number) -> observation(tenant, resultId, row, previous))
                .list();
    }

    List<ReportView.SpecimenView> specimens(UUID resultId) {
        TenantId tenant = TenantScope.current().tenant();
        return database.sql()
                .sql("select id, described, collected_on, collected_at from specimens where result_id = ? order by id")
                .param(resultId)
                .query((row, number) -> {
                    Place place = new Place("specimens", "described", row.getObject("id", UUID.class));
                    return ReportView.SpecimenView.of(
                            JSON.readValue(
                                    seals.open(tenant, place, Sealed.of(row.getBytes("described"))),
                                    DraftSpecimen.Description.class),
                            Moments.kept(row, "collected"));
                })
                .list();
    }

    List<AttachmentRow> attachments(UUID resultId) {
        TenantId tenant = TenantScope.current().tenant();
        return database.sql()
                .sql("select id, name, media_type, size_bytes from attachments where result_id = ? order by id")
                .param(resultId)
                .query((row, number) -> new AttachmentRow(
                        row.getObject("id", UUID.class),
                        seals.openText(
                                tenant,
                                new Place("attachments", "name", row.getObject("id", UUID.class)),
                                Sealed.of(row.getBytes("name"))),
                        row.getString("media_type"),
                        row.getLong("size_bytes")))
                .list();
    }

    Optional<byte[]> attachment(UUID resultId, UUID attachmentId) {
        TenantId tenant = TenantScope.current().tenant();
        return database.sql()
                .sql("select content from attachments where result_id = ? and id = ?")
                .params(resultId, attachmentId)
                .query((row, number) -> seals.open(
                        tenant, new Place("attachments", "content", attachmentId), Sealed.of(row.getBytes(1))))
                .optional();
    }

    List<Reader> readers(UUID reportId) {
        return database.sql()
                .sql("""
                        select rr.result_id, rr.person_id, rr.first_seen_at from result_readers rr
                        join results r on r.id = rr.result_id
                        where r.report_id = ? order by rr.first_seen_at
                        """)
                .param(reportId)
                .query((row, number) -> new Reader(
                        row.getObject("result_id", UUID.class),
                        row.getObject("person_id", UUID.class),
                        row.getTimestamp("first_seen_at").toInstant()))
                .list();
    }

    List<UUID> patientsOf(UUID messageId) {
        return database.sql()
                .sql("select patient_id from message_patients where message_id = ?")
                .param(messageId)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    Optional<byte[]> messageSha256(UUID messageId) {
        return database.sql()
                .sql("select sha256 from loop.messages where id = ?")
                .param(messageId)
                .query(byte[].class)
                .optional();
    }

    /** Records that the person has this version on the screen; {@code read} also takes it off the unread ones. */
    void seen(UUID resultId, UUID person, boolean read) {
        database.sql()
                .sql("""
                        insert into result_readers (tenant_id, result_id, person_id, read_at)
                        values (?, ?, ?, case when ? then now() end)
                        on conflict (tenant_id, result_id, person_id)
                        do update set read_at = coalesce(result_readers.read_at, excluded.read_at)
                        """)
                .params(TenantScope.current().tenant().value(), resultId, person, read)
                .update();
    }

    void unread(UUID resultId, UUID person) {
        database.sql()
                .sql("update result_readers set read_at = null where result_id = ? and person_id = ?")
                .params(resultId, person)
                .update();
    }

    Map<UUID, ResultKeys> keys(Collection<UUID> resultIds) {
        Map<UUID, ResultKeys> keys = new LinkedHashMap<>();
        database.sql()
                .sql("select r.id, m.object_key, r.pdf_key from results r join loop.messages m on m.id = r.message_id "
                        + "where r.id = any (?)")
                .params(new Object[] {resultIds.toArray(UUID[]::new)})
                .query(row -> {
                    keys.put(row.getObject(1, UUID.class), new ResultKeys(row.getString(2), row.getString(3)));
                });
        return keys;
    }

    void rendered(UUID resultId, String pdfKey) {
        database.sql()
                .sql("update results set pdf_key = ? where id = ? and pdf_key is null")
                .params(pdfKey, resultId)
                .update();
    }

    /**
     * The same code and unit of the same patient in other reports of the same sender, oldest first; enough for a sparkline.
     * Codes are each laboratory's own: KR is creatinine here and cryoglobulin there.
     */
    private Map<String, List<PreviousValue>> previous(UUID resultId, UUID patientId) {
        Map<String, List<PreviousValue>> found = new LinkedHashMap<>();
        database.sql()
                .sql("""
                        select p.* from (
                            select h.result_id, h.code, h.unit, h.value, h.scale, h.observed_on, h.observed_at,
                                   row_number() over (partition by h.code, h.unit order by h.observed_at desc) recency
                            from observations h
                            join results r on r.id = h.result_id and r.is_latest
                            join orders o on o.id = r.order_id and o.sender_id = (
                                select o.sender_id from results r join orders o on o.id = r.order_id where r.id = ?)
                            join (select distinct code, unit, observed_at from observations where result_id = ? and value is not null) mine
                              on mine.code = h.code and mine.unit is not distinct from h.unit and h.observed_at < mine.observed_at
                            where h.patient_id = ? and h.result_id <> ? and h.value is not null
                              and r.report_id <> (select report_id from results where id = ?)) p
                        where p.recency <= 12 order by p.observed_at
                        """)
                .params(resultId, resultId, patientId, resultId, resultId)
                .query(row -> {
                    found.computeIfAbsent(key(row.getString("code"), row.getString("unit")), key -> new ArrayList<>())
                            .add(new PreviousValue(
                                    row.getObject("result_id", UUID.class), observedAt(row), number(row)));
                });
        return found;
    }

    private ObservationView observation(
            TenantId tenant, UUID resultId, ResultSet row, Map<String, List<PreviousValue>> previous)
            throws SQLException {
        int position = row.getInt("position");
        byte[] rawSealed = row.getBytes("raw_value");
        byte[] textsSealed = row.getBytes("texts");
        Observations.Texts texts = textsSealed == null
                ? new Observations.Texts(List.of(), List.of())
                : JSON.readValue(
                        seals.open(
                                tenant,
                                new Place("observations", "texts." + position, resultId),
                                Sealed.of(textsSealed)),
                        Observations.Texts.class);
        String raw = rawSealed == null
                ? ""
                : seals.openText(
                        tenant, new Place("observations", "raw_value." + position, resultId), Sealed.of(rawSealed));
        String code = row.getString("code");
        String unit = row.getString("unit");
        Danger danger = Danger.of(row.getInt("danger"));
        return new ObservationView(
                row.getString("name"),
                code,
                raw,
                Observations.comparatorOf(row.getString("comparator")),
                row.getObject("value") == null ? null : number(row),
                unit,
                range(row),
                row.getString("flag"),
                Observations.flagOf(health.careloop.ldt.clinical.Interpretation.valueOf(
                        row.getString("interpretation").toUpperCase(java.util.Locale.ROOT))),
                danger,
                ObservationStatus.valueOf(row.getString("status").toUpperCase(java.util.Locale.ROOT)),
                observedAt(row),
                texts.texts(),
                texts.notes(),
                previous.getOrDefault(key(code, unit), List.of()),
                why(row, danger),
                TimeOf.valueOf(row.getString("time_of").toUpperCase(java.util.Locale.ROOT)),
                row.getTimestamp("measured_at") == null
                        ? null
                        : Moment.of(row.getTimestamp("measured_at").toInstant()),
                row.getString("method"));
    }

    private static @Nullable WhyFlagged why(ResultSet row, Danger danger) throws SQLException {
        if ("lab_attention".equals(row.getString("critical_reason"))) {
            return new WhyFlagged(WhyFlagged.Rule.LABORATORY_URGENCY, "2", "7280", row.getInt("first_line"));
        }
        String flag = row.getString("flag");
        if (danger == Danger.NORMAL || flag == null) {
            return null;
        }
        return new WhyFlagged(WhyFlagged.Rule.LABORATORY_FLAG, flag, "8422", row.getInt("flag_line"));
    }

    private static @Nullable ReferenceRange range(ResultSet row) throws SQLException {
        String text = row.getString("range_text");
        String rawLow = row.getString("range_low_sent");
        String rawHigh = row.getString("range_high_sent");
        return rawLow == null && rawHigh == null && text == null
                ? null
                : new ReferenceRange(
                        text,
                        limit(row, "range_low", rawLow == null ? rawHigh : rawLow),
                        limit(row, "range_high", rawHigh == null ? rawLow : rawHigh),
                        rawLow,
                        rawHigh);
    }

    /** With the zeros at its end that the laboratory sent: 80.00 is not 80. */
    private static @Nullable BigDecimal limit(ResultSet row, String column, @Nullable String sent) throws SQLException {
        if (row.getObject(column) == null) {
            return null;
        }
        BigDecimal limit = BigDecimal.valueOf(row.getDouble(column)).stripTrailingZeros();
        Matcher decimals = DECIMALS.matcher(sent == null ? "" : sent);
        int digits = decimals.find() ? decimals.group(1).length() : 0;
        return limit.setScale(Math.max(limit.scale(), digits));
    }

    /** With as many digits as the laboratory sent. */
    private static BigDecimal number(ResultSet row) throws SQLException {
        return BigDecimal.valueOf(row.getDouble("value")).setScale(row.getInt("scale"), RoundingMode.HALF_UP);
    }

    private static String key(String code, @Nullable String unit) {
        return code + "|" + unit;
    }

    /** The day stands there only when nothing more precise is known. */
    private static Moment observedAt(ResultSet row) throws SQLException {
        LocalDate day = row.getObject("observed_on", LocalDate.class);
        return day == null ? Moment.of(row.getTimestamp("observed_at").toInstant()) : new Moment(day, null);
    }
}
