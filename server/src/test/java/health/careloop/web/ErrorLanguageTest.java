package health.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.access.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A person reads an error as a page in their language, a program as a problem in English (decision 0019). */
class ErrorLanguageTest {
    private final TestServer server = TestServer.shared();

    private static Client german(Client client) {
        return client.with("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
                .with("Accept-Language", "de-DE,de;q=0.9,en;q=0.5");
    }

    @Test
    void noGermanReaderIsShownAnEnglishProblem() {
        var tenant = server.createTenant();
        List<Client> readers = List.of(
                german(server.anonymous()),
                german(server.signIn(server.person(tenant, Role.HEAD_DOCTOR))),
                german(server.signIn(server.person(tenant, Role.ADMIN))),
                german(server.signIn(server.person(tenant, Role.RECEPTION))),
                german(server.signIn(server.person(tenant, Role.HEAD_DOCTOR))).with("X-CSRF-Token", "stale"));
        Set<Integer> seen = new TreeSet<>();
        for (Client reader : readers) {
            for (String address : addresses()) {
                String[] parts = address.split(" ");
                Client.Answer answer =
                        reader.send(parts[0], parts[1], BodyPublishers.noBody(), "application/x-www-form-urlencoded");
                if (answer.status() >= 400) {
                    isAGermanPage(address, answer);
                    seen.add(answer.status());
                }
            }
        }
        assertThat(seen).contains(400, 403, 404, 405, 410);
    }

    private static void isAGermanPage(String address, Client.Answer answer) {
        String as = address + " " + answer.status();
        assertThat(answer.header("content-type").orElse(""))
                .as(as + " " + answer.text())
                .startsWith("text/html");
        assertThat(answer.text()).as(as).contains("<html lang=\"de\"");
    }

    /** Every address a person may open or post to, with an id that is nobody's and one that is none. */
    private Set<String> addresses() {
        Set<String> addresses = new LinkedHashSet<>(Set.of("GET /nothing", "GET /error", "GET /webjars/nothing.js"));
        server.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> !path.startsWith("/api/") && !path.startsWith("/.well-known/"))
                        .filter(path -> !path.equals("/logout"))
                        .forEach(path -> {
                            for (String id : List.of("0198c0de-0000-7000-8000-000000000000", "x")) {
                                String to = path.replaceAll("\\{[^}]*}", id);
                                mapping.getMethodsCondition()
                                        .getMethods()
                                        .forEach(method -> addresses.add(method + " " + to));
                                addresses.add("DELETE " + to);
                            }
                        }));
        return addresses;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "405|TRACE /login|Diese Adresse lässt sich so nicht öffnen",
                "400|GET /%2e%2e/x|Das konnte Careloop nicht lesen",
                "431|GET /login|Das konnte Careloop nicht lesen",
                "413|POST /login|Das war zu groß"
            })
    void notEvenWhereItNeverReachedTheApplication(int status, String request, String title) {
        String answer = new String(
                Wire.raw(
                                server,
                                request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAccept: text/html\r\n"
                                        + "Accept-Language: de\r\n"
                                        + (status == 413
                                                ? "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                                        + 13 * 1024 * 1024 + "\r\n"
                                                : "")
                                        + (status == 431 ? "X-Large: " + "x".repeat(20_000) + "\r\n" : "")
                                        + "\r\n")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
                java.nio.charset.StandardCharsets.UTF_8);

        assertThat(answer).startsWith("HTTP/1.1 " + status).contains("<html lang=\"de\"", title);
    }

    @Test
    void aPageThatStoodOpenTooLongSaysSo() {
        Client stale = german(server.signIn(server.person(server.createTenant(), Role.DOCTOR)))
                .with("X-CSRF-Token", "stale");

        Client.Answer answer = stale.submit("/logout", Map.of());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).contains("Diese Seite war zu lange offen").doesNotContain("Berechtigung");
    }

    @Test
    void aProgramIsAnsweredInEnglishAndToldSo() {
        Client program = german(server.withToken(server.person(server.createTenant(), Role.DOCTOR)));

        for (String path : List.of(
                "/api/v1/nothing",
                "/api/v1/results?limit=0",
                "/api/v1/results/0198c0de-0000-7000-8000-000000000000",
                "/api/v1/auth/login")) {
            Client.Answer answer = program.get(path);
            assertThat(answer.header("content-type").orElse("")).as(path).startsWith("application/problem+json");
            assertThat(answer.header("content-language")).as(path).contains("en");
        }
    }
}
