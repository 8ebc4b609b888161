package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.access.Role;
import health.careloop.ldt.Severity;
import health.careloop.tenancy.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a laboratory is told of its own message, and nobody else of it. */
class SenderAsksTest {
    private static final byte[] REPORTS = Samples.read("Z01L2SYN_iso-8859-15.LDT");

    private final TestServer server = TestServer.shared();
    private final Tenant practice = server.createTenant();
    private final Lab lab = server.lab(practice);

    @Test
    void theSenderIsToldStateStepsFaultsResultIdsAndKeys() {
        UUID message = lab.sends(REPORTS);
        awaitKeys(message);

        JsonNode wire = lab.asks(message).json();

        assertThat(wire.path("messageId").asString()).isEqualTo(message.toString());
        assertThat(wire.path("state").asString()).isEqualTo("filed");
        assertThat(wire.path("steps").path(0).path("step").asString()).isEqualTo("received");
        assertThat(wire.path("steps")
                        .valueStream()
                        .map(step -> step.path("step").asString()))
                .contains("decoded", "filed")
                .doesNotContain("matched");
        assertThat(wire.path("results").size()).isEqualTo(3);
        assertThat(wire.path("results")).allSatisfy(result -> {
            assertThat(result.propertyNames())
                    .containsExactlyInAnyOrder("resultId", "reportId", "version", "ldtKey", "pdfKey");
            assertThat(result.path("pdfKey").asString())
                    .contains(result.path("resultId").asString());
        });
    }

    @Test
    void aPersonSeesTheStepsFromReceivedOnToo() {
        UUID message = lab.sends(REPORTS);
        JsonNode steps = server.withToken(server.person(practice, Role.DOCTOR))
                .get("/api/v1/messages/" + message)
                .json()
                .path("steps");

        assertThat(steps.path(0).path("step").asString()).isEqualTo("received");
        assertThat(steps.valueStream().map(step -> step.path("step").asString()))
                .contains("matched");
        assertThat(steps.valueStream().map(step -> step.path("at").asString())).isSorted();
    }

