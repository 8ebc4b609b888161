package health.careloop.results;

import health.careloop.keys.Place;
import health.careloop.keys.Sealed;
import health.careloop.keys.Seals;
import health.careloop.patients.Patients;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Orders that were reported on before, and the versions of their reports. */
@Component
class LivingStore {
    /**
     * What a report could continue.
     *
     * @param reportedOn with the digest, how one that has neither order number is known again
     * @param day of the report, else of its arrival: how far it is from what the order was reported on before
     */
    record Continued(
            UUID senderId,
            UUID patientId,
            @Nullable String labOrderNumber,
            @Nullable String orderNumber,
            @Nullable String reportNumber,
            String recordType,
            byte[] digest,
            @Nullable LocalDate reportedOn,
            LocalDate day) {
        /** The one that counts. */
        @Nullable
        String number() {
            return labOrderNumber != null ? labOrderNumber : orderNumber;
        }
    }

    /** An order that was reported on before, and the versions of its report of the same kind, oldest first. */
    record Living(UUID orderId, List<Version> versions) {}

    /** Beyond this many days a number was given out again, and names another order. */
    static final int ORDER_LIVES_DAYS = 90;

    /** "offset 0": one look into an index for each that is asked for, however few rows a new table is taken to have. */
    private static final String LIVING = """
            select a.place, o.id order_id, o.number, r.*
            from unnest(?::uuid[], ?::uuid[], ?::bytea[], ?::bytea[], ?::text[], ?::text[],
                    ?::bytea[], ?::text[]::date[], ?::text[]::date[]) with ordinality
                as a (sender_id, patient_id, lab_order_token, order_token, record_type, report_number,
                    content_digest, reported_on, day, place)
            cross join lateral (
                select o.id, o.lab_order_number number from orders o
                    where o.sender_id = a.sender_id and o.patient_id = a.patient_id
                        and o.lab_order_token = a.lab_order_token
                union all
                select o.id, o.order_number from orders o
                    where o.sender_id = a.sender_id and o.patient_id = a.patient_id
                        and a.lab_order_token is null and o.lab_order_number is null and o.order_token = a.order_token
                union all
                select o.id, null from results r join orders o on o.id = r.order_id
                    where a.lab_order_token is null and a.order_token is null
                        and r.patient_id = a.patient_id and r.content_digest = a.content_digest
                        and r.record_type = a.record_type
                        and r.lab_report_number is not distinct from a.report_number
                        and r.reported_on is not distinct from a.reported_on
                        and o.sender_id = a.sender_id
                        and o.lab_order_number is null and o.order_number is null
                offset 0) o
            left join lateral (
                select r.report_id, r.version, r.id result_id, r.message_id, r.content_digest, r.status, r.is_latest,
                       r.is_corrected, r.is_incomplete, r.danger, r.has_attention, r.notes,
                       r.reported_on, r.reported_at, r.received_at,
                       array(select concat_ws('|', v.position, v.danger, v.status, v.raw_value is not null,
                                coalesce(v.specimen_id::text, ''),
                                case when v.time_of = 'collection' then coalesce(v.observed_on::text,
                                    trunc(extract(epoch from v.observed_at) * 1000)::bigint::text) else '' end, v.code)
                            from observations v where v.result_id = r.id order by v.position) claims,
                       array(select case when v.raw_value is null then v.texts end
                            from observations v where v.result_id = r.id order by v.position) texts,
                       array(select s.id::text from specimens s where s.result_id = r.id order by s.id) specimens,
                       array(select s.described from specimens s where s.result_id = r.id order by s.id) described,
                       (select count(*) from attachments e where e.result_id = r.id) enclosures
                from results r
                where r.order_id = o.id and r.record_type = a.record_type
                    and r.lab_report_number is not distinct from a.report_number
                offset 0) r on true
            where exists (
                select 1 from results n where n.order_id = o.id
                    and (n.lab_report_number = a.report_number
                        or abs(coalesce(n.reported_on, (n.received_at at time zone ?)::date) - a.day) <= ?))
            order by a.place, o.id desc, r.version
            """;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final TenantDatabase database;
    private final Patients patients;
    private final Seals seals;

    LivingStore(TenantDatabase database, Patients patients, Seals seals) {
        this.database = database;
        this.patients = patients;
        this.seals = seals;
    }

    /**
     * The order of the same laboratory, and its report, for each that is asked for and in their order. LDT has no
     * "replaces" pointer: the same sender, the same patient and the laboratory's own order number (8311), else the
     * practice's (8310), make the same order; the same report number (7305), else the same kind of record, the same
     * report. Where neither order has a number, the same content of the same day makes the same report. An order of which
     * nothing was reported within {@link #ORDER_LIVES_DAYS} days is another one, unless the report number is the same.
     */
    List<Optional<Living>> find(List<Continued> asked) {
        TenantId tenant = TenantScope.current().tenant();
        List<Growing> growing =
                asked.stream().map(one -> new Growing(tenant, one)).toList();
        database.sql()
                .sql(LIVING)
                .params(
                        asked.stream().map(Continued::senderId).toArray(UUID[]::new),
                        asked.stream().map(Continued::patientId).toArray(UUID[]::new),
                        asked.stream().map(one -> token(one.labOrderNumber())).toArray(byte[][]::new),
                        asked.stream().map(one -> token(one.orderNumber())).toArray(byte[][]::new),
                        asked.stream().map(Continued::recordType).toArray(String[]::new),
                        asked.stream().map(Continued::reportNumber).toArray(String[]::new),
                        asked.stream().map(Continued::digest).toArray(byte[][]::new),
                        asked.stream()
                                .map(one -> Objects.toString(one.reportedOn(), null))
                                .toArray(String[]::new),
                        asked.stream().map(one -> one.day().toString()).toArray(String[]::new),
                        Moments.ZONE.getId(),
                        ORDER_LIVES_DAYS)
                .query(row -> {
                    growing.get(row.getInt("place") - 1).add(row);
                });
        return growing.stream().map(Growing::living).toList();
    }

