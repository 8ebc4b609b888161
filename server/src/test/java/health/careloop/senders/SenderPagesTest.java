package health.careloop.senders;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An administrator makes a sender, changes it and renews its secret, all on a page. */
class SenderPagesTest {
    private static final String LIST = "/senders";
    private static final Pattern SECRET = Pattern.compile("whsec_[A-Za-z0-9+/=]+");

    private final TestServer server = TestServer.shared();
    private final Tenant practice = server.createTenant();
    private final Client browser = page(Role.ADMIN);
    private String sender = "";
    private String firstSecret = "";

    private Client page(Role role) {
        return server.signIn(server.person(practice, role))
                .with("Accept", "text/html")
                .with("Accept-Language", "en");
    }

    @BeforeEach
    void make() {
        Client.Answer made = browser.submit(LIST, Map.of("name", "Labor Beispiel"));

        assertThat(made.status()).isEqualTo(201);
        firstSecret = first(SECRET, made.text());
        sender = first(Pattern.compile("action=\"(/senders/[0-9a-f-]{36})\""), made.text());
    }

    @Test
    void theSecretIsShownOnceAndNeverAgain() {
        assertThat(browser.get(sender).text())
                .contains("Labor Beispiel", "POST " + server.url() + "/api/mirth-webhook")
                .doesNotContain(firstSecret, "whsec_");
        assertThat(browser.get(LIST).text()).contains(sender, "everywhere").doesNotContain("whsec_");
    }

    @Test
    void whatIsSavedStandsThereAfterwards() {
        Client.Answer saved = browser.submit(sender, settings("1", "Labor Neu", "192.0.2.7\n2001:db8::/32"));

        assertThat(saved.status()).isEqualTo(303);
        String after = browser.get(saved.header("location").orElseThrow()).text();
        assertThat(after).contains("Saved.", "Labor Neu", "192.0.2.7\n2001:db8::/32");
        assertThat(browser.get(LIST).text()).contains("192.0.2.7, 2001:db8::/32");
    }

    @Test
    void whatIsWrongStandsBesideItsFieldAndWhatWasTypedStays() {
        assertThat(browser.submit(LIST, Map.of("name", " ")).text()).contains("id=\"name-error\"");

        Client.Answer wrong = browser.submit(sender, settings("1", "Labor Neu", "labor.example"));

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).contains("id=\"addresses-error\"", "Labor Neu", "labor.example</textarea>");
        assertThat(browser.get(sender).text()).doesNotContain("Labor Neu");
    }

    @Test
    void whoComesSecondIsToldAndOverwritesNothing() {
        browser.submit(sender, settings("1", "Labor Erst", ""));

        Client.Answer second = browser.submit(sender, settings("1", "Labor Zweit", ""));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text()).contains("Somebody changed this sender meanwhile", "value=\"Labor Zweit\"");
        assertThat(browser.get(sender).text()).contains("Labor Erst").doesNotContain("Labor Zweit");
    }

    @Test
    void aNewSecretIsShownOnceAndTheOldOneCanBeEnded() {
        Client.Answer renewed = browser.submit(sender + "/secrets", Map.of("days", "7"));

        assertThat(renewed.status()).isEqualTo(201);
        assertThat(first(SECRET, renewed.text())).isNotEqualTo(firstSecret);

        Client.Answer ended = browser.submit(sender + "/secrets/1/end", Map.of());

        assertThat(ended.status()).isEqualTo(303);
        assertThat(browser.get(ended.header("location").orElseThrow()).text())
                .contains("The secret is not valid any more.", sender + "/secrets/2/end")
                .doesNotContain(sender + "/secrets/1/end");
    }

    @Test
    void whoMayOnlyLookFindsNothingToChange() {
        Client operator = page(Role.OPERATOR);

        assertThat(List.of(operator.get(LIST).text(), operator.get(sender).text()))
                .allSatisfy(page -> assertThat(page)
                        .contains("Labor Beispiel")
                        .doesNotContain("<form method=\"post\" action=\"/senders"));
        assertThat(operator.submit(sender, settings("1", "Labor Neu", "")).status())
                .isEqualTo(403);
        assertThat(page(Role.DOCTOR).get(LIST).status()).isEqualTo(403);
    }

    private static Map<String, String> settings(String version, String name, String addresses) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("version", version);
        fields.put("name", name);
        fields.put("dialect", "standard_webhooks");
        fields.put("addresses", addresses);
        fields.put("active", "true");
        return fields;
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(pattern.pattern()).isTrue();
        return matcher.group(matcher.groupCount());
    }
}
