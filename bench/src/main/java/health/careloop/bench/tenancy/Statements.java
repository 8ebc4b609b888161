package health.careloop.bench.tenancy;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The read and the write, as the product's stores write them; the tables' names are unqualified, so they follow the role. */
public final class Statements {
    /** One line of a list of results. */
    public record Listed(
            UUID id,
            UUID reportId,
            int version,
            String status,
            int danger,
            int abnormalCount,
            int observationCount,
            Instant receivedAt) {}

    private Statements() {}

    /** The newest twenty results of a patient, by the index the patient's page reads. */
    public static List<Listed> newest(JdbcClient sql, UUID patient) {
        return sql.sql("""
                        select id, report_id, version, status, danger, abnormal_count, observation_count, received_at
                        from results where patient_id = ? order by received_at desc limit 20
                        """)
                .param(patient)
                .query((row, number) -> new Listed(
                        row.getObject("id", UUID.class),
                        row.getObject("report_id", UUID.class),
                        row.getInt("version"),
                        row.getString("status"),
                        row.getInt("danger"),
                        row.getInt("abnormal_count"),
                        row.getInt("observation_count"),
                        row.getTimestamp("received_at").toInstant()))
                .list();
    }

    /** Marks a result read, as opening it does. */
    public static void read(JdbcClient sql, UUID tenant, UUID result, UUID person) {
        sql.sql("""
                        insert into result_readers (tenant_id, result_id, person_id, read_at) values (?, ?, ?, now())
                        on conflict (tenant_id, result_id, person_id)
                        do update set read_at = coalesce(result_readers.read_at, excluded.read_at)
                        """).params(tenant, result, person).update();
    }

    public static void readBare(JdbcClient sql, UUID result, UUID person) {
        sql.sql("""
                        insert into result_readers (result_id, person_id, read_at) values (?, ?, now())
                        on conflict (result_id, person_id)
                        do update set read_at = coalesce(result_readers.read_at, excluded.read_at)
                        """).params(result, person).update();
    }
}
