package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.tenancy.Tenant;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class GateTest {
    private final TestServer server = TestServer.shared();
    private final Tenant tenant = server.createTenant();
    private final Somebody doctor = server.person(tenant, Role.DOCTOR);

    @Test
    void everyHandlerSaysWhoMayCallIt() {
        List<HandlerMethod> silent =
                server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().values().stream()
                        .filter(method -> !ErrorController.class.isAssignableFrom(method.getBeanType()))
                        .filter(method -> Gatekeeper.find(method, Requires.class) == null
                                && Gatekeeper.find(method, Open.class) == null)
                        .toList();

        assertThat(silent).isEmpty();
    }

    @Test
    void aHandlerThatSaysNothingIsFoundByThatTest() throws NoSuchMethodException {
        class Forgetful {
            @SuppressWarnings("unused")
            void handler() {}
        }
        Method method = Forgetful.class.getDeclaredMethod("handler");

        HandlerMethod silent = new HandlerMethod(new Forgetful(), method);

        assertThat(Gatekeeper.find(silent, Requires.class)).isNull();
        assertThat(Gatekeeper.find(silent, Open.class)).isNull();
    }

    @Test
    void nobodyGetsInWithoutSigningIn() {
        Client.Answer answer = server.anonymous().get("/api/v1/auth/me");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("not-signed-in");
        assertThat(answer.header("www-authenticate")).contains("Bearer");
    }

    @Test
    void theTenantHeaderMustNameTheVerifiedTenant() {
        Client api = server.withToken(doctor);

        assertThat(api.with("X-Tenant-ID", tenant.id().toString())
                        .get("/api/v1/auth/me")
                        .status())
                .isEqualTo(200);
        Client.Answer answer =
                api.with("X-Tenant-ID", server.createTenant().id().toString()).get("/api/v1/auth/me");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("tenant-contradicted");
        assertThat(audited("tenant_contradicted")).isEqualTo(1);
        assertThat(api.with("X-Tenant-ID", "anything").get("/api/v1/auth/me").status())
                .isEqualTo(403);
    }

    @Test
    void aTenantInTheQueryIsNotLookedAt() {
        String other = server.createTenant().id().toString();

        Client.Answer me = server.withToken(doctor).get("/api/v1/auth/me?tenantId=" + other + "&clinicId=" + other);

        assertThat(me.json().path("tenantId").asString()).isEqualTo(tenant.id().toString());
    }

    @Test
    void whatAPersonMayNoLongerDoIsRefusedAtTheNextRequest() {
        Client browser = server.signIn(doctor);
        Client api = server.withToken(doctor);
        assertThat(browser.get("/api/v1/auth/me").status()).isEqualTo(200);
        assertThat(api.get("/api/v1/auth/me").status()).isEqualTo(200);

        server.bean(People.class).leave(doctor.id(), tenant.id());

        assertThat(browser.get("/api/v1/auth/me").problem()).isEqualTo("no-membership");
        assertThat(browser.get("/api/v1/auth/me").status()).isEqualTo(403);
        assertThat(api.get("/api/v1/auth/me").status()).isEqualTo(403);

        server.bean(People.class).join(doctor.id(), tenant.id(), Role.NURSE);
        assertThat(api.get("/api/v1/auth/me").json().path("role").asString()).isEqualTo("nurse");

        server.bean(People.class).deactivate(doctor.id());
        assertThat(browser.get("/api/v1/auth/me").status()).isEqualTo(401);
        assertThat(api.get("/api/v1/auth/me").status()).isEqualTo(401);
    }

    @Test
    void anotherNodesChangeIsSeenWithinTheCachesFewSeconds() {
        assertThat(server.bean(AccessSettings.class).cache()).isLessThanOrEqualTo(java.time.Duration.ofSeconds(5));
    }

    @Test
    void aSessionEndsWhenIdleAndWhenOld() {
        for (String column : List.of("last_used_at = now() - interval '31 minutes'", "expires_at = now()")) {
            Client browser = server.signIn(doctor);
            server.database()
                    .sql("update control.sessions set " + column + " where token_hash = ?")
                    .param(Digests.hash(browser.session()))
                    .update();
            assertThat(browser.get("/api/v1/auth/me").status()).as(column).isEqualTo(401);
        }
    }

    @Test
    void aChangeThroughASessionNeedsItsToken() {
        Client browser = server.signIn(doctor);
        String token = "X-CSRF-Token";

        assertThat(browser.with(token, null)
                        .delete("/api/v1/auth/sessions/current")
                        .problem())
                .isEqualTo("stale-form");
        assertThat(browser.with(token, "guessed")
                        .delete("/api/v1/auth/sessions/current")
                        .problem())
                .isEqualTo("stale-form");
        assertThat(browser.get("/api/v1/auth/me").status()).isEqualTo(200);
    }

    @Test
    void aChangeFromAnotherSiteIsRefusedEvenWithTheToken() {
        Client browser = server.signIn(doctor);

        assertThat(browser.with("Origin", "https://evil.example")
                        .delete("/api/v1/auth/sessions/current")
                        .problem())
                .isEqualTo("foreign-origin");
        assertThat(browser.with("Origin", "null")
                        .delete("/api/v1/auth/sessions/current")
                        .problem())
                .isEqualTo("foreign-origin");
        browser.with("Origin", null);
        assertThat(browser.with("Sec-Fetch-Site", "cross-site")
                        .delete("/api/v1/auth/sessions/current")
                        .problem())
                .isEqualTo("foreign-origin");
        assertThat(browser.with("Sec-Fetch-Site", "same-site")
                        .delete("/api/v1/auth/sessions/current")
                        .problem())
                .isEqualTo("foreign-origin");
        browser.with("Sec-Fetch-Site", "same-origin").with("Origin", server.url());
        assertThat(browser.delete("/api/v1/auth/sessions/current").status()).isEqualTo(204);
    }

    @Test
    void anotherSiteCannotSignABrowserIn() {
        Client.Answer answer = server.anonymous()
                .with("Origin", "https://evil.example")
                .post("/api/v1/auth/sessions", Map.of("email", doctor.email(), "password", doctor.password()));

        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void anInventedSessionIsNobodys() {
        Client browser = server.anonymous();
        browser.cookies().put(SessionCookie.NAME, Digests.secret());

        assertThat(browser.get("/api/v1/auth/me").status()).isEqualTo(401);
    }

    @Test
    void aSessionThatWasThereBeforeSigningInIsNotTakenOver() {
        Client browser = server.anonymous();
        String planted = Digests.secret();
        browser.cookies().put(SessionCookie.NAME, planted);

        browser.post("/api/v1/auth/sessions", Map.of("email", doctor.email(), "password", doctor.password()));

        assertThat(browser.session()).isNotNull().isNotEqualTo(planted);
    }

    @Test
    void whoWorksInTwoPlacesChangesBetweenThemInANewSession() {
        Tenant second = server.createTenant();
        server.bean(People.class).join(doctor.id(), second.id(), Role.HEAD_DOCTOR);
        Client browser = server.signIn(doctor);
        String before = browser.session();

        Client.Answer answer = browser.put(
                "/api/v1/auth/sessions/current/tenant",
                Map.of("tenantId", second.id().value()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(browser.session()).isNotEqualTo(before);
        Client.Answer me = browser.get("/api/v1/auth/me");
        assertThat(me.json().path("tenantId").asString()).isEqualTo(second.id().toString());
        assertThat(me.json().path("role").asString()).isEqualTo("head_doctor");
        browser.cookies().put(SessionCookie.NAME, before);
        assertThat(browser.get("/api/v1/auth/me").status()).isEqualTo(401);
        // and comes back to where the last session was
        assertThat(server.signIn(doctor)
                        .get("/api/v1/auth/me")
                        .json()
                        .path("tenantId")
                        .asString())
                .isEqualTo(second.id().toString());
    }

    @Test
    void nobodyChangesToATenantTheyDoNotBelongTo() {
        Client browser = server.signIn(doctor);

        Client.Answer answer = browser.put(
                "/api/v1/auth/sessions/current/tenant",
                Map.of("tenantId", server.createTenant().id().value()));

        assertThat(answer.problem()).isEqualTo("no-membership");
        assertThat(browser.put("/api/v1/auth/sessions/current/tenant", Map.of("tenantId", UUID.randomUUID()))
                        .problem())
                .isEqualTo("no-membership");
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        Client.Answer answer = server.anonymous()
                .post("/api/v1/auth/sessions", Map.of("email", doctor.email(), "password", doctor.password()));

        assertThat(answer.header("set-cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie)
                        .startsWith("__Host-careloop=")
                        .contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax")
                        .doesNotContain("Domain"));
    }

    @Test
    void whatARoleDoesNotIncludeIsRefusedAndRecorded() {
        Client api = server.withToken(doctor);
        String path = "/api/probe/administrators/" + UUID.randomUUID();

        Client.Answer refused = api.get(path);
        Client.Answer allowed =
                server.withToken(server.person(tenant, Role.ADMIN)).get(path);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("not-allowed");
        assertThat(audited("access_denied")).isEqualTo(1);
        assertThat(server.database()
                        .sql(
                                "select metadata::text from loop.audit_stage where tenant_id = ? and action = 'access_denied'")
                        .param(tenant.id().value())
                        .query(String.class)
                        .single())
                .contains("/api/probe/administrators/{id}", "update_user");
        assertThat(allowed.status()).isEqualTo(200);
    }

    @Test
    void theScopeTheCallerAndTheTraceAreBoundAroundAHandler() {
        Client.Answer answer = server.signIn(doctor).get("/api/probe/bound?limit=7");

        assertThat(answer.json().path("sameTenant").asBoolean()).isTrue();
        assertThat(answer.json().path("sameActor").asBoolean()).isTrue();
        assertThat(answer.json().path("session").asString()).matches("[0-9a-f]{16}");
        assertThat(answer.json().path("limit").asInt()).isEqualTo(7);
        assertThat(server.signIn(doctor).get("/api/probe/bound?limit=101").status())
                .isEqualTo(400);
    }

    @Test
    void aFormBringsTheTokenAsAField() {
        Client browser = server.signIn(doctor);
        String token = browser.header("X-CSRF-Token");
        browser.with("X-CSRF-Token", null);

        assertThat(browser.submit("/api/probe/form", Map.of("_csrf", "wrong")).status())
                .isEqualTo(403);
        assertThat(browser.submit("/api/probe/form", Map.of("_csrf", token)).status())
                .isEqualTo(200);
        assertThat(browser.submit("/api/probe/form?_csrf=" + token.substring(1), Map.of())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aHandlerWithoutARuleIsClosed() throws Exception {
        class Forgetful {
            @SuppressWarnings("unused")
            void handler() {}
        }
        var gatekeeper = new Gatekeeper(
                server.bean(health.careloop.web.Problems.class),
                server.bean(health.careloop.audit.Audit.class),
                server.bean(health.careloop.tenancy.TenantDatabase.class),
                java.time.Clock.systemUTC());
        var answer = new org.springframework.mock.web.MockHttpServletResponse();

        boolean passed = gatekeeper.preHandle(
                new org.springframework.mock.web.MockHttpServletRequest("GET", "/api/v1/forgotten"),
                answer,
                new HandlerMethod(new Forgetful(), Forgetful.class.getDeclaredMethod("handler")));

        assertThat(passed).isFalse();
        assertThat(answer.getStatus()).isEqualTo(403);
    }

    @Test
    void anIdThatIsNoneIsSaidSo() {
        Client.Answer answer =
                server.withToken(server.person(tenant, Role.ADMIN)).get("/api/probe/administrators/1");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).startsWith("'id' must be an id like");
    }

    @Test
    void whatBreaksIsToldWithoutItsWords() {
        Client.Answer answer = server.anonymous().get("/api/probe/broken");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.problem()).isEqualTo("internal-error");
        assertThat(answer.text()).doesNotContain("canary", "SQL", "Exception", "22P02");
        assertThat(answer.json().path("traceId").asString()).hasSize(32);
    }

    private long audited(String action) {
        return server.database()
                .sql("select count(*) from loop.audit_stage where tenant_id = ? and action = ?")
                .params(tenant.id().value(), action)
                .query(Long.class)
                .single();
    }
}
