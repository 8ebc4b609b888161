package health.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which methods an address takes, and those that none does. */
class MethodsTest {
    private final TestServer server = TestServer.shared();
    private final Client client = server.anonymous();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/login|GET HEAD POST OPTIONS",
                "/inbox|GET HEAD OPTIONS",
                "/api/v1/results|GET HEAD OPTIONS",
                "/api/mirth-webhook|POST OPTIONS"
            })
    void aStrangerMayAskWhichMethodsAnAddressTakes(String path, String methods) {
        Client.Answer answer = client.send("OPTIONS", path, BodyPublishers.noBody(), null);

        assertThat(answer.status()).as(answer.text()).isEqualTo(204);
        assertThat(answer.header("allow").orElseThrow().split(", ?")).containsExactlyInAnyOrder(methods.split(" "));
    }

    @Test
    void noOtherSiteIsLetInAndNothingNamesTrace() {
        Client preflight = server.anonymous()
                .with("Origin", "https://elsewhere.example")
                .with("Access-Control-Request-Method", "GET");

        for (Client each : List.of(preflight, client)) {
            for (String path : List.of("/login", "/inbox", "/nothing", "/api/v1/nothing", "/careloop.css", "/error")) {
                Client.Answer answer = each.send("OPTIONS", path, BodyPublishers.noBody(), null);

                assertThat(answer.status()).as(path).isNotEqualTo(403).isLessThan(500);
                assertThat(answer.header("allow").orElse("")).as(path).doesNotContain("TRACE");
                assertThat(answer.header("access-control-allow-origin")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"GET,/preferences,POST", "GET,/logout,POST"})
    void aMethodAnAddressDoesNotTakeIsAPageOfItsOwn(String method, String path, String allowed) {
        Client.Answer answer = server.anonymous()
                .with("Accept", "text/html")
                .with("Accept-Language", "en")
                .send(method, path, BodyPublishers.noBody(), null);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).contains(allowed);
        assertThat(answer.text())
                .contains("This address cannot be opened like this")
                .doesNotContain("There is nothing here");
    }

    @ParameterizedTest
    @CsvSource({
        "TRACE,/",
        "TRACE,/login",
        "TRACE,/careloop.css",
        "TRACE,/api/v1/auth/me",
        "TRACE,/api/mirth-webhook",
        "TRACE,/nothing",
        "TRACK,/login",
        "TRACK,/careloop.css",
        "TRACK,/nothing"
    })
    void nobodyGetsBackWhatWasSent(String method, String path) {
        for (Client each : List.of(client, new Client(server.metricsUrl()))) {
            Client.Answer answer =
                    each.with("X-Canary", "canary-4711").send(method, path, BodyPublishers.noBody(), null);

            assertThat(answer.status()).as(answer.text()).isEqualTo(405);
            assertThat(answer.problem()).isEqualTo("method-not-allowed");
            assertThat(answer.header("allow"))
                    .hasValueSatisfying(
                            allowed -> assertThat(allowed).contains("GET").doesNotContain(method));
            assertThat(answer.text()).doesNotContain("canary");
            assertThat(answer.headers().keySet()).containsAll(HeadersTest.ALWAYS.keySet());
        }
    }
}
