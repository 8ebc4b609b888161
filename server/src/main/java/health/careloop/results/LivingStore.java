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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Orders that were reported on before, and the versions of their reports. */
@Component
class LivingStore {
    /**
     * What a report could continue.
     *
     * @param reportedOn with the digest, how one that has neither order number is known again
     */
    record Continued(
            UUID senderId,
            UUID patientId,
            @Nullable String labOrderNumber,
            @Nullable String orderNumber,
            @Nullable String reportNumber,
            String recordType,
            byte[] digest,
            @Nullable LocalDate reportedOn) {
        /** The one that counts. */
        @Nullable
        String number() {
            return labOrderNumber != null ? labOrderNumber : orderNumber;
        }
    }

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

    /** "offset 0": one look into an index for each that is asked for, however few rows a new table is taken to have. */
    private static final String LIVING = """
            select a.place, o.id order_id, o.number, r.*
            from unnest(?::uuid[], ?::uuid[], ?::bytea[], ?::bytea[], ?::text[], ?::text[],
                    ?::bytea[], ?::text[]::date[]) with ordinality
                as a (sender_id, patient_id, lab_order_token, order_token, record_type, report_number,
                    content_digest, reported_on, place)
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
                select r.report_id, r.version, r.id result_id, r.content_digest, r.status, r.is_latest, r.is_incomplete,
                       r.danger, array(select distinct v.danger || v.code from observations v where v.result_id = r.id) dangers
                from results r
                where r.order_id = o.id and r.record_type = a.record_type
                    and r.lab_report_number is not distinct from a.report_number
                offset 0) r on true
            order by a.place, o.id desc, r.version
            """;

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
     * report. Where neither order has a number, the same content of the same day makes the same report.
     */
    List<Optional<Living>> find(List<Continued> asked) {
        List<Growing> growing = asked.stream().map(Growing::new).toList();
        TenantId tenant = TenantScope.current().tenant();
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
                                .toArray(String[]::new))
                .query(row -> {
                    growing.get(row.getInt("place") - 1).add(tenant, seals, row);
                });
        return growing.stream().map(Growing::living).toList();
    }

    private byte @Nullable [] token(@Nullable String number) {
        return number == null ? null : patients.orderToken(number);
    }

    /** Gathers, of the rows of one that is asked for, its order and the order's versions. */
    private static final class Growing {
        private final Continued asked;
        private final Set<UUID> others = new HashSet<>();
        private final List<Version> versions = new ArrayList<>();
        private @Nullable UUID order;

        Growing(Continued asked) {
            this.asked = asked;
        }

        void add(TenantId tenant, Seals seals, ResultSet row) throws SQLException {
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
        }

        Optional<Living> living() {
            return order == null ? Optional.empty() : Optional.of(new Living(order, versions));
        }
    }

    /** Of a danger's digit and the code behind it. */
    private static Map<String, Danger> dangers(String[] values) {
        Map<String, Danger> dangers = new HashMap<>();
        for (String value : values) {
            dangers.merge(value.substring(1), Danger.of(value.charAt(0) - '0'), Danger::worse);
        }
        return dangers;
    }
}
