package health.careloop.provisioning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.access.Role;
import health.careloop.mail.Mailbox;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.Tier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TenantAdministrationTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Tenant home = SERVER.createTenant();
    private final Client operator = SERVER.withToken(SERVER.person(home, Role.PLATFORM_OPERATOR));

    private static Map<String, Object> body() {
        String random = UUID.randomUUID().toString().substring(0, 12);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "Praxis " + random);
        body.put("adminEmail", "chef-" + random + "@example.org");
        body.put("adminFirstName", "Clara");
        body.put("adminLastName", "Muster");
        return body;
    }

    @Test
    void anOperatorMakesATenantAndWatchesItsSteps() {
        Client.Answer accepted = operator.post("/admin/tenants", body());

        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        String tenant = accepted.json().path("tenantId").asString();
        JsonNode done = await().until(
                        () -> operator.get("/admin/tenants/" + tenant + "/provisioning-status")
                                .json(),
                        status -> status.path("state").asString().equals("done"));
        assertThat(accepted.header("location")).hasValue("/admin/tenants/" + tenant + "/provisioning-status");
        assertThat(done.path("jobId")).isEqualTo(accepted.json().path("jobId"));
        assertThat(done.path("progress").asInt()).isEqualTo(100);
        assertThat(done.path("logs").valueStream().map(log -> log.path("step").asString()))
                .containsExactlyElementsOf(Answers.steps());
        assertThat(operator.get("/admin/tenants/" + tenant)
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("active");
        JsonNode list = operator.get("/admin/tenants?limit=1").json();
        assertThat(list.path("total").asInt()).isPositive();
        assertThat(list.path("tenants").size()).isEqualTo(1);
        assertThat(actions(tenant)).contains("tenant_requested", "tenant_created", "tenant_activated");
    }

    @Test
    void whoLooksAtATenantStandsInTheTrailLikeWhoLooksAtTheList() {
        Tenant seen = SERVER.bean(Provisioning.class)
                .provision("v-" + UUID.randomUUID().toString().substring(0, 12), "Praxis Gesehen", null);

        operator.get("/admin/tenants/" + seen.id());
        assertThat(views(seen)).isEqualTo(1);
        operator.get("/admin/tenants/" + seen.id() + "/provisioning-status");
        assertThat(views(seen)).isEqualTo(2);
        Client pages = SERVER.signIn(SERVER.person(home, Role.PLATFORM_OPERATOR));
        assertThat(pages.get("/console/tenants/" + seen.id()).status()).isEqualTo(200);
        assertThat(views(seen)).isEqualTo(3);
        assertThat(pages.get("/console/tenants/" + seen.id() + "/run").status()).isEqualTo(200);
        assertThat(views(seen))
                .as("what a page asks for again is no further look")
                .isEqualTo(3);

        UUID nobody = UUID.randomUUID();
        assertThat(operator.get("/admin/tenants/" + nobody).status()).isEqualTo(404);
        assertThat(actions(nobody.toString())).isEmpty();
    }

    private static long views(Tenant tenant) {
        return actions(tenant.id().toString()).stream()
                .filter("tenant_viewed"::equals)
                .count();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PLATFORM_OPERATOR"},
            mode = EnumSource.Mode.EXCLUDE)
    void nobodyElseMaySeeOrChangeTenants(Role role) {
        Client client = SERVER.withToken(SERVER.person(home, role));

        assertThat(client.get("/admin/tenants").status()).isEqualTo(403);
        assertThat(client.post("/admin/tenants", body()).status()).isEqualTo(403);
        assertThat(client.delete("/admin/tenants/" + home.id()).status()).isEqualTo(403);
        assertThat(SERVER.anonymous().get("/admin/tenants").status()).isEqualTo(401);
    }

    @Test
    void whatIsMissingIsNamedFieldByField() {
        Map<String, Object> body = body();
        body.put("adminEmail", "nobody");
        body.remove("adminLastName");

        Client.Answer answer = operator.post("/admin/tenants", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("tenant-invalid");
        assertThat(answer.json()
                        .path("faults")
                        .valueStream()
                        .map(fault -> fault.path("field").asString()))
                .containsExactly("adminEmail", "adminLastName");
    }

    @Test
    void aNameThatIsTakenIsNamed() {
        Map<String, Object> body = body();
        String bsnr = String.format("%09d", System.nanoTime() % 1_000_000_000L);
        body.put("bsnr", bsnr);
        assertThat(operator.post("/admin/tenants", body).status()).isEqualTo(202);
        Map<String, Object> other = body();
        other.put("bsnr", bsnr);

        Client.Answer answer = operator.post("/admin/tenants", other);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("tenant-exists");
        assertThat(answer.json().path("taken").valueStream().map(JsonNode::asString))
                .containsExactly("bsnr");
    }

    @Test
    void aPlanSaysWhatWouldBeMadeAndMakesNothing() {
        Map<String, Object> body = body();
        body.put("tier", "schema");

        JsonNode plan = operator.post("/admin/tenants/plan", body).json();

        assertThat(plan.path("schema").asString()).matches("s_[0-9a-f]{16}");
        assertThat(plan.path("steps").size()).isEqualTo(7);
        assertThat(SERVER.bean(Tenants.class).findBySlug(plan.path("slug").asString()))
                .isEmpty();
    }

    @Test
    void aTableMakesEachRowForItself() {
        Map<String, Object> one = body();
        String csv = "name,adminEmail,adminFirstName,adminLastName\n"
                + one.get("name") + "," + one.get("adminEmail") + ",Clara,Muster\n"
                + "X" + one.get("name") + ",nobody,Clara,Muster\n"
                + one.get("name") + "," + one.get("adminEmail") + ",Clara,Muster\n";

        JsonNode answer = operator.post("/admin/tenants/batch", csv.getBytes(UTF_8), "text/csv")
                .json();

        assertThat(answer.path("accepted").asInt()).isEqualTo(1);
        assertThat(answer.path("results")
                        .valueStream()
                        .map(row -> row.path("result").asString()
                                + row.path("problem").path("status").asString("")))
                .containsExactly("accepted", "refused422", "refused409");
        assertThat(operator.post("/admin/tenants/batch", List.of(body(), body()))
                        .json()
                        .path("accepted")
                        .asInt())
                .isEqualTo(2);
        assertThat(operator.post("/admin/tenants/batch", "colour\nred".getBytes(UTF_8), "text/csv")
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void anArchivedTenantIsReadAndWrittenByNobodyUntilItIsRestored(Tier tier) {
        String random = UUID.randomUUID().toString().substring(0, 12);
        Tenant tenant = SERVER.bean(Tenants.class).create("a-" + random, "Practice " + random, null, tier);
        TestServer.Somebody doctor = SERVER.person(tenant, Role.DOCTOR);
        Client session = SERVER.signIn(doctor);
        Client token = SERVER.withToken(doctor);
        Lab lab = SERVER.lab(tenant);
        assertThat(session.get("/api/v1/results").status()).isEqualTo(200);
        assertThat(token.get("/api/v1/results").status()).isEqualTo(200);

        Client.Answer archived = operator.delete("/admin/tenants/" + tenant.id());

        assertThat(archived.status()).as(archived.text()).isEqualTo(200);
        assertThat(archived.json().path("status").asString()).isEqualTo("archived");
        assertThat(archived.json().path("archivedAt").asString()).isNotEmpty();
        assertThat(session.get("/api/v1/results").status()).isIn(401, 403);
        assertThat(token.get("/api/v1/results").status()).isIn(401, 403);
        assertThat(lab.post("msg_" + UUID.randomUUID(), Samples.read("Z01_SYN_kalium_kritisch.ldt"))
                        .status())
                .isEqualTo(401);
        assertThat(refusedByTheGate(tenant))
                .as("also on a node that remembers the session")
                .isTrue();
        assertThat(operator.delete("/admin/tenants/" + tenant.id()).status())
                .as("repeatable")
                .isEqualTo(200);

        assertThat(operator.post("/admin/tenants/" + tenant.id() + "/restore", Map.of())
                        .status())
                .isEqualTo(200);

        assertThat(SERVER.withToken(doctor).get("/api/v1/results").status()).isEqualTo(200);
        assertThat(refusedByTheGate(tenant)).isFalse();
        assertThat(operator.post("/admin/tenants/" + tenant.id() + "/restore", Map.of())
                        .problem())
                .isEqualTo("tenant-status");
        assertThat(actions(tenant.id().toString())).contains("tenant_archived", "tenant_restored");
    }

    private static boolean refusedByTheGate(Tenant tenant) {
        TenantDatabase database = SERVER.bean(TenantDatabase.class);
        try {
            TenantScope.as(
                    tenant.id(),
                    () -> database.inTransaction(() -> database.sql()
                            .sql("select count(*) from practices")
                            .query(Integer.class)
                            .single()));
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "rollback", "restore"})
    void whatNobodyKnowsIsNotFound(String act) {
        assertThat(operator.post("/admin/tenants/" + UUID.randomUUID() + "/" + act, Map.of())
                        .problem())
                .isEqualTo("tenant-not-found");
    }

    @Test
    void aTenantThatRunsIsNeitherResumedNorRolledBack() {
        assertThat(operator.post("/admin/tenants/" + home.id() + "/resume", Map.of())
                        .problem())
                .isEqualTo("tenant-status");
        assertThat(operator.post("/admin/tenants/" + home.id() + "/rollback", Map.of())
                        .problem())
                .isEqualTo("tenant-status");
    }

    @Test
    void whoRegistersProvesTheAddressFirst() {
        Map<String, Object> body = body();
        body.put("tier", "database");
        Client stranger = SERVER.anonymous();
        SERVER.database().sql("delete from control.registrations").update();

        assertThat(stranger.post("/api/v1/auth/register", body).status()).isEqualTo(202);

        String slug = NewTenant.slugOf(body.get("name").toString());
        assertThat(SERVER.bean(Tenants.class).findBySlug(slug)).isEmpty();
        String letter = SERVER.bean(Mailbox.class).newest(100).stream()
                .filter(mail -> mail.to().equals(body.get("adminEmail")))
                .findFirst()
                .orElseThrow()
                .text();
        String token = letter.replaceAll("(?s).*/register\\?token=([A-Za-z0-9_-]+).*", "$1");
        assertThat(stranger.get("/register?token=" + token).text())
                .contains(body.get("name").toString());
        assertThat(SERVER.bean(Tenants.class).findBySlug(slug)).isEmpty();
        assertThat(stranger.submit("/register", Map.of("token", token)).status())
                .isEqualTo(200);
        assertThat(stranger.submit("/register", Map.of("token", token)).status())
                .isEqualTo(410);
        await().untilAsserted(() -> assertThat(SERVER.bean(Tenants.class)
                        .findBySlug(slug)
                        .orElseThrow()
                        .status())
                .isEqualTo(Tenant.Status.ACTIVE));
        assertThat(operator.get("/admin/tenants/"
                                + SERVER.bean(Tenants.class)
                                        .findBySlug(slug)
                                        .orElseThrow()
                                        .id())
                        .json()
                        .path("tier")
                        .asString())
                .as("where it lies is the operator's to say")
                .isEqualTo("pooled");
    }

    @Test
    void aStrangerRegistersAFewTimesAnHour() {
        SERVER.database().sql("delete from control.registrations").update();
        for (int i = 0; i < 5; i++) {
            assertThat(SERVER.anonymous().post("/api/v1/auth/register", body()).status())
                    .isEqualTo(202);
        }

        Client.Answer answer = SERVER.anonymous().post("/api/v1/auth/register", body());

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("retry-after")).isPresent();
        SERVER.database().sql("delete from control.registrations").update();
    }

    private static List<String> actions(String tenant) {
        return SERVER.database()
                .sql("select action from control.audit_stage where tenant_id = ?::uuid")
                .param(tenant)
                .query(String.class)
                .list();
    }
}