    private byte @Nullable [] token(@Nullable String number) {
        return number == null ? null : patients.orderToken(number);
    }

    /** Gathers, of the rows of one that is asked for, its order and the order's versions. */
    private final class Growing {
        private final TenantId tenant;
        private final Continued asked;
        private final Set<UUID> others = new HashSet<>();
        private final List<Found> versions = new ArrayList<>();
        private @Nullable UUID order;

        Growing(TenantId tenant, Continued asked) {
            this.tenant = tenant;
            this.asked = asked;
        }

        void add(ResultSet row) throws SQLException {
            UUID found = row.getObject("order_id", UUID.class);
            if (order == null && asked.number() == null) {
                order = found;
            } else if (order == null && !others.contains(found)) {
                // The token knows no case; the number of an order does.
                String column = asked.labOrderNumber() != null ? "lab_order_number" : "order_number";
                String number =
                        seals.openText(tenant, new Place("orders", column, found), Sealed.of(row.getBytes("number")));
                if (number.equals(asked.number())) {
                    order = found;
                } else {
                    others.add(found);
                }
            }
            UUID report = row.getObject("report_id", UUID.class);
            if (report != null && found.equals(order)) {
                UUID result = row.getObject("result_id", UUID.class);
                versions.add(new Found(
                        new Version(
                                report,
                                result,
                                row.getInt("version"),
                                row.getBytes("content_digest"),
                                ReportStatus.ofWire(row.getString("status")),
                                row.getBoolean("is_latest"),
                                row.getBoolean("is_corrected"),
                                row.getBoolean("is_incomplete"),
                                Danger.of(row.getInt("danger")),
                                new SaidAt(
                                        Moments.kept(row, "reported"),
                                        row.getTimestamp("received_at").toInstant(),
                                        row.getObject("message_id", UUID.class)),
                                content(tenant, result, row)),
                        row.getInt("enclosures") > 0));
            }
        }

        Optional<Living> living() {
            return order == null
                    ? Optional.empty()
                    : Optional.of(new Living(
                            order,
                            versions.stream()
                                    .map(found -> found.encloses()
                                            ? withEnclosures(tenant, found.version())
                                            : found.version())
                                    .toList()));
        }
    }

    private record Found(Version version, boolean encloses) {}

    private Content content(TenantId tenant, UUID result, ResultSet row) throws SQLException {
        Map<String, String> specimens = new HashMap<>();
        String[] ids = (String[]) row.getArray("specimens").getArray();
        byte[][] described = (byte[][]) row.getArray("described").getArray();
        for (int i = 0; i < ids.length; i++) {
            Place place = new Place("specimens", "described", UUID.fromString(ids[i]));
            specimens.put(
                    ids[i],
                    JSON.readValue(seals.open(tenant, place, Sealed.of(described[i])), DraftSpecimen.Description.class)
                            .identity());
        }
        String[] written = (String[]) row.getArray("claims").getArray();
        byte[][] texts = (byte[][]) row.getArray("texts").getArray();
        List<Claim> claims = new ArrayList<>(written.length);
        for (int i = 0; i < written.length; i++) {
            String[] part = written[i].split("\\|", 7);
            Observations.Texts said = texts[i] == null
                    ? new Observations.Texts(List.of(), List.of())
                    : JSON.readValue(
                            seals.open(
                                    tenant, new Place("observations", "texts." + part[0], result), Sealed.of(texts[i])),
                            Observations.Texts.class);
            claims.add(Claim.of(
                    part[6],
                    Claim.Sample.of(specimens.get(part[4]), takenAt(part[5])),
                    Danger.of(Integer.parseInt(part[1])),
                    ObservationStatus.valueOf(part[2].toUpperCase(Locale.ROOT)),
                    part[3].equals("t"),
                    said.hasText(),
                    !said.notes().isEmpty()));
        }
        List<String> notes = JSON.readValue(
                seals.open(tenant, new Place("results", "notes", result), Sealed.of(row.getBytes("notes"))),
                new TypeReference<List<String>>() {});
        return new Content(claims, notes, List.of(), row.getBoolean("has_attention"));
    }

    private static @Nullable Moment takenAt(String written) {
        if (written.isEmpty()) {
            return null;
        }
        return written.indexOf('-', 1) > 0
                ? new Moment(LocalDate.parse(written), null)
                : Moment.of(Instant.ofEpochMilli(Long.parseLong(written)));
    }

    /** File by file: together they may be larger than the memory. */
    private Version withEnclosures(TenantId tenant, Version version) {
        List<String> digests = new ArrayList<>();
        for (UUID id : database.sql()
                .sql("select id from attachments where result_id = ?")
                .param(version.resultId())
                .query((row, number) -> row.getObject(1, UUID.class))
                .list()) {
            digests.add(database.sql()
                    .sql("select content from attachments where result_id = ? and id = ?")
                    .params(version.resultId(), id)
                    .query((row, number) -> ContentDigest.ofFile(
                            seals.open(tenant, new Place("attachments", "content", id), Sealed.of(row.getBytes(1)))))
                    .single());
        }
        return version.enclosing(digests);
    }
}
