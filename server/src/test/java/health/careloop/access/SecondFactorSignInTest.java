package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import health.careloop.Client;
import health.careloop.TestServer.Somebody;
import health.careloop.tenancy.Tenant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecondFactorSignInTest extends AnOperatorsFactor {
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
}
