package health.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private static final List<String> ALWAYS = List.of(
            "x-content-type-options",
            "referrer-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "content-security-policy",
            "cache-control");

    private final TestServer server = TestServer.shared();
    private final Client client = server.anonymous();

    @Test
    void nothingAtAnAddressIsAProblemWithItsTrace() {
        Client.Answer answer = client.get("/api/v1/nothing");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("content-type")).contains("application/problem+json");
        assertThat(answer.problem()).isEqualTo("not-found");
        assertThat(answer.json().path("status").asInt()).isEqualTo(404);
        assertThat(answer.json().path("traceId").asString()).matches("[0-9a-f]{32}");
        assertThat(answer.json().has("success")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/mirth-webhook", "/api/results", "/api/download/pdf/none"})
    void theSourceDesignsClientsFindTheirFields(String path) {
        Client.Answer answer = client.send("PATCH", path, BodyPublishers.noBody(), null);

        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.json().path("success").asBoolean(true)).isFalse();
        assertThat(answer.json().path("message").asString()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/nothing",
                "/nothing",
                "/",
                "/error",
                "/api/v1/auth/me",
                "/.well-known/jwks.json",
                "/webjars/htmx.org/2.0.10/dist/htmx.min.js",
                "/webjars/nothing.js",
                "/%2e%2e/x",
                "/a;b=c/x",
                "/api/v1/auth/login"
            })
    void everyAnswerCarriesTheHeaders(String path) {
        Client.Answer answer = client.get(path);

        assertThat(answer.headers().keySet())
                .as(answer.status() + " " + answer.text())
                .containsAll(ALWAYS);
        assertThat(answer.header("server")).isEmpty();
        assertThat(answer.header("x-powered-by")).isEmpty();
    }

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

    @Test
    void whatBrowsersAndRobotsAskForByThemselvesIsThere() {
        assertThat(client.get("/robots.txt").text()).contains("Disallow: /");
        assertThat(client.get("/favicon.ico").status()).isEqualTo(200);
        assertThat(client.get("/favicon.ico").header("strict-transport-security"))
                .as("without TLS")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/results", "/api/results", "/api/v1/patients"})
    void aParameterAListDoesNotKnowIsNamed(String path) {
        Client doctor = server.withToken(server.person(server.createTenant(), Role.DOCTOR));
        Client.Answer answer = doctor.get(path + "?patientId=abc&tenantId=x");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("unknown-parameter");
        assertThat(answer.json().path("parameter").asString()).isEqualTo("patientId");
        assertThat(answer.json().path("detail").asString()).contains("'patientId'", "limit, page");
        assertThat(doctor.get(path + "?tenantId=x&clinicId=y&page=1").status()).isEqualTo(200);
    }

    @Test
    void aPageBeyondTheLastLeadsToTheLastAndAnAddressTypedWrongToTheFirst() {
        Tenant tenant = server.createTenant();
        server.lab(tenant).sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));
        Client doctor = server.signIn(server.person(tenant, Role.DOCTOR));

        for (String list : List.of("/inbox?filter=all", "/messages?state=all")) {
            Client.Answer beyond = doctor.get(list + "&page=99");
            assertThat(beyond.status()).isEqualTo(303);
            assertThat(beyond.header("location")).contains(list);
        }
        for (String typed :
                List.of("/inbox?page=abc", "/inbox?filter=foo", "/messages?page=-1", "/messages?state=foo")) {
            assertThat(doctor.get(typed).status()).as(typed).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/results?q=", "/api/v1/patients?search="})
    void aSearchForWhatIsNoWordFindsNothing(String list) {
        Tenant tenant = server.createTenant();
        server.lab(tenant).sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));
        Client doctor = server.withToken(server.person(tenant, Role.DOCTOR));

        assertThat(doctor.get(list).json().path("total").asInt()).isPositive();
        assertThat(doctor.get(list + "%25").json().path("total").asInt()).isZero();
        assertThat(doctor.get(list + "%00").json().path("total").asInt()).isZero();
    }

    @Test
    void whatTheServerItselfRefusesIsToldLikeEverythingElse() {
        Client.Answer headers = client.with("X-Large", "x".repeat(20_000)).get("/api/mirth-webhook");
        client.with("X-Large", null);
        Client.Answer body = client.post("/api/mirth-webhook", new byte[13 * 1024 * 1024], "text/plain");

        assertThat(headers.problem()).isEqualTo("headers-too-large");
        assertThat(headers.json().path("detail").asString()).contains("16 KB");
        assertThat(body.json().path("status").asInt()).isEqualTo(413);
        for (Client.Answer answer : List.of(headers, body)) {
            assertThat(answer.json().path("success").asBoolean(true)).isFalse();
            assertThat(answer.json().path("message").asString()).isNotEmpty();
            assertThat(answer.json().path("traceId").asString()).matches("[0-9a-f]{32}");
        }
    }

    @Test
    void aVersionedFileIsKeptAndAMissingOneIsNot() {
        assertThat(client.get("/webjars/htmx.org/2.0.10/dist/htmx.min.js").header("cache-control"))
                .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
        assertThat(client.get("/webjars/nothing.js").header("cache-control")).contains("no-store");
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
            assertThat(answer.headers().keySet()).containsAll(ALWAYS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/careloop.css", "/careloop.js", "/webjars/htmx.org/2.0.10/dist/htmx.min.js"})
    void filesComeCompressedWhoeverAsks(String path) throws IOException {
        byte[] plain = client.get(path).bytes();
        Client.Answer answer = client.with("Accept-Encoding", "gzip")
                .with("Sec-Fetch-Site", "cross-site")
                .get(path);

        assertThat(answer.header("content-encoding")).contains("gzip");
        assertThat(answer.header("vary"))
                .hasValueSatisfying(vary -> assertThat(vary).containsIgnoringCase("accept-encoding"));
        assertThat(answer.bytes().length).isLessThan(plain.length / 2);
        assertThat(unzipped(answer)).isEqualTo(plain);
    }

    /** BREACH: whoever makes a browser ask must learn nothing from the length. */
    @Test
    void pagesAndJsonComeCompressedOnlyToOurOwnPagesAndToPrograms() throws IOException {
        Tenant tenant = server.createTenant();
        server.lab(tenant).sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));
        Somebody doctor = server.person(tenant, Role.DOCTOR);
        for (String path : List.of("/inbox", "/api/v1/results")) {
            Client browser = server.signIn(doctor).with("Accept-Encoding", "gzip");
            assertThat(browser.get(path).header("content-encoding"))
                    .as("an old browser")
                    .isEmpty();
            for (String site : List.of("cross-site", "same-site", "anything")) {
                assertThat(browser.with("Sec-Fetch-Site", site).get(path).header("content-encoding"))
                        .as(path + " " + site)
                        .isEmpty();
            }
            for (String site : List.of("same-origin", "none")) {
                Client.Answer answer = browser.with("Sec-Fetch-Site", site).get(path);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("content-encoding"))
                        .as(path + " " + site)
                        .contains("gzip");
                assertThat(unzipped(answer)).isNotEmpty();
            }
            assertThat(server.withToken(doctor)
                            .with("Accept-Encoding", "gzip")
                            .get("/api/v1/results")
                            .header("content-encoding"))
                    .contains("gzip");
        }
    }

    private static byte[] unzipped(Client.Answer answer) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.bytes()))) {
            return in.readAllBytes();
        }
    }

    @Test
    void everyPageGetsItsOwnNonce() {
        String one = client.get("/nothing").header("content-security-policy").orElseThrow();
        String other = client.get("/nothing").header("content-security-policy").orElseThrow();

        assertThat(one)
                .contains("script-src 'nonce-", "'strict-dynamic'", "default-src 'none'", "frame-ancestors 'none'");
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void aTraceIsContinuedAndABrokenOneReplaced() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        Client.Answer continued = client.with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .get("/api/v1/nothing");
        Client.Answer replaced = client.with("traceparent", "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01")
                .get("/api/v1/nothing");

        assertThat(continued.json().path("traceId").asString()).isEqualTo(trace);
        assertThat(continued.header("traceparent"))
                .hasValueSatisfying(
                        value -> assertThat(value).startsWith("00-" + trace).doesNotContain("00f067aa0ba902b7"));
        assertThat(replaced.json().path("traceId").asString()).isNotEqualTo("0".repeat(32));
    }

    @Test
    void whatCannotBeReadIsSaidInASentenceWithoutTheServersWords() {
        Client.Answer json = client.post(
                "/api/v1/auth/login", "{\"email\": canary".getBytes(StandardCharsets.UTF_8), "application/json");
        Client.Answer type = client.post("/api/v1/auth/login", "x".getBytes(StandardCharsets.UTF_8), "text/plain");
        Client.Answer method = client.get("/api/v1/auth/login");

        assertThat(json.status()).isEqualTo(400);
        assertThat(json.text()).doesNotContain("canary", "jackson", "Exception", "line");
        assertThat(type.status()).isEqualTo(415);
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("allow")).contains("POST");
    }

    @Test
    void headersThatAreTooLargeAreRefused() {
        Client.Answer answer = client.with("X-Large", "x".repeat(20_000)).get("/api/v1/nothing");

        assertThat(answer.status()).isEqualTo(431);
        assertThat(answer.text()).doesNotContain("jetty", "Jetty", "<html");
        assertThat(answer.headers().keySet()).containsAll(ALWAYS);
    }

    /** Only announced: a client that is still sending may never read the answer of a server that has hung up. */
    @Test
    void aBodyThatIsTooLargeIsRefused() throws IOException {
        String answer = raw("POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + 13 * 1024 * 1024 + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413");
        assertThat(ALWAYS)
                .allSatisfy(
                        header -> assertThat(answer.toLowerCase(Locale.ROOT)).contains(header + ":"));
    }

    @Test
    void whatIsNotHttpGetsNoWordAboutTheServer() throws IOException {
        String answer = raw(
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer).doesNotContainIgnoringCase("jetty").doesNotContain("<html");
        assertThat(raw("NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400").doesNotContainIgnoringCase("jetty");
    }

    @Test
    void aListSaysHowManyThereAre() {
        Page<String> page = Page.of("results", List.of("a", "b"), 45, new PageRequest(2, 20));

        assertThat(page.wire())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("results", List.of("a", "b"), "total", 45L, "page", 2, "totalPages", 3));
        assertThat(Page.of("results", List.of(), 0, PageRequest.first()).totalPages())
                .isEqualTo(1);
        assertThat(new PageRequest(3, 20).offset()).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "101", "1e3", "١", "99999999999", " 5"})
    void aPageOutOfRangeIsRefused(String limit) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> PageRequest.parse(null, limit))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().status()).isEqualTo(400);
                    assertThat(e.problem().detail()).contains("from 1 to 100");
                });
    }

    @Test
    void theLogKeepsWhatAndWhereButNotTheDatabasesWords() {
        Throwable failure = new IllegalStateException(
                "wrapped canary",
                new java.sql.SQLException("invalid input syntax for type integer: \"canary\"", "22P02"));

        java.io.StringWriter log = new java.io.StringWriter();
        new QuietThrowable(failure).printStackTrace(new java.io.PrintWriter(log, true));

        assertThat(log.toString()).contains("SQLSTATE 22P02", "AnswersTest").doesNotContain("canary");
    }

    @Test
    void aTenantBeyondTheFirstFiftyHasNoLabelOfItsOwn() {
        Meters meters = new Meters(new io.micrometer.core.instrument.simple.SimpleMeterRegistry());
        for (int i = 0; i < 50; i++) {
            assertThat(meters.tenantLabel("t" + i)).isEqualTo("t" + i);
        }

        assertThat(meters.tenantLabel("t50")).isEqualTo("other");
        assertThat(meters.tenantLabel("t7")).isEqualTo("t7");
        assertThat(meters.tenantLabel(null)).isEqualTo("unknown");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", URI.create(server.url()).getPort())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
