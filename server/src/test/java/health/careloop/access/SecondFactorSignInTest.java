package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.tenancy.Tenant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class SecondFactorSignInTest {
    private static final String LOGIN = "/api/v1/auth/login";

    private final TestServer server = TestServer.shared();
    private final Tenant tenant = server.createTenant();
    private final Somebody operator = server.person(tenant, Role.PLATFORM_OPERATOR);

    private Map<String, String> credentials() {
        return Map.of("email", operator.email(), "password", operator.password());
    }

    private Map<String, String> credentials(String code) {
        return Map.of("email", operator.email(), "password", operator.password(), "code", code);
    }

    @Test
    void thePasswordAloneGivesNeitherTokenNorSession() {
        for (String path : List.of(LOGIN, "/api/v1/auth/sessions")) {
            Client client = server.anonymous();
            Client.Answer without = client.post(path, credentials());
            Client.Answer wrong = client.post(path, credentials("000000"));

            assertThat(without.status()).isEqualTo(401);
            assertThat(without.problem()).isEqualTo("second-factor-required");
            assertThat(wrong.status()).isEqualTo(401);
            assertThat(wrong.problem()).isEqualTo("second-factor-wrong");
            assertThat(client.cookies()).isEmpty();
        }
    }

    @Test
    void aCodeIsTakenOnceAndWithTheRightPasswordOnly() {
        String code = server.code(operator);

        assertThat(server.anonymous()
                        .post(LOGIN, Map.of("email", operator.email(), "password", "not it at all", "code", code))
                        .problem())
                .as("nothing is said about the code, and it is not used up")
                .isEqualTo("wrong-credentials");
        assertThat(server.anonymous().post(LOGIN, credentials(code)).status()).isEqualTo(200);
        assertThat(server.anonymous().post(LOGIN, credentials(code)).problem()).isEqualTo("second-factor-wrong");
    }

    @Test
    void aReplayedCodeAndAnInventedOneAreTheSameAnswer() {
        String code = server.code(operator);
        server.anonymous().post(LOGIN, credentials(code));

        Client.Answer replayed = server.anonymous().post(LOGIN, credentials(code));
        Client.Answer invented = server.anonymous().post(LOGIN, credentials("abc"));

        assertThat(replayed.status()).isEqualTo(invented.status());
        assertThat(replayed.json().path("detail")).isEqualTo(invented.json().path("detail"));
    }

    @Test
    void guessingCodesIsSlowedDownAndSaidSo() {
        Client.Answer last = server.anonymous().post(LOGIN, credentials("000000"));
        for (int i = 0; i < 6; i++) {
            last = server.anonymous().post(LOGIN, credentials("00000" + i));
        }

        assertThat(last.status()).isEqualTo(429);
        assertThat(last.header("retry-after")).isPresent();
    }

    @Test
    void theTokenSaysHowItWasGot() throws Exception {
        Somebody doctor = server.person(tenant, Role.DOCTOR);

        SignedJWT two = SignedJWT.parse(
                server.withToken(operator).header("Authorization").substring(7));
        SignedJWT one =
                SignedJWT.parse(server.withToken(doctor).header("Authorization").substring(7));

        assertThat(two.getJWTClaimsSet().getStringListClaim("amr")).containsExactly("pwd", "otp");
        assertThat(two.getJWTClaimsSet().getLongClaim("auth_time"))
                .isLessThanOrEqualTo(java.time.Instant.now().getEpochSecond());
        assertThat(one.getJWTClaimsSet().getStringListClaim("amr")).containsExactly("pwd");
    }

    @Test
    void onThePageTheCodeComesAfterThePasswordAndInANewSession() {
        Client browser = server.anonymous().with("Accept", "text/html");

        Client.Answer password = browser.submit("/login", credentials());
        assertThat(password.header("location")).hasValue("/login/code");
        String waiting = browser.session();
        assertThat(browser.get("/login/code").status()).isEqualTo(200);
        assertThat(browser.get("/messages").header("location"))
                .as("signed in is who typed the code")
                .hasValueSatisfying(to -> assertThat(to).startsWith("/login"));
        assertThat(browser.get("/tenants").header("location")).hasValue("/login");
        assertThat(browser.submit("/tenants", Map.of("tenant", tenant.id().toString()))
                        .header("location"))
                .as("nor may they choose where to work")
                .hasValue("/login?notice=choose-again");
        Client.Answer wrong = browser.submit("/login/code", Map.of("code", "000000"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text()).contains("id=\"code-error\"");

        Client.Answer right = browser.submit("/login/code", Map.of("code", server.code(operator)));

        assertThat(right.header("location")).hasValue("/");
        assertThat(browser.session()).isNotEqualTo(waiting);
        assertThat(browser.get("/messages").status()).isEqualTo(200);
        Client thief = server.anonymous();
        thief.cookies().put(SessionCookie.NAME, waiting);
        assertThat(thief.submit("/login/code", Map.of("code", server.code(operator)))
                        .header("location"))
                .as("the session that waited has ended")
                .hasValue("/login?notice=code-again");
    }

    @Test
    void theCodeIsWaitedForFiveMinutes() {
        Client browser = server.anonymous();
        browser.submit("/login", credentials());
        server.database()
                .sql("update control.sessions set expires_at = expires_at - interval '5 minutes' where token_hash = ?")
                .param(Digests.hash(browser.session()))
                .update();

        assertThat(browser.submit("/login/code", Map.of("code", server.code(operator)))
                        .header("location"))
                .hasValue("/login?notice=code-again");
        assertThat(browser.get("/login/code").header("location")).hasValue("/login");
    }

    @Test
    void theFactorGoesAlongToAnotherTenant() {
        Tenant second = server.createTenant();
        server.bean(People.class).join(operator.id(), second.id(), Role.ADMIN);
        Client browser = server.signIn(operator);

        Client.Answer switched = browser.put(
                "/api/v1/auth/sessions/current/tenant",
                Map.of("tenantId", second.id().value()));

        assertThat(switched.status()).isEqualTo(200);
        assertThat(browser.get("/admin/tenants").status()).isEqualTo(200);
    }

    @Test
    void aNewPasswordDoesNotLowerTheFactor() {
        PasswordResets resets = server.bean(PasswordResets.class);
        String link = resets.issueByOperator(operator.email()).orElseThrow().token();
        String other = "another lantern over the quay";
        assertThat(resets.accept(link, other)).isInstanceOf(PasswordResets.Outcome.Done.class);

        Client.Answer answer = server.anonymous().post(LOGIN, Map.of("email", operator.email(), "password", other));

        assertThat(answer.problem()).isEqualTo("second-factor-required");
    }

    // What takes the factor

    /** Somebody who runs the installation and has not set one up. */
    private Somebody unenrolled() {
        Somebody somebody = server.person(server.createTenant(), Role.PLATFORM_OPERATOR);
        server.bean(SecondFactors.class).remove(somebody.id());
        server.forgetFactor(somebody);
        return somebody;
    }

    private Stream<Map.Entry<RequestMappingInfo, HandlerMethod>> handlersOfOperators() {
        return server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet().stream()
                .filter(each -> {
                    Requires requires = Gatekeeper.find(each.getValue(), Requires.class);
                    return requires != null && Stream.of(requires.value()).anyMatch(Role.PLATFORM_OPERATOR::may);
                });
    }

    @Test
    void noHandlerOfThoseWhoRunTheInstallationOpensToThePasswordAlone() {
        Somebody somebody = unenrolled();
        // Pages lead a browser on; a program is told why.
        Client token = server.withToken(somebody).with("Accept", "application/json");
        Client session = server.signIn(somebody).with("Accept", "application/json");
        int asked = 0;
        for (var each : handlersOfOperators().toList()) {
            for (String pattern : each.getKey().getPatternValues()) {
                String path = pattern.replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
                String method = each.getKey()
                        .getMethodsCondition()
                        .getMethods()
                        .iterator()
                        .next()
                        .name();
                String type = each.getKey().getConsumesCondition().getConsumableMediaTypes().stream()
                        .map(Object::toString)
                        .findFirst()
                        .orElse(null);
                for (Client client : List.of(token, session)) {
                    Client.Answer answer =
                            client.send(method, path, java.net.http.HttpRequest.BodyPublishers.ofString("{}"), type);
                    assertThat(answer.status()).as(method + " " + path).isEqualTo(403);
                    assertThat(answer.problem()).as(method + " " + path).isEqualTo("second-factor-required");
                    asked++;
                }
            }
        }

        assertThat(asked).isGreaterThanOrEqualTo(20);
        assertThat(server.withToken(operator).get("/admin/tenants").status())
                .as("the control: with the factor it opens")
                .isEqualTo(200);
    }

    @Test
    void whatLiesUnderAdminAndInTheConsoleBelongsToThoseWhoRunTheInstallation() {
        List<HandlerMethod> operators =
                handlersOfOperators().map(Map.Entry::getValue).toList();

        assertThat(server.bean(RequestMappingHandlerMapping.class).getHandlerMethods().entrySet().stream()
                        .filter(each -> each.getKey().getPatternValues().stream()
                                .anyMatch(pattern -> pattern.startsWith("/admin/") || pattern.startsWith("/console/")))
                        .map(Map.Entry::getValue))
                .isNotEmpty()
                .allMatch(operators::contains);
    }

    @Test
    void theOtherWorkOfAnOperatorGoesOnWithoutIt() {
        Client session = server.signIn(unenrolled());

        assertThat(session.get("/people").status()).isEqualTo(200);
    }

    @Test
    void inABrowserTheyAreLedToWhereItIsSetUp() {
        Client browser = server.signIn(unenrolled()).with("Accept", "text/html,*/*;q=0.8");

        Client.Answer answer = browser.get("/admin/tenants?page=2");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).hasValue("/account/second-factor?next=%2Fadmin%2Ftenants%3Fpage%3D2");
        browser.with("HX-Request", "true");
        assertThat(browser.get("/admin/tenants").header("hx-redirect")).hasValue("/account/second-factor");
    }

    @Test
    void aCodeOfTenMinutesAgoIsNotEnoughToArchiveATenant() {
        Tenant victim = server.createTenant();
        Client session = server.signIn(operator);
        String path = "/admin/tenants/" + victim.id();
        assertThat(session.delete(path).status()).as("fresh").isEqualTo(200);
        assertThat(session.post(path + "/restore", Map.of()).status()).isEqualTo(200);
        age(session);

        Client.Answer archive = session.delete(path);
        Client.Answer restore = session.post(path + "/restore", Map.of());

        assertThat(archive.status()).isEqualTo(403);
        assertThat(archive.problem()).isEqualTo("second-factor-stale");
        assertThat(restore.problem()).isEqualTo("second-factor-stale");
        assertThat(session.get(path).status()).as("reading goes on").isEqualTo(200);

        String before = session.session();
        Client.Answer proved =
                session.put("/api/v1/auth/sessions/current/second-factor", Map.of("code", server.code(operator)));
        session.with("X-CSRF-Token", proved.json().path("csrfToken").asString());

        assertThat(proved.status()).isEqualTo(200);
        assertThat(session.session()).isNotEqualTo(before);
        assertThat(session.delete(path).status()).isEqualTo(200);
        assertThat(session.post(path + "/restore", Map.of()).status()).isEqualTo(200);
        Client old = server.anonymous();
        old.cookies().put(SessionCookie.NAME, before);
        assertThat(old.get("/api/v1/auth/me").status()).isEqualTo(401);
    }

    @Test
    void provingItAgainTakesTheRightCode() {
        Client session = server.signIn(operator);
        String path = "/api/v1/auth/sessions/current/second-factor";

        assertThat(session.put(path, Map.of("code", "000000")).problem()).isEqualTo("second-factor-wrong");
        assertThat(session.put(path, Map.of()).status()).isEqualTo(400);
        assertThat(server.withToken(operator)
                        .put(path, Map.of("code", server.code(operator)))
                        .status())
                .as("a token is got anew instead")
                .isEqualTo(401);
    }

    /** Ten minutes pass for this session. */
    private void age(Client session) {
        server.database()
                .sql(
                        "update control.sessions set second_factor_at = second_factor_at - interval '10 minutes' where token_hash = ?")
                .param(Digests.hash(session.session()))
                .update();
        server.bean(Rights.class).forgetAll();
    }

    // Setting it up and taking it away

    @Test
    void whoSetsOneUpIsSignedOutEverywhereElseAndToldByMail() {
        Somebody doctor = server.person(tenant, Role.DOCTOR);
        Client elsewhere = server.signIn(doctor);
        Client token = server.withToken(doctor);
        Client browser = server.signIn(doctor).with("Accept", "text/html");
        String page = browser.get("/account/second-factor").text();
        Totp totp = Totp.ofBase32(secretOn(page));
        String offer = field(page, "offer");
        Client.Answer wrong = enrol(browser, offer, "000000", "/");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(field(wrong.text(), "offer"))
                .as("the same secret is shown again")
                .isEqualTo(offer);

        Client.Answer done = enrol(browser, offer, totp.codeAt(java.time.Instant.now()), "/inbox");

        assertThat(done.header("location")).hasValue("/inbox");
        assertThat(browser.get("/inbox").status()).isEqualTo(200);
        assertThat(elsewhere.get("/api/v1/auth/me").status()).isEqualTo(401);
        assertThat(token.get("/api/v1/auth/me").status()).isEqualTo(401);
        assertThat(trail(doctor)).contains("second_factor_enrolled");
        assertThat(mailsTo(doctor)).hasSize(1).first().asString().contains("eingerichtet");
        assertThat(enrol(browser, offer, totp.codeAt(java.time.Instant.now()), "/")
                        .status())
                .as("a second one replaces nothing: its token is of the session before")
                .isIn(303, 403);
    }

    @Test
    void anOfferIsItsPersonsAndGoodForHalfAnHour() {
        Enrolments enrolments = server.bean(Enrolments.class);
        Somebody doctor = server.person(tenant, Role.DOCTOR);
        String offer = enrolments.offer(doctor.id()).sealed();

        assertThat(enrolments.open(doctor.id(), offer)).isPresent();
        assertThat(enrolments.open(operator.id(), offer)).as("somebody else's").isEmpty();
        assertThat(enrolments.open(doctor.id(), offer.substring(1))).isEmpty();
        assertThat(enrolments.open(doctor.id(), "no base64 %")).isEmpty();
        assertThat(enrolments.open(doctor.id(), "")).isEmpty();
        Client browser = server.signIn(doctor).with("Accept", "text/html");
        assertThat(enrol(browser, "invented", "000000", "/").status()).isEqualTo(422);
    }

    @Test
    void afterwardsNobodyIsLedToAnotherSite() {
        Somebody doctor = server.person(tenant, Role.DOCTOR);
        Client browser = server.signIn(doctor);
        Enrolments.Offer offer = server.bean(Enrolments.class).offer(doctor.id());

        Client.Answer done =
                enrol(browser, offer.sealed(), offer.totp().codeAt(java.time.Instant.now()), "https://evil.example/");

        assertThat(done.header("location")).hasValue("/");
    }

    @Test
    void nobodyRemovesItWithoutACode() {
        Client browser = server.signIn(operator).with("Accept", "text/html");
        Client elsewhere = server.signIn(operator);

        assertThat(browser.submit("/account/second-factor/removal", csrf(browser, Map.of("code", "000000")))
                        .status())
                .isEqualTo(422);
        assertThat(server.bean(SecondFactors.class).has(operator.id())).isTrue();

        Client.Answer removed =
                browser.submit("/account/second-factor/removal", csrf(browser, Map.of("code", server.code(operator))));

        assertThat(removed.header("location")).hasValue("/account/second-factor");
        assertThat(elsewhere.get("/api/v1/auth/me").status()).isEqualTo(401);
        assertThat(browser.with("Accept", "application/json")
                        .get("/admin/tenants")
                        .problem())
                .isEqualTo("second-factor-required");
        assertThat(trail(operator)).contains("second_factor_removed");
    }

    @Test
    void onAPageOneProvesItAgainAndGoesBackToWhereOneWas() {
        Client browser = server.signIn(operator).with("Accept", "text/html");
        age(browser);

        assertThat(browser.get("/account/second-factor/confirm?next=/people").text())
                .contains("name=\"next\" value=\"/people\"");
        assertThat(browser.submit(
                                "/account/second-factor/confirm",
                                csrf(browser, Map.of("code", "000000", "next", "/people")))
                        .status())
                .isEqualTo(422);
        Client.Answer back = browser.submit(
                "/account/second-factor/confirm",
                csrf(browser, Map.of("code", server.code(operator), "next", "/people")));

        assertThat(back.header("location")).hasValue("/people");
    }

    private Client.Answer enrol(Client browser, String offer, String code, String next) {
        return browser.submit(
                "/account/second-factor", csrf(browser, Map.of("offer", offer, "code", code, "next", next)));
    }

    private static Map<String, String> csrf(Client browser, Map<String, String> fields) {
        Map<String, String> all = new java.util.HashMap<>(fields);
        all.put("_csrf", browser.header("X-CSRF-Token"));
        return all;
    }

    private static String secretOn(String page) {
        Matcher secret = Pattern.compile("class=\"secret\"[^>]*>(.*?)</p>", Pattern.DOTALL)
                .matcher(page);
        assertThat(secret.find()).isTrue();
        return secret.group(1).replaceAll("<[^>]*>", "");
    }

    private static String field(String page, String name) {
        Matcher field =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        assertThat(field.find()).as(name).isTrue();
        return field.group(1);
    }

    private List<String> trail(Somebody who) {
        return server.database()
                .sql("select action from loop.audit_stage where tenant_id = ? and resource_id = ? order by at")
                .params(who.tenant().id().value(), who.id().toString())
                .query(String.class)
                .list();
    }

    private List<String> mailsTo(Somebody who) {
        return server.bean(health.careloop.mail.Mailbox.class).newest(200).stream()
                .filter(mail -> mail.to().equals(who.email()))
                .map(health.careloop.mail.Mailbox.Mail::text)
                .toList();
    }
}
