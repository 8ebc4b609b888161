package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer.Somebody;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How it is set up, proved again and removed. */
class SecondFactorKeptTest extends AnOperatorsFactor {
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
}
