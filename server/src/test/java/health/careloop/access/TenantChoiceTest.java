package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.tenancy.Tenant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TenantChoiceTest {
    private final TestServer server = TestServer.shared();
    private final Tenant here = server.createTenant();
    private final Tenant there = server.createTenant();
    private final Somebody doctor = server.person(here, Role.DOCTOR);

    @BeforeEach
    void worksThereToo() {
        server.bean(People.class).join(doctor.id(), there.id(), Role.NURSE);
    }

    @Test
    void whoWorksInSeveralTenantsIsAskedWhichBeforeAnythingIsShown() {
        Client browser = server.anonymous();
        Client.Answer answer = login(browser);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).contains("/tenants");

        String held = browser.session();
        assertThat(browser.get("/inbox").status()).as("opens nothing yet").isEqualTo(303);
        assertThat(browser.get("/api/v1/auth/me").status()).isEqualTo(401);
        Client.Answer page = browser.get("/tenants");
        assertThat(page.text()).contains(here.name(), there.name());

        Client.Answer chosen = choose(browser, there);

        assertThat(chosen.header("location")).contains("/");
        assertThat(browser.session()).isNotEqualTo(held);
        assertThat(tenantOf(browser)).isEqualTo(there.id().toString());
        assertThat(audited(there, "sign_in_succeeded")).isEqualTo(1);
        assertThat(audited(here, "sign_in_succeeded")).isZero();
        assertThat(choose(with(held), here).header("location")).contains("/login?notice=choose-again");
    }

    @Test
    void whoWorksInOneTenantIsNotAsked() {
        server.bean(People.class).leave(doctor.id(), there.id());
        Client browser = server.anonymous();

        assertThat(login(browser).header("location")).contains("/");
        assertThat(browser.get("/inbox").text()).contains(here.name()).doesNotContain("href=\"/tenants\"");
    }

    @Test
    void whoComesByATenantsHostNameIsNotAsked() {
        SignInOutcome outcome = server.bean(SignIn.class)
                .attemptOnPage(
                        doctor.email(), doctor.password(), there.slug() + ".careloop.example", "192.0.2.7", "test");

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        SignInOutcome.SignedInSession.class,
                        session -> assertThat(session.current().tenant()).isEqualTo(there.id()));
    }

    @Test
    void thePageHeaderLeadsToTheOtherTenantInANewSession() {
        Client browser = signedInHere();
        String before = browser.session();
        assertThat(browser.get("/inbox").text()).contains("href=\"/tenants\"", here.name());

        Client.Answer changed = choose(browser, there);

        assertThat(changed.status()).isEqualTo(303);
        assertThat(changed.header("location"))
                .as("never an address of the tenant before")
                .contains("/");
        assertThat(browser.session()).isNotEqualTo(before);
        assertThat(with(before).get("/api/v1/auth/me").status()).isEqualTo(401);
        assertThat(browser.get("/inbox").text()).contains(there.name()).doesNotContain(here.name());
        assertThat(audited(there, "tenant_switched")).isEqualTo(1);
    }

    @Test
    void aPageOfTheTenantBeforeMixesNothing() {
        Client browser = signedInHere();
        String stale = browser.header("X-CSRF-Token");
        choose(browser, there);

        browser.with("HX-Request", "true").with("X-CSRF-Token", stale);
        assertThat(browser.get("/inbox").status())
                .as("a list of the new tenant in the old one's page")
                .isEqualTo(403);
        assertThat(browser.submit("/logout", Map.of()).status()).isEqualTo(403);

        // The page loaded anew asks with the token of its own session.
        browser.with("HX-Request", null).with("X-CSRF-Token", null);
        String fresh = browser.get("/inbox").text().replaceAll("(?s).*name=\"_csrf\" value=\"([^\"]*)\".*", "$1");
        browser.with("HX-Request", "true").with("X-CSRF-Token", fresh);
        assertThat(browser.get("/inbox").status()).isEqualTo(200);
    }

    @Test
    void aTenantThatIsNotOnesOwnCannotBeChosen() {
        Client browser = signedInHere();
        String before = browser.session();

        assertThat(choose(browser, server.createTenant()).header("location")).contains("/tenants");
        assertThat(browser.session()).isEqualTo(before);
        assertThat(tenantOf(browser)).isEqualTo(here.id().toString());

        Client choosing = server.anonymous();
        login(choosing);
        choose(choosing, server.createTenant());
        assertThat(choosing.get("/api/v1/auth/me").status()).isEqualTo(401);
    }

    @Test
    void changingNeedsTheTokenOfTheSession() {
        Client browser = signedInHere().with("X-CSRF-Token", null);

        assertThat(choose(browser, there).status()).isEqualTo(403);
        assertThat(tenantOf(browser)).isEqualTo(here.id().toString());
    }

    @Test
    void theChoiceIsOpenForTenMinutesOnly() {
        Client browser = server.anonymous();
        login(browser);
        server.database()
                .sql("update control.sessions set expires_at = now() - interval '1 second' where token_hash = ?")
                .param(Digests.hash(browser.session()))
                .update();

        assertThat(browser.get("/tenants").header("location")).contains("/login");
        assertThat(choose(browser, there).header("location")).contains("/login?notice=choose-again");
        assertThat(List.of(audited(there, "sign_in_succeeded"), audited(here, "sign_in_succeeded")))
                .containsOnly(0L);
    }

    private Client.Answer login(Client browser) {
        return browser.submit("/login", Map.of("email", doctor.email(), "password", doctor.password()));
    }

    private Client signedInHere() {
        Client browser = server.anonymous();
        Client.Answer answer = browser.post(
                "/api/v1/auth/sessions",
                Map.of("email", doctor.email(), "password", doctor.password(), "tenant", here.slug()));
        return browser.with("X-CSRF-Token", answer.json().path("csrfToken").asString());
    }

    private Client with(String session) {
        Client client = server.anonymous();
        client.cookies().put(SessionCookie.NAME, session);
        return client;
    }

    private static Client.Answer choose(Client browser, Tenant tenant) {
        return browser.submit("/tenants", Map.of("tenant", tenant.id().toString()));
    }

    private static String tenantOf(Client browser) {
        return browser.get("/api/v1/auth/me").json().path("tenantId").asString();
    }

    private long audited(Tenant tenant, String action) {
        return server.database()
                .sql("select count(*) from loop.audit_stage where tenant_id = ? and actor = ? and action = ?")
                .params(tenant.id().value(), doctor.id().value(), action)
                .query(Long.class)
                .single();
    }
}
