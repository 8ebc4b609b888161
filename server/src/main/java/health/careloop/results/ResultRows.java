package health.careloop.results;

import health.careloop.keys.Place;
import health.careloop.keys.Sealed;
import health.careloop.keys.Seals;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads versions of reports; confidential parts opened here. */
@Component
class ResultRows {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The first parameter is the reader. */
    static final String SELECT = """
            select r.id, r.report_id, r.version, r.message_id, r.patient_id, r.status, r.danger, r.is_latest,
                   r.is_corrected, r.is_incomplete, r.match_reason, coalesce(r.lab_name, '') lab_name,
                   o.id order_id, o.order_number, o.lab_order_number, r.headline, r.abnormal_count, r.outside_count,
                   r.observation_count, r.reported_on, r.reported_at, r.received_at,
                   m.object_key ldt_key, r.pdf_key,
                   not exists (select 1 from result_readers rr
                               where rr.result_id = r.id and rr.person_id = ? and rr.read_at is not null) unread,
                   r.has_attention,
                   r.is_latest and exists (select 1 from results e
                               where e.report_id = r.report_id and e.danger = 2 and not e.is_latest
                                   and not exists (select 1 from result_readers rr where rr.result_id = e.id)) missed_critical
            from results r
            join orders o on o.id = r.order_id
            join loop.messages m on m.id = r.message_id
            """;

    private final Seals seals;

    ResultRows(Seals seals) {
        this.seals = seals;
    }

    ResultRow read(ResultSet row, int number) throws SQLException {
        TenantId tenant = TenantScope.current().tenant();
        UUID id = row.getObject("id", UUID.class);
        byte[] headline = seals.open(tenant, new Place("results", "headline", id), Sealed.of(row.getBytes("headline")));
        return new ResultRow(
                id,
                row.getObject("report_id", UUID.class),
                row.getInt("version"),
                row.getObject("message_id", UUID.class),
                row.getObject("patient_id", UUID.class),
                ReportStatus.ofWire(row.getString("status")),
                Danger.of(row.getInt("danger")),
                row.getBoolean("is_latest"),
                row.getBoolean("is_corrected"),
                row.getBoolean("is_incomplete"),
                row.getString("match_reason"),
                row.getString("lab_name"),
                orderNumber(tenant, row),
                Arrays.equals(headline, new byte[] {'n', 'u', 'l', 'l'})
                        ? null
                        : JSON.readValue(headline, Headline.class),
                row.getInt("abnormal_count"),
                row.getInt("outside_count"),
                row.getInt("observation_count"),
                Moments.kept(row, "reported"),
                row.getTimestamp("received_at").toInstant(),
                row.getString("ldt_key"),
                row.getString("pdf_key"),
                row.getBoolean("unread"),
                row.getBoolean("has_attention"),
                row.getBoolean("missed_critical"));
    }

    /** The practice's own number, else the laboratory's. */
    private String orderNumber(TenantId tenant, ResultSet row) throws SQLException {
        for (String column : List.of("order_number", "lab_order_number")) {
            byte[] sealed = row.getBytes(column);
            if (sealed != null) {
                Place place = new Place("orders", column, row.getObject("order_id", UUID.class));
                return seals.openText(tenant, place, Sealed.of(sealed));
            }
        }
        return "";
    }
}
