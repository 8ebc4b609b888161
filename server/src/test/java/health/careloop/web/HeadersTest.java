package health.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What a browser must hold to stands on every answer, whoever gives it. */
class HeadersTest {
    static final Map<String, String> ALWAYS = Map.of(
            "x-content-type-options", "nosniff",
            "x-frame-options", "DENY",
            "referrer-policy", "no-referrer",
            "cross-origin-opener-policy", "same-origin",
            "cross-origin-resource-policy", "same-origin");

    private final TestServer server = TestServer.shared();
    private final Client client = server.anonymous();

    @Test
    void everyAnswerOfEveryHandlerCarriesTheHeaders() {
        Tenant tenant = server.createTenant();
        server.lab(tenant).sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));
        Somebody doctor = server.person(tenant, Role.DOCTOR);
        Map<String, Client> callers = new LinkedHashMap<>();
        callers.put("a stranger", server.anonymous());
        callers.put("a stranger's browser", server.anonymous().with("Accept", "text/html"));
        callers.put("a program", server.withToken(doctor));
        callers.put("a browser", server.signIn(doctor).with("Accept", "text/html"));
        callers.put("a stale page", server.signIn(doctor).with("Accept", "text/html"));
        callers.get("a stale page").with("X-CSRF-Token", "stale");

        Set<Integer> seen = new TreeSet<>();
        callers.forEach((name, caller) -> handlers().forEach(handler -> {
            String[] parts = handler.split(" ");
            String path = parts[1].replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
            String type = path.startsWith("/api") ? "application/json" : "application/x-www-form-urlencoded";
            Client.Answer answer = caller.send(parts[0], path, BodyPublishers.noBody(), type);
            holds(name + ": " + handler, answer);
            seen.add(answer.status());
        }));

        assertThat(seen)
                .as("kinds of answer that were looked at")
                .contains(200, 204, 303, 400, 401, 403, 404, 405, 410, 428);
    }

    @Test
    void filesDownloadsAndWhatNeverReachesAHandlerCarryThemToo() throws IOException {
        Tenant tenant = server.createTenant();
        UUID message = server.lab(tenant).sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));
        Client doctor = server.withToken(server.person(tenant, Role.DOCTOR));
        String result = doctor.get("/api/v1/results")
                .json()
                .path("results")
                .path(0)
                .path("resultId")
                .asString();

        for (String path : List.of(
                "/api/v1/messages/" + message + "/original",
                "/api/download/ldt/" + result,
                "/api/download/pdf/" + result,
                "/results/" + result + "/report.pdf")) {
            Client.Answer download = doctor.get(path);
            assertThat(download.status()).as(path).isEqualTo(200);
            assertThat(download.header("content-disposition").orElse(""))
                    .as(path)
                    .contains("attachment");
            holds(path, download);
        }
        for (String path : List.of(
                "/careloop.css",
                "/favicon.ico",
                "/robots.txt",
                "/webjars/htmx.org/2.0.10/dist/htmx.min.js",
                "/webjars/nothing.js",
                "/nothing",
                "/%2e%2e/x",
                "/a;b=c/x",
                "/error")) {
            holds(path, client.get(path));
            holds("HEAD " + path, client.send("HEAD", path, BodyPublishers.noBody(), null));
        }
        holds(
                "headers too large",
                server.anonymous().with("X-Large", "x".repeat(20_000)).get("/login"));
        assertThat(ALWAYS.keySet())
                .as("what is no HTTP")
                .allSatisfy(header -> assertThat(
                                Wire.raw(server, "NONSENSE\r\n\r\n").toLowerCase(Locale.ROOT))
                        .contains(header + ":"));
    }

    private static void holds(String where, Client.Answer answer) {
        String at = where + " " + answer.status();
        ALWAYS.forEach((header, value) ->
                assertThat(answer.header(header)).as(at + " " + header).contains(value));
        assertThat(answer.header("content-security-policy").orElse(""))
                .as(at)
                .contains("default-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'");
        assertThat(answer.header("permissions-policy").orElse("")).as(at).contains("camera=()", "geolocation=()");
        boolean file = where.matches("(HEAD )?/(careloop|favicon|robots|webjars/htmx).*");
        assertThat(answer.header("cache-control").orElse(""))
                .as(at)
                .contains(file ? "" : "no-store")
                .isNotEmpty();
        assertThat(answer.header("server")).as(at).isEmpty();
        assertThat(answer.header("x-powered-by")).as(at).isEmpty();
        assertThat(answer.header("strict-transport-security"))
                .as(at + " without TLS")
                .isEmpty();
    }

    /** Each method of each address, and one it does not take. What ends the session comes last. */
    private Set<String> handlers() {
        Set<String> handlers = new LinkedHashSet<>();
        Set<String> ending = new LinkedHashSet<>();
        server.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> {
                    for (String path : mapping.getPatternValues()) {
                        mapping.getMethodsCondition().getMethods().forEach(method -> {
                            boolean ends = path.endsWith("/logout") || path.endsWith("/current");
                            (ends ? ending : handlers).add(method + " " + path);
                        });
                        handlers.add("PATCH " + path);
                        handlers.add("OPTIONS " + path);
                    }
                });
        handlers.addAll(ending);
        return handlers;
    }

    @Test
    void overTlsABrowserIsHeldToItForAtLeastAYear() {
        String said = String.valueOf(ContentSecurity.headers(true, "n").get("Strict-Transport-Security"));

        assertThat(Long.parseLong(said.replaceAll("max-age=([0-9]+).*", "$1"))).isGreaterThanOrEqualTo(31_536_000);
        assertThat(ContentSecurity.headers(false, "n")).doesNotContainKey("Strict-Transport-Security");
    }

    @Test
    void signingOutEmptiesTheBrowser() {
        Somebody somebody = server.person(server.createTenant(), Role.DOCTOR);

        for (Client.Answer out : List.of(
                server.signIn(somebody).submit("/logout", Map.of()),
                server.signIn(somebody).delete("/api/v1/auth/sessions/current"))) {
            assertThat(out.status()).isLessThan(400);
            assertThat(out.header("clear-site-data")).contains("\"cache\", \"cookies\", \"storage\"");
            assertThat(out.header("set-cookie").orElse(""))
                    .contains("__Host-careloop=", "Max-Age=0", "Secure", "HttpOnly");
        }
    }

    @Test
    void whatBrowsersAndRobotsAskForByThemselvesIsThere() {
        assertThat(client.get("/robots.txt").text()).contains("Disallow: /");
        assertThat(client.get("/favicon.ico").status()).isEqualTo(200);
        assertThat(client.get("/favicon.ico").header("strict-transport-security"))
                .as("without TLS")
                .isEmpty();
    }

    @Test
    void aVersionedFileIsKeptAndAMissingOneIsNot() {
        assertThat(client.get("/webjars/htmx.org/2.0.10/dist/htmx.min.js").header("cache-control"))
                .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
        assertThat(client.get("/webjars/nothing.js").header("cache-control")).contains("no-store");
    }

    @Test
    void everyPageGetsItsOwnNonce() {
        String one = client.get("/nothing").header("content-security-policy").orElseThrow();
        String other = client.get("/nothing").header("content-security-policy").orElseThrow();

        assertThat(one)
                .contains("script-src 'nonce-", "'strict-dynamic'", "default-src 'none'", "frame-ancestors 'none'");
        assertThat(one).isNotEqualTo(other);
    }
}
