package health.careloop.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import health.careloop.web.Meters;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MetricsAndHealthTest {
    private final TestServer server = TestServer.shared();
    private final Client metrics = new Client(server.metricsUrl());

    @Test
    void requestsAreTimedByRouteStatusAndTenant() {
        Tenant tenant = server.createTenant();
        Somebody doctor = server.person(tenant, Role.DOCTOR);
        server.withToken(doctor).get("/api/v1/auth/me");
        server.anonymous().get("/api/v1/auth/me");

        String text = metrics.get("/metrics").text();

        assertThat(text)
                .contains(
                        "http_request_duration_seconds_bucket{method=\"GET\",route=\"/api/v1/auth/me\",status_code=\"200\"")
                .contains("le=\"0.1\"", "le=\"0.5\"", "le=\"1.0\"", "le=\"2.0\"", "le=\"5.0\"")
                // The first fifty tenants of a process have labels of their own.
                .containsPattern("tenant_id=\"(" + tenant.id() + "|other)\"")
                .containsPattern(
                        "api_errors_total\\{endpoint=\"/api/v1/auth/me\",error_type=\"not-signed-in\",tenant_id=\"unknown\"")
                .containsPattern("ldt_queue_size\\{queue_name=\"ldt-processing\"} \\d")
                .containsPattern("ldt_queue_size\\{queue_name=\"dead-letter-queue\"} \\d")
                .doesNotContain("http_server_requests");
    }

    @Test
    void processingIsTimedInItsBuckets() {
        server.bean(Meters.class).ldtProcessed(null, "done", Duration.ofSeconds(7));

        assertThat(metrics.get("/metrics").text())
                .containsPattern(
                        "ldt_processing_duration_seconds_bucket\\{status=\"done\",tenant_id=\"unknown\",le=\"5.0\"} 0")
                .containsPattern(
                        "ldt_processing_duration_seconds_bucket\\{status=\"done\",tenant_id=\"unknown\",le=\"10.0\"} 1")
                .contains("le=\"30.0\"", "le=\"60.0\"");
    }

    @Test
    void theApplicationsOwnPortShowsNeither() {
        assertThat(server.anonymous().get("/metrics").status()).isEqualTo(404);
        assertThat(server.anonymous().get("/health").status()).isEqualTo(404);
        assertThat(metrics.get("/env").status()).isEqualTo(404);
        assertThat(metrics.get("/heapdump").status()).isEqualTo(404);
        assertThat(metrics.get("/actuator").status()).isEqualTo(404);
    }

    @Test
    void healthNamesWhatItLookedAt() {
        assertThat(metrics.get("/health/live").status()).isEqualTo(200);
        Client.Answer ready = metrics.get("/health/ready");

        assertThat(ready.status()).isEqualTo(200);
        for (String part : new String[] {"database", "objects", "queue"}) {
            assertThat(ready.json().path("components").path(part).path("status").asString())
                    .as(part)
                    .isEqualTo("UP");
        }
    }

    @Test
    void theJanitorsOfTheControlPlaneAreAtWork() {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(server.database()
                                .sql("select task_name from control.scheduled_tasks where last_success is not null")
                                .query(String.class)
                                .list())
                        .contains(
                                "prune-sessions",
                                "prune-activations",
                                "prune-replays",
                                "prune-message-steps",
                                "prune-dead-letters"));
        assertThat(metrics.get("/metrics").text()).contains("janitor_pruned_rows_total{janitor=\"prune-replays\"}");
    }

    @Test
    void aLogLineIsJsonWithTheTenantAndWithoutTheDatabasesWords() {
        LoggingEvent event = new LoggingEvent(
                "test",
                new LoggerContext().getLogger("health.careloop.Some"),
                Level.WARN,
                "Kept {} of it",
                new IllegalStateException(new java.sql.SQLException("value \"canary\"", "22P02")),
                new Object[] {3});
        event.setMDCPropertyMap(Map.of("tenantId", "t1", "userId", "u1", "traceId", "abc"));

        String text =
                new JsonLines(new MockEnvironment().withProperty("spring.application.name", "careloop")).format(event);

        JsonNode line = JsonMapper.shared().readTree(text);
        assertThat(text).endsWith("\n").doesNotContain("canary");
        assertThat(line.path("message").asString()).isEqualTo("Kept 3 of it");
        assertThat(line.path("level").asString()).isEqualTo("WARN");
        assertThat(line.path("service").asString()).isEqualTo("careloop");
        assertThat(line.path("tenantId").asString()).isEqualTo("t1");
        assertThat(line.path("userId").asString()).isEqualTo("u1");
        assertThat(line.path("traceId").asString()).isEqualTo("abc");
        assertThat(line.path("timestamp").asString()).endsWith("Z");
        assertThat(line.path("error").asString()).contains("SQLSTATE 22P02");
    }
}
