package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.tenancy.Tenant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignInTest {
    private final TestServer server = TestServer.shared();
    private final Tenant tenant = server.createTenant();
    private final Somebody doctor = server.person(tenant, Role.DOCTOR);

    @Test
    void aSessionSaysWhoOneIsUntilOneSignsOut() {
        Client browser = server.signIn(doctor);

        Client.Answer me = browser.get("/api/v1/auth/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json().path("tenantId").asString()).isEqualTo(tenant.id().toString());
        assertThat(me.json().path("companyId").asString()).isEqualTo(tenant.id().toString());
        assertThat(me.json().path("role").asString()).isEqualTo("doctor");

        String stolen = browser.session();
        Client.Answer out = browser.delete("/api/v1/auth/sessions/current");
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("clear-site-data"))
                .hasValueSatisfying(value -> assertThat(value).contains("cookies"));
        assertThat(browser.cookies()).isEmpty();
        browser.cookies().put(SessionCookie.NAME, stolen);
        assertThat(browser.get("/api/v1/auth/me").status()).isEqualTo(401);
    }

    @Test
    void aTokenSaysWhoOneIs() {
        Client api = server.withToken(doctor);

        assertThat(api.get("/api/v1/auth/me").json().path("email").asString()).isEqualTo(doctor.email());
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreTheSameAnswer() {
        Client.Answer wrong = server.anonymous()
                .post("/api/v1/auth/login", Map.of("email", doctor.email(), "password", "not the right password"));
        Client.Answer unknown = server.anonymous()
                .post(
                        "/api/v1/auth/login",
                        Map.of("email", "nobody@example.org", "password", "not the right password"));

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.problem()).isEqualTo("wrong-credentials");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.json().path("detail")).isEqualTo(wrong.json().path("detail"));
    }

    @Test
    void guessingIsSlowedDownAndSaidSo() {
        Client guesser = server.anonymous();
        Map<String, String> guess = Map.of("email", "someone-" + doctor.email(), "password", "a guess of fifteen");
        for (int i = 0; i < 5; i++) {
            assertThat(guesser.post("/api/v1/auth/login", guess).status()).isEqualTo(401);
        }

        Client.Answer answer = guesser.post("/api/v1/auth/login", guess);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.problem()).isEqualTo("too-many-attempts");
        assertThat(answer.header("retry-after")).isPresent();
    }

    @Test
    void thePageSaysHowLongToWaitAsWell() {
        Client guesser = server.anonymous();
        Map<String, String> guess = Map.of("email", "page-" + doctor.email(), "password", "a guess of fifteen");
        for (int i = 0; i < 5; i++) {
            assertThat(guesser.submit("/login", guess).status()).isEqualTo(401);
        }

        Client.Answer answer = guesser.submit("/login", guess);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("retry-after"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isPositive());
    }

    @Test
    void theTenantThatIsAskedForMustBeOnesOwn() {
        Client.Answer answer = server.anonymous()
                .post(
                        "/api/v1/auth/login",
                        Map.of(
                                "email", doctor.email(),
                                "password", doctor.password(),
                                "tenant", server.createTenant().slug()));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("tenants").get(0).path("slug").asString()).isEqualTo(tenant.slug());
    }

    @Test
    void theHostIsAHintOnly() {
        SignInOutcome outcome = server.bean(SignIn.class)
                .attempt(doctor.email(), doctor.password(), null, "elsewhere.example.org:5000", "192.0.2.1", "test");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        SignInOutcome.SignedInSession.class,
                        session -> assertThat(session.current().tenant()).isEqualTo(tenant.id()));
    }

    @Test
    void whoBelongsNowhereIsToldSo() {
        server.bean(People.class).leave(doctor.id(), tenant.id());

        Client.Answer answer = server.anonymous()
                .post("/api/v1/auth/login", Map.of("email", doctor.email(), "password", doctor.password()));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("no-membership");
    }

    @Test
    void signingInAndOutIsRecordedInTheTenant() {
        Client browser = server.signIn(doctor);
        browser.delete("/api/v1/auth/sessions/current");
        server.withToken(doctor);

        assertThat(server.database()
                        .sql(
                                "select action from loop.audit_stage where tenant_id = ? and actor = ? and session_id is not null or"
                                        + " (tenant_id = ? and action = 'token_issued') order by at")
                        .params(
                                tenant.id().value(),
                                doctor.id().value(),
                                tenant.id().value())
                        .query(String.class)
                        .list())
                .containsExactly("sign_in_succeeded", "sign_out", "token_issued");
    }

    @Test
    void whatIsMissingIsSaid() {
        Client.Answer answer = server.anonymous().post("/api/v1/auth/login", Map.of("email", doctor.email()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).contains("password");
    }

    @Test
    void whatIsOverIsPruned() {
        Client browser = server.signIn(doctor);
        server.database()
                .sql("update control.sessions set expires_at = now() - interval '1 second' where token_hash = ?")
                .param(Digests.hash(browser.session()))
                .update();

        assertThat(server.bean(Sessions.class).prune()).isPositive();
        assertThat(server.database()
                        .sql("select count(*) from control.sessions where token_hash = ?")
                        .param(Digests.hash(browser.session()))
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(server.bean(Activations.class).prune()).isNotNegative();
    }

    @Test
    void whoOperatesTheInstallationIsInvitedAsWhatTheTeamPageCallsThem() {
        String token = server.bean(Activations.class)
                .invite("erste@example.org", server.createTenant().id(), Role.PLATFORM_OPERATOR);

        assertThat(server.anonymous()
                        .with("Accept-Language", "de")
                        .get("/activate?token=" + token)
                        .text())
                .contains("eingeladen, als Verwaltung.")
                .doesNotContain("Plattformbetrieb");
    }

    @Test
    void aNewInstallationMakesOneLinkUntilSomebodyIsThere() {
        var first = new FirstAdministrator(
                server.bean(health.careloop.tenancy.Databases.class),
                server.bean(People.class),
                server.bean(health.careloop.tenancy.Tenants.class),
                server.bean(TenantProvisioner.class),
                server.bean(Activations.class),
                server.bean(AccessSettings.class));

        assertThat(first.link()).as("the doctor is there").isEmpty();
    }
}