    @Test
    void noNameAndNoValueIsInTheAnswer() {
        String named = new String(REPORTS, StandardCharsets.ISO_8859_1).replace("0158411Kalium", "0198411Kalium");
        for (UUID message : new UUID[] {lab.sends(REPORTS), lab.sends(named.getBytes(StandardCharsets.ISO_8859_1))}) {
            Client.Answer answer = lab.asks(message);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text())
                    .doesNotContain("M\u00fcller", "Kalium", "19580317", "CRITICAL", "danger", "\u201e");
        }
    }

    @Test
    void lengthsAreToldWhereTheyAreWhatIsWrong() {
        String shorter = new String(REPORTS, StandardCharsets.ISO_8859_1).replaceFirst("01284206.8\r\n", "");
        UUID message = lab.sends(shorter.getBytes(StandardCharsets.ISO_8859_1));

        assertThat(lab.asks(message).json().path("faults").toString())
                .containsPattern("says it is .{0,2}[0-9]+.{0,2} bytes long, but its lines add up to [0-9]+")
                .doesNotContain("says it is …");
    }

    @Test
    void whatIsQuotedOfPeopleIsHiddenAndWhatStandsBetweenTwoQuotesIsNot() {
        String sentence = "Field 3101 holds \"Müller\", not \"19580317\", and \"an end is missing";
        FaultRecord person = new FaultRecord(7, "3101", "F1", Severity.ERROR, sentence, sentence, "", "");
        FaultRecord slipped = new FaultRecord(7, "8100", "F1", Severity.ERROR, sentence, "\"00044\"", "", "");

        assertThat(person.unquoted().english()).isEqualTo("Field 3101 holds …, not …, and …");
        assertThat(slipped.unquoted().german()).doesNotContain("Müller", "missing");
        assertThat(slipped.unquoted().english()).isEqualTo("\"00044\"");
    }

    @Test
    void aForeignARandomAndAnotherSendersIdAreTheSameAnswer() {
        UUID own = lab.posts(REPORTS);
        UUID neighbours = server.lab(practice).posts(REPORTS);
        UUID foreign = server.lab(server.createTenant()).posts(REPORTS);

        assertThat(lab.asks(own).status()).isEqualTo(200);
        String nobodys = body(lab.asks(UUID.randomUUID()));
        assertThat(nobodys).contains("message-not-found");
        assertThat(body(lab.asks(neighbours))).isEqualTo(nobodys);
        assertThat(body(lab.asks(foreign))).isEqualTo(nobodys);
    }

    @Test
    void aSignatureOverAnythingElseIsNone() {
        UUID message = lab.posts(REPORTS);
        UUID other = lab.posts(REPORTS);
        String path = "/api/v1/messages/" + message;

        assertThat(lab.asks(path, "GET " + path).status()).isEqualTo(200);
        for (String signed : new String[] {
            "", path, "get " + path, "GET", "POST " + path, "GET /api/v1/messages/" + other, "GET " + path + "/original"
        }) {
            Client.Answer answer = lab.asks(path, signed);
            assertThat(answer.status()).as(signed).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("signature-not-valid");
        }
        assertThat(lab.asking("GET " + path)
                        .with("webhook-signature", null)
                        .get(path)
                        .status())
                .isEqualTo(401);
        assertThat(lab.asking("GET " + path)
                        .with("webhook-timestamp", "1")
                        .get(path)
                        .status())
                .isEqualTo(401);
        assertThat(lab.asking("GET " + path)
                        .with("X-Careloop-Key", server.lab(practice).sender().keyId())
                        .get(path)
                        .status())
                .isEqualTo(401);
        assertThat(server.anonymous().get(path).status()).isEqualTo(401);
    }

    /** In neither direction does a captured signature do anything else than what was signed. */
    @Test
    void aQuestionsSignaturePostsNothingAndAMessagesAsksNothing() {
        UUID message = lab.posts(REPORTS);
        String path = "/api/v1/messages/" + message;
        Client captured = lab.asking("GET " + path);

        Client.Answer posted =
                captured.post("/api/mirth-webhook", ("GET " + path).getBytes(StandardCharsets.UTF_8), "text/plain");

        assertThat(posted.status()).isEqualTo(401);
        assertThat(lab.asks(path, new String(REPORTS, StandardCharsets.ISO_8859_1))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theQuestionIsKeptWithTheSenderAsActor() {
        UUID message = lab.posts(REPORTS);
        lab.asks(message);
        lab.asks(UUID.randomUUID());

        assertThat(server.database()
                        .sql("select actor from loop.audit_stage where tenant_id = ? and action = 'message_viewed'")
                        .param(practice.id().value())
                        .query(UUID.class)
                        .list())
                .containsExactly(lab.sender().id());
    }

    @Test
    void aTenantThatIsNotTheSendersIsContradicted() {
        UUID message = lab.posts(REPORTS);
        String path = "/api/v1/messages/" + message;

        Client.Answer answer = lab.asking("GET " + path)
                .with("X-Tenant-ID", server.createTenant().id().toString())
                .get(path);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("tenant-contradicted");
    }

    @Test
    void whoIsSignedInAndNamesAKeyIsAskedForItsSignature() {
        UUID message = lab.posts(REPORTS);
        Client doctor = server.withToken(server.person(practice, Role.DOCTOR));

        assertThat(doctor.get("/api/v1/messages/" + message).status()).isEqualTo(200);
        assertThat(doctor.with("X-Careloop-Key", lab.sender().keyId())
                        .get("/api/v1/messages/" + message)
                        .status())
                .isEqualTo(401);
    }

    /** Archiving and rendering come later. */
    private void awaitKeys(UUID message) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> lab.asks(message)
                        .json()
                        .path("results")
                        .valueStream()
                        .allMatch(result -> result.has("pdfKey") && result.has("ldtKey")));
    }

    private static String body(Client.Answer answer) {
        return answer.status() + answer.text().replaceAll("\"traceId\":\"[0-9a-f]+\"", "");
    }
}
