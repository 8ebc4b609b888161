package health.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.TransactionSystemException;

/** What went wrong is told in one form, and never in words of the server, the database or a parser. */
class ProblemsTest {
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

    /** Only a connection that broke leaves it open; what the database refused was not saved. */
    @ParameterizedTest
    @CsvSource({"08006, 503, commit-in-doubt", "57P01, 503, commit-in-doubt", "23514, 500, internal-error"})
    void aCommitThatBrokeOffIsNotSaidToHaveChangedNothing(String state, int status, String type) {
        Problem problem = Failures.problemOf(
                new TransactionSystemException("commit", new SQLException("words of the database", state)));

        assertThat(problem.status()).isEqualTo(status);
        assertThat(problem.name()).isEqualTo(type);
        assertThat(problem.detail()).doesNotContain("words of the database", "Nothing was changed");
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

    @ParameterizedTest
    @ValueSource(strings = {"/api/mirth-webhook", "/api/results", "/api/download/pdf/none"})
    void theSourceDesignsClientsFindTheirFields(String path) {
        Client.Answer answer = client.send("PATCH", path, BodyPublishers.noBody(), null);

        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        assertThat(answer.json().path("success").asBoolean(true)).isFalse();
        assertThat(answer.json().path("message").asString()).isNotEmpty();
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
        assertThat(answer.headers().keySet()).containsAll(HeadersTest.ALWAYS.keySet());
    }

    /** Only announced: a client that is still sending may never read the answer of a server that has hung up. */
    @Test
    void aBodyThatIsTooLargeIsRefused() throws IOException {
        String answer = Wire.raw(
                server,
                "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + 13 * 1024 * 1024 + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 413");
        assertThat(HeadersTest.ALWAYS.keySet())
                .allSatisfy(
                        header -> assertThat(answer.toLowerCase(Locale.ROOT)).contains(header + ":"));
    }

    /** Most clients write everything before they read: hanging up on them would look like a fault of the network. */
    @ParameterizedTest
    @ValueSource(ints = {13, 40})
    void whoSendsATooLargeBodyToItsEndReadsWhy(int megabytes) {
        byte[] body = " ".repeat(megabytes * 1024 * 1024).getBytes(StandardCharsets.US_ASCII);
        Client.Answer announced = client.post("/api/v1/auth/login", body, "application/json");
        Client.Answer chunked = client.send(
                "POST",
                "/api/v1/auth/login",
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                "application/json");

        for (Client.Answer answer : List.of(announced, chunked)) {
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.problem()).isEqualTo("too-large");
            assertThat(answer.json().path("detail").asString()).contains("200 KB");
        }
    }

    @Test
    void aFormThatIsTooLargeIsRefusedAsSuch() {
        Client.Answer answer = client.submit("/login", Map.of("email", "a".repeat(300_000), "password", "x"));

        assertThat(answer.status()).isEqualTo(413);
    }

    @Test
    void whatIsNotHttpGetsNoWordAboutTheServer() throws IOException {
        String answer = Wire.raw(
                server,
                "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer).doesNotContainIgnoringCase("jetty").contains("Careloop");
        assertThat(Wire.raw(server, "NONSENSE\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .doesNotContainIgnoringCase("jetty");
    }

    @Test
    void theLogKeepsWhatAndWhereButNotTheDatabasesWords() {
        Throwable failure = new IllegalStateException(
                "wrapped canary",
                new java.sql.SQLException("invalid input syntax for type integer: \"canary\"", "22P02"));

        java.io.StringWriter log = new java.io.StringWriter();
        new QuietThrowable(failure).printStackTrace(new java.io.PrintWriter(log, true));

        assertThat(log.toString()).contains("SQLSTATE 22P02", "ProblemsTest").doesNotContain("canary");
    }

    @Test
    void anAddressNobodyCanReadIsAProblemToo() {
        for (String path : List.of("/api/v1/results/x%00", "/api/v1/results/x%zz", "/api/v1/results/%ff")) {
            assertThat(Wire.raw(
                            server,
                            "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n"
                                    + "Connection: close\r\n\r\n"))
                    .as(path)
                    .startsWith("HTTP/1.1 400")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .doesNotContain("badMessage", "<html");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/mirth-webhook;x", "/login;x=1", "/api/v1;a/results", "/style.css;v"})
    void anAddressWithParametersInItsPathIsNobodys(String path) {
        for (String method : List.of("GET", "POST")) {
            assertThat(Wire.raw(
                            server,
                            method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n"
                                    + "Connection: close\r\n\r\n"))
                    .as(method)
                    .startsWith("HTTP/1.1 400");
        }
        assertThat(client.get("/login?next=a;b").status()).isEqualTo(200);
    }
}
