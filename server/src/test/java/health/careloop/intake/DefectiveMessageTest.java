package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.Samples;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What becomes of messages that are not as they should be: accepted, judged, their bytes kept. */
class DefectiveMessageTest extends AtTheDoor {
    @ParameterizedTest
    @CsvSource({
        "BAD_truncated.LDT, dead, cut_off",
        "BAD_lf_only.LDT, filed,",
        "BAD_utf8_lengths.LDT, filed,",
        "BAD_wrong_9106_cp437.LDT, filed,",
        "BAD_concatenated.LDT, filed,",
        "BAD_missing_8100.LDT, filed,"
    })
    void everyDefectGetsAClearAnswerAndKeepsItsBytes(String file, String state, String reason) {
        byte[] bytes = Samples.read(file);
        UUID message = lab.sends(bytes);

        assertThat(lab.stateOf(message)).isEqualTo(state);
        Client doctor = server.withToken(server.person(practice, Role.DOCTOR));
        Client.Answer answer = doctor.get("/api/v1/messages/" + message);
        if (reason != null) {
            assertThat(answer.json().path("reason").asString()).isEqualTo(reason);
            assertThat(answer.json().path("error").asString())
                    .as("in English unless asked otherwise")
                    .startsWith("The transmission was interrupted");
            JsonNode german = doctor.with("Accept-Language", "de")
                    .get("/api/v1/messages/" + message)
                    .json();
            doctor.with("Accept-Language", null);
            assertThat(german.path("error").asString()).startsWith("Die Übertragung ist abgebrochen");
            assertThat(german.path("faults").path(0).path("sentence").asString())
                    .contains("Abschluss-Satz");
        }
        assertThat(answer.json().path("faults").size()).isPositive();
        assertThat(doctor.get("/api/v1/messages/" + message + "/original").bytes())
                .isEqualTo(bytes);
    }

    @Test
    void umlautsSurviveEveryCharacterSet() {
        for (String file : List.of(
                "Z01L2SYN_iso-8859-15.LDT",
                "A01L2SYN_iso-8859-1.LDT",
                "X01L2SYN_cp437.LDT",
                "S01L2SYN_din66003.LDT",
                "BAD_utf8_lengths.LDT",
                "BAD_wrong_9106_cp437.LDT")) {
            Tenant own = server.createTenant();
            server.lab(own).sends(Samples.read(file));
            Client doctor = server.withToken(server.person(own, Role.DOCTOR));
            assertThat(doctor.get("/api/v1/results").text())
                    .as(file)
                    .contains("Müller-Test")
                    .contains("Jürgen");
        }
    }

    @Test
    void aWrongLengthIsADeadLetterWithTheLine() {
        String text = new String(GOOD, StandardCharsets.ISO_8859_1);
        byte[] wrong = text.replaceFirst("0158411Kalium", "0198411Kalium").getBytes(StandardCharsets.ISO_8859_1);
        UUID message = lab.sends(wrong);
        Client.Answer answer =
                server.withToken(server.person(practice, Role.DOCTOR)).get("/api/v1/messages/" + message);
        assertThat(answer.json().path("state").asString()).isEqualTo("dead_letter");
        assertThat(answer.json().path("reason").asString()).isEqualTo("damaged");
        int line = 1
                + (int) text.substring(0, text.indexOf("0158411Kalium"))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        assertThat(answer.json().path("error").asString()).startsWith("Line " + line + " says it is 19 bytes long");
    }

    /** Of two people in one record nobody knows whose the results are. */
    @Test
    void aReportOfTwoPatientsIsFiledToNeither() {
        String text = new String(GOOD, StandardCharsets.ISO_8859_1);
        byte[] two = text.replaceFirst("(\\d{3}3101[^\\r]*\\r\\n)", "$10163101Schmidt\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        UUID message = lab.sends(two);
        Client doctor = server.withToken(server.person(practice, Role.DOCTOR));
        Client.Answer answer = doctor.get("/api/v1/messages/" + message);
        assertThat(answer.json().path("state").asString()).isEqualTo("dead_letter");
        assertThat(answer.json().path("error").asString()).startsWith("One record names two patients");
        assertThat(doctor.get("/api/v1/results").text()).doesNotContain(message.toString());
        assertThat(doctor.get("/api/v1/messages/" + message + "/original").bytes())
                .isEqualTo(two);
    }

    @Test
    void aFileCutInsideItsClosingRecordIsCutOffAndNotDamaged() {
        UUID message = lab.sends(java.util.Arrays.copyOf(GOOD, GOOD.length - 6));
        Client.Answer answer =
                server.withToken(server.person(practice, Role.DOCTOR)).get("/api/v1/messages/" + message);
        assertThat(answer.json().path("reason").asString()).isEqualTo("cut_off");
        assertThat(answer.json().path("error").asString()).contains("The transmission was interrupted");
    }

    @Test
    void bytesThatAreNoLdtBecomeADeadLetterAndDelayNobody() {
        List<UUID> poison = new ArrayList<>();
        for (byte[] bytes : List.of(
                ASCII,
                new byte[] {0},
                "MSH|^~\\&|LAB|".getBytes(StandardCharsets.US_ASCII),
                "%PDF-1.7".getBytes(StandardCharsets.US_ASCII),
                "<ldt/>".getBytes(StandardCharsets.US_ASCII),
                new byte[] {0x1f, (byte) 0x8b, 8, 0})) {
            poison.add(lab.posts(bytes));
        }
        UUID good = lab.sends(GOOD);
        assertThat(lab.stateOf(good)).isEqualTo("filed");
        for (UUID message : poison) {
            lab.awaits(message);
            assertThat(lab.stateOf(message)).isEqualTo("dead");
        }
        assertThat(server.database()
                        .sql("select count(*) from loop.dead_letters where tenant_id = ? and reason = 'not-ldt'")
                        .param(practice.id().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(poison.size());
    }

    @Test
    void aMessageForAnotherPracticeIsHeldAndNothingOfItFiled() {
        Tenant other = server.createTenant();
        server.database()
                .sql("update control.tenants set bsnr = ? where id = ?")
                .params(
                        "9"
                                + UUID.randomUUID()
                                        .toString()
                                        .replaceAll("[^0-9]", "")
                                        .concat("00000000")
                                        .substring(0, 8),
                        other.id().value())
                .update();
        Lab lab = server.lab(other);
        UUID message = lab.sends(GOOD);
        assertThat(lab.stateOf(message)).isEqualTo("quarantined");
        assertThat(server.database()
                        .sql("select count(*) from pooled.results where message_id = ?")
                        .param(message)
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
