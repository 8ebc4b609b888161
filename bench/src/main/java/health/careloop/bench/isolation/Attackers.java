package health.careloop.bench.isolation;

import health.careloop.access.Role;
import health.careloop.bench.HttpConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everybody who might ask from outside the victim's tenant: nobody, every role of the other tenant with a token, a doctor
 * with a browser, and those whose right has ended or is made up.
 */
final class Attackers {
    /** Of the first attacker's doctor: somebody who may sign in. */
    static final String EMAIL = "doctor@feldlerche.example.org";

    static final String PASSWORD = "violet lantern under the quay";

    private final Installation installation;
    private final Practice practice;

    Attackers(Installation installation, Practice practice) {
        this.installation = installation;
        this.practice = practice;
    }

    /** @param victim whose id the forged token claims */
    List<Caller> all(String victim) throws IOException {
        List<Caller> callers = new ArrayList<>();
        callers.add(new Caller("nobody", List.of(), false));
        String doctorsToken = "";
        for (Role role : Role.values()) {
            String wire = role.name().toLowerCase(Locale.ROOT);
            String email = wire + "@" + practice.tenant().slug() + ".example.org";
            installation.member(practice.tenant().id(), role, email, "Probe " + wire, PASSWORD);
            String code = role == Role.PLATFORM_OPERATOR ? installation.enrolled(email) : "";
            String token =
                    post("/api/v1/auth/login", email, code).path("accessToken").asString();
            callers.add(new Caller(wire, List.of("Authorization: Bearer " + token), false));
            if (role == Role.DOCTOR) {
                doctorsToken = token;
            }
        }
        callers.add(browser("doctor in a browser"));
        Caller ended = browser("doctor, signed out");
        signOut(ended);
        callers.add(ended);
        callers.add(new Caller(
                "forged token",
                List.of("Authorization: Bearer "
                        + forged(doctorsToken, practice.id().toString(), victim)),
                false));
        return callers;
    }

    private Caller browser(String name) throws IOException {
        HttpConnection.Answer answer =
                send("/api/v1/auth/sessions", "doctor@" + practice.tenant().slug() + ".example.org", "");
        String cookie = answer.header("Set-Cookie").orElseThrow().split(";", 2)[0];
        String csrf =
                JsonMapper.shared().readTree(answer.body()).path("csrfToken").asString();
        return new Caller(name, List.of("Cookie: " + cookie, "X-CSRF-Token: " + csrf), true);
    }

    private void signOut(Caller caller) throws IOException {
        try (HttpConnection connection = new HttpConnection(installation.port())) {
            byte[] request = ("DELETE /api/v1/auth/sessions/current HTTP/1.1\r\nHost: localhost\r\n"
                            + String.join("\r\n", caller.headers()) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            connection.exchange(request, request.length);
        }
    }

    private JsonNode post(String path, String email, String code) throws IOException {
        return JsonMapper.shared().readTree(send(path, email, code).body());
    }

    private HttpConnection.Answer send(String path, String email, String code) throws IOException {
        byte[] body = "{\"email\":\"%s\",\"password\":\"%s\",\"code\":\"%s\",\"tenant\":\"%s\"}"
                .formatted(email, PASSWORD, code, practice.tenant().slug())
                .getBytes(StandardCharsets.UTF_8);
        byte[] request =
                ("POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                                        .formatted(path, body.length)
                                + new String(body, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8);
        try (HttpConnection connection = new HttpConnection(installation.port())) {
            HttpConnection.Answer answer = connection.exchange(request, request.length);
            if (answer.status() != 200) {
                throw new IllegalStateException(email + " could not sign in: " + answer.text());
            }
            return answer;
        }
    }

    /** The doctor's token with another tenant in it, under the signature of the true one. */
    private static String forged(String token, String own, String victim) {
        String[] parts = token.split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        parts[1] = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace(own, victim).getBytes(StandardCharsets.UTF_8));
        return String.join(".", parts);
    }
}
