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
}
