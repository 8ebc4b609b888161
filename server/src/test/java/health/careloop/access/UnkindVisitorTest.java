package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.tenancy.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody tries who means no good, or whose browser does not: it neither breaks a page nor opens one. */
class UnkindVisitorTest {
    private final TestServer server = TestServer.shared();
    private final Tenant tenant = server.createTenant();
    private final Client stranger =
            server.anonymous().with("Accept", "text/html").with("Accept-Language", "de");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email=%zz&password=%|400|Das konnte Careloop nicht lesen",
                "email=%ff%fe&password=%ff|400|Das konnte Careloop nicht lesen",
                "email=a&email=b&password=c|401|Anmelden",
                "email[]=a&password[]=b|401|Anmelden",
                "''|401|Anmelden"
            })
    void aFormNobodyFilledInIsAnsweredInWords(String form, int status, String title) {
        Client.Answer answer = post("/login", form);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).contains(">" + title + "<").doesNotContain("Exception");
    }

    @Test
    void whatIsNoAddressIsNotShownAgain() {
        String shown =
                post("/login", "email=a%00%1b%0ab@praxis.example&password=x").text();

        assertThat(shown).contains("value=\"ab@praxis.example\"").doesNotContain("\0", "\u001b");
        assertThat(post("/login", "email=" + "a".repeat(5_000) + "&password=x").text())
                .hasSizeLessThan(5_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//evil.example", "/%5C/evil.example%0d%0aX: y", "/\\evil.example", "https://evil.example", ""})
    void aPreferenceLeadsNowhereElse(String back) {
        String to = stranger.submit("/preferences", Map.of("language", "de", "back", back))
                .header("location")
                .orElseThrow();

        assertThat(to).startsWith("/").doesNotStartWith("//").doesNotContain("\n", "\\");
    }

    @Test
    void aPreferenceWithAnEndlessWayBackLeadsToTheStart() {
        Client.Answer answer = stranger.submit("/preferences", Map.of("back", "/" + "a".repeat(20_000)));

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("location")).contains("/");
    }

    @Test
    void aRequestFromAnotherSiteIsNotCalledAnOldPage() {
        Client.Answer answer =
                stranger.with("Origin", "null").submit("/login", Map.of("email", "a@b.example", "password", "x"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("Diese Anfrage kam von anderswo", "https://");
    }

    @Test
    void signingInAgainEndsTheSessionBefore() {
        Somebody doctor = server.person(tenant, Role.DOCTOR);
        Client browser = server.signIn(doctor);
        String before = browser.session();

        Client.Answer again = browser.submit("/login", Map.of("email", doctor.email(), "password", doctor.password()));

        assertThat(again.status()).isEqualTo(303);
        assertThat(browser.session()).isNotEqualTo(before);
        assertThat(browser.get("/api/v1/auth/me").status()).isEqualTo(200);
        Client old = server.anonymous();
        old.cookies().put(SessionCookie.NAME, before);
        assertThat(old.get("/api/v1/auth/me").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"/nowhere,404", "/results?page=x,404"})
    void whereNothingWasCountedNoNumberStands(String address, int status) {
        Client browser = server.signIn(server.person(tenant, Role.DOCTOR)).with("Accept", "text/html");

        Client.Answer answer = browser.get(address);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text())
                .contains("id=\"unread\" hidden")
                .doesNotContain("<span aria-hidden=\"true\">0</span>");
    }

    @Test
    void whoIsInsideIsNotAskedToSignIn() {
        Client browser = server.signIn(server.person(tenant, Role.DOCTOR)).with("Accept", "text/html");

        assertThat(browser.get("/login").header("location")).contains("/");
        assertThat(browser.get("/login?notice=activated").status())
                .as("a colleague's new account on the same computer")
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A\0B", "Dr. \u202eetteinreV", "Line\nbreak", "a"})
    void aNameIsWhatCanBeReadBesideOthers(String name) {
        Activations activations = server.bean(Activations.class);
        String token = activations.invite("n" + System.nanoTime() + "@example.org", tenant.id(), Role.NURSE);

        assertThat(activations.accept(token, name, "ein langer Satz mit Kranichen"))
                .isEqualTo(new Activations.Outcome.Refused(java.util.Set.of(
                        name.length() < 2 ? Activations.Fault.NAME_LENGTH : Activations.Fault.NAME_CHARACTERS)));
        assertThat(activations.accept(token, "Zoë O’Brien-Núñez", "ein langer Satz mit Kranichen"))
                .isInstanceOf(Activations.Outcome.Accepted.class);
    }

    private Client.Answer post(String path, String form) {
        return stranger.send(
                "POST",
                path,
                BodyPublishers.ofString(form, StandardCharsets.US_ASCII),
                "application/x-www-form-urlencoded");
    }
}
