package health.careloop.intake;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.TestServer;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/** A practice of its own for every test, the laboratory that reports to it, and its doctor. */
abstract class PracticeWithALab {
    final TestServer server = TestServer.shared();
    Tenant practice;
    Lab lab;
    Client doctor;

    @BeforeEach
    void open() {
        practice = server.createTenant();
        lab = server.lab(practice);
        doctor = server.withToken(server.person(practice, Role.DOCTOR));
    }

    JsonNode top() {
        return doctor.get("/api/v1/results").json().path("results").path(0);
    }

    JsonNode report(String name) {
        for (JsonNode result : doctor.get("/api/v1/results").json().path("results")) {
            if (result.path("patient").path("name").asString().startsWith(name)) {
                return doctor.get("/api/v1/results/" + result.path("resultId").asString())
                        .json();
            }
        }
        throw new AssertionError("No result of " + name);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        doctor.get("/api/v1/results?limit=100")
                .json()
                .path("results")
                .forEach(result -> names.add(result.path("patient").path("name").asString()));
        return names;
    }

    int total(Client client, String filter) {
        return client.get("/api/v1/results?filter=" + filter)
                .json()
                .path("total")
                .asInt();
    }

    static JsonNode observation(JsonNode report, String code) {
        for (JsonNode observation : report.path("observations")) {
            if (observation.path("code").asString().equals(code)) {
                return observation;
            }
        }
        throw new AssertionError("No observation " + code);
    }

    String page(UUID message) {
        return server.signIn(server.person(practice, Role.DOCTOR))
                .with("Accept-Language", "en")
                .get("/messages/" + message)
                .text();
    }

    /** The doctor's browser, in German or English. */
    Client browser(String language) {
        return server.signIn(server.person(practice, Role.DOCTOR)).with("Accept-Language", language);
    }
}
