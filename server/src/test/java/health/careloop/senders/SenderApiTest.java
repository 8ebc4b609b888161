package health.careloop.senders;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A tenant's administrator makes, changes and closes senders; nobody else does, and nobody sees another tenant's. */
class SenderApiTest {
    private static final String SENDERS = "/api/v1/senders";

    private final TestServer server = TestServer.shared();
    private Tenant practice;
    private Client admin;

    @BeforeEach
    void open() {
        practice = server.createTenant();
        admin = server.withToken(server.person(practice, Role.ADMIN));
    }

    @Test
    void aSenderIsMadeAndItsSecretIsToldOnce() {
        Client.Answer made =
                admin.post(SENDERS, Map.of("name", "Labor Beispiel", "addresses", List.of("192.0.2.0/24")));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("secret").asString()).startsWith("whsec_");
        String address = made.header("location").orElseThrow();
        Client.Answer read = admin.get(address);
        assertThat(read.json().has("secret")).isFalse();
        assertThat(read.text()).doesNotContain(made.json().path("secret").asString());
        assertThat(read.json().path("keyId").asString())
                .isEqualTo(made.json().path("keyId").asString());
        assertThat(read.json().path("addresses").path(0).asString()).isEqualTo("192.0.2.0/24");
        assertThat(admin.get(SENDERS).json().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void whoChangesNamesTheVersionThatWasRead() {
        Client.Answer made = admin.post(SENDERS, Map.of("name", "Labor Beispiel"));
        String address = made.header("location").orElseThrow();
        Map<String, Object> change = Map.of("name", "Labor Neu", "active", false, "dialect", "timestamp_signature");

        assertThat(admin.put(address, change).status()).isEqualTo(428);
        assertThat(admin.with("If-Match", "\"9\"").put(address, change).status())
                .isEqualTo(412);
        Client.Answer changed =
                admin.with("If-Match", made.header("etag").orElseThrow()).put(address, change);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("name").asString()).isEqualTo("Labor Neu");
        assertThat(changed.json().path("active").asBoolean()).isFalse();
        assertThat(changed.header("etag")).contains("\"2\"");
    }

    @Test
    void aNewSecretStandsBesideTheOldOneAndCanBeEnded() {
        String address = admin.post(SENDERS, Map.of("name", "Labor Beispiel"))
                .header("location")
                .orElseThrow();

        Client.Answer renewed = admin.post(address + "/secrets?overlapDays=1", Map.of());

        assertThat(renewed.status()).isEqualTo(201);
        assertThat(renewed.json().path("secrets").size()).isEqualTo(2);
        assertThat(admin.delete(address + "/secrets/1").status()).isEqualTo(204);
        assertThat(admin.delete(address + "/secrets/1").status()).isEqualTo(404);
        assertThat(admin.delete(address + "/secrets/3").status()).isEqualTo(404);
        assertThat(admin.post(address + "/secrets?overlapDays=91", Map.of()).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": \"   \"}",
                "{\"name\": \"a\\u0000b\"}",
                "{\"name\": \"Labor\", \"dialect\": \"none\"}",
                "{\"name\": \"Labor\", \"addresses\": [\"labor.example\"]}",
                "{\"name\": \"Labor\", \"addresses\": [null]}",
                "{\"name\": \"Labor\", \"addresses\": \"192.0.2.7\"}"
            })
    void whatIsNoSenderIsRefusedWithASentence(String body) {
        Client.Answer refused =
                admin.post(SENDERS, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), "application/json");

        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.json().path("detail").asString()).isNotBlank();
        assertThat(admin.get(SENDERS).json().path("total").asInt()).isZero();
    }

    @Test
    void anotherTenantsSenderIsNobodys() {
        String address = admin.post(SENDERS, Map.of("name", "Labor Beispiel"))
                .header("location")
                .orElseThrow();
        Client stranger = server.withToken(server.person(server.createTenant(), Role.ADMIN));

        assertThat(stranger.get(address).status()).isEqualTo(404);
        assertThat(stranger.with("If-Match", "\"1\"")
                        .put(address, Map.of("name", "Mein Labor"))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.post(address + "/secrets", Map.of()).status()).isEqualTo(404);
        assertThat(stranger.delete(address + "/secrets/1").status()).isEqualTo(404);
        assertThat(stranger.get(SENDERS).json().path("total").asInt()).isZero();
        JsonNode untouched = admin.get(address).json();
        assertThat(untouched.path("name").asString()).isEqualTo("Labor Beispiel");
        assertThat(untouched.path("secrets").size()).isEqualTo(1);
        assertThat(untouched.path("secrets").path(0).path("validUntil").isMissingNode())
                .as(untouched.toString())
                .isTrue();
    }

    @Test
    void whoMayOnlyLookChangesNothing() {
        String address = admin.post(SENDERS, Map.of("name", "Labor Beispiel"))
                .header("location")
                .orElseThrow();
        Client operator = server.withToken(server.person(practice, Role.OPERATOR));
        Client doctor = server.withToken(server.person(practice, Role.DOCTOR));

        assertThat(operator.get(address).status()).isEqualTo(200);
        assertThat(operator.post(SENDERS, Map.of("name", "Labor")).status()).isEqualTo(403);
        assertThat(operator.delete(address + "/secrets/1").status()).isEqualTo(403);
        assertThat(doctor.get(SENDERS).status()).isEqualTo(403);
    }

    @Test
    void whatWasDoneIsInThePlatformsTrail() {
        Client.Answer made = admin.post(SENDERS, Map.of("name", "Labor Beispiel"));
        String address = made.header("location").orElseThrow();
        admin.with("If-Match", "\"1\"").put(address, Map.of("name", "Labor Neu"));
        admin.post(address + "/secrets", Map.of());
        admin.delete(address + "/secrets/1");

        assertThat(server.database()
                        .sql("select action from control.audit_stage where resource_id = ? order by id")
                        .param(made.json().path("senderId").asString())
                        .query(String.class)
                        .list())
                .containsExactly("sender_created", "sender_changed", "sender_secret_renewed", "sender_secret_ended");
    }
}
