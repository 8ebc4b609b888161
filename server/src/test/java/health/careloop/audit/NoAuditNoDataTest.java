package health.careloop.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.Canaries;
import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.access.Role;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantScope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** L-01, L-02, L-05: what is not in the trail was not shown. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoAuditNoDataTest {
    private final TestServer server = TestServer.shared();
    private final Tenant practice = server.createTenant();
    private final Canaries canaries = new Canaries();
    private final UUID message = server.lab(practice).sends(canaries.message());
    private final UUID result = one("select id from pooled.results where message_id = ?", message);
    private final UUID patient = one("select patient_id from pooled.results where message_id = ?", message);
    private final Client doctor = server.signIn(server.person(practice, Role.DOCTOR));

    private List<String> clinicalReads() {
        return List.of(
                "/results/" + result,
                "/api/v1/results/" + result,
                "/api/v1/results",
                "/inbox",
                "/inbox?q=nobody&justRead=" + result,
                "/patients/" + patient,
                "/api/v1/patients/" + patient,
                "/api/v1/patients?search=" + canaries.familyName(),
                "/results/" + result + "/report.pdf",
                "/api/download/pdf/" + result,
                "/api/download/ldt/" + result,
                "/messages/" + message,
                "/api/v1/messages/" + message,
                "/messages/" + message + "/original");
    }

    @Test
    void whileTheTrailTakesNothingNotOneByteOfAPatientIsAnswered() {
        List<String> shown = new ArrayList<>();
        for (String path : clinicalReads()) {
            assertThat(doctor.get(path).status())
                    .as("with the trail open: " + path)
                    .isEqualTo(200);
        }
        try {
            server.database()
                    .sql("revoke insert on loop.audit_stage from careloop_app")
                    .update();
            for (String path : clinicalReads()) {
                Client.Answer answer = doctor.get(path);
                String body = new String(answer.bytes(), StandardCharsets.UTF_8);
                boolean canary = canaries.words().values().stream().anyMatch(body::contains);
                if (answer.status() < 500 || canary) {
                    shown.add(path + ": " + answer.status() + (canary ? " with canaries" : ""));
                }
            }
        } finally {
            server.database()
                    .sql("grant insert on loop.audit_stage to careloop_app")
                    .update();
        }
        assertThat(shown).isEmpty();
        assertThat(doctor.get("/results/" + result).status()).isEqualTo(200);
    }

    @Test
    void everyReadOfAPatientsDataLeavesAnEntryOfWhoAndWhat() {
        for (String path : clinicalReads()) {
            int before = entries();
            doctor.get(path);
            assertThat(entries()).as(path).isGreaterThan(before);
        }
        assertThat(server.database()
                        .sql("select count(*) from loop.audit_stage where tenant_id = ? and action like '%viewed' "
                                + "and (actor is null or session_id is null)")
                        .param(practice.id().value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void patientsStandInTheTrailUnderPseudonymsOnly() {
        clinicalReads().forEach(doctor::get);

        assertThat(server.database()
                        .sql("select count(*) from loop.audit_stage where tenant_id = ? and subject is not null "
                                + "and subject !~ '^[0-9a-f]{32}$'")
                        .param(practice.id().value())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void nobodyWhoWritesTheTrailReadsOrChangesIt() {
        TenantDatabase database = server.bean(TenantDatabase.class);
        for (DatabaseRole role : List.of(DatabaseRole.APP, DatabaseRole.WORKER, DatabaseRole.INGEST)) {
            for (String sql : List.of(
                    "select id from loop.audit_stage",
                    "update loop.audit_stage set outcome = 'success'",
                    "delete from loop.audit_stage",
                    "truncate loop.audit_stage",
                    "alter table loop.audit_stage disable row level security")) {
                assertThatThrownBy(() -> TenantScope.as(practice.id(), role, () -> {
                            database.inTransaction(
                                    () -> database.sql().sql(sql).query().listOfRows());
                            return null;
                        }))
                        .as(role + " " + sql)
                        .hasStackTraceContaining("ERROR: ")
                        .hasStackTraceContaining(sql.startsWith("alter") ? "must be owner" : "permission denied");
            }
        }
    }

    @Test
    void anEntryOutsideTheTransactionOfItsActIsABug() {
        assertThatThrownBy(() -> TenantScope.as(practice.id(), () -> {
                    server.bean(Audit.class).record(Entry.of(Action.RESULT_VIEWED, "result", result));
                    return null;
                }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsRolledBackWasNotDone() {
        int before = entries();
        TenantDatabase database = server.bean(TenantDatabase.class);

        assertThatThrownBy(() -> TenantScope.as(practice.id(), () -> {
                    database.inTransaction(() -> {
                        server.bean(Audit.class).record(Entry.of(Action.RESULT_VIEWED, "result", result));
                        throw new IllegalStateException("the act failed");
                    });
                    return null;
                }))
                .hasMessage("the act failed");

        assertThat(entries()).isEqualTo(before);
    }

    @Test
    void metadataHoldsNoneOfThePatientsWords() {
        clinicalReads().forEach(doctor::get);

        for (Map.Entry<String, String> canary : canaries.words().entrySet()) {
            assertThat(server.database()
                            .sql(
                                    "select count(*) from loop.audit_stage t where tenant_id = ? and position(? in t::text) > 0")
                            .params(practice.id().value(), canary.getValue())
                            .query(Integer.class)
                            .single())
                    .as(canary.getKey())
                    .isZero();
        }
    }

    private int entries() {
        return server.database()
                .sql("select count(*) from loop.audit_stage where tenant_id = ? and actor is not null")
                .param(practice.id().value())
                .query(Integer.class)
                .single();
    }

    private UUID one(String sql, UUID parameter) {
        return server.database().sql(sql).param(parameter).query(UUID.class).single();
    }
}
