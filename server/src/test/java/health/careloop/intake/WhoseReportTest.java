package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.access.Role;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whose report it is: the same patient again, namesakes, contradictions. */
class WhoseReportTest extends PracticeWithALab {
    @Test
    void aBirthDateKnownInPartIsShownAsFarAsItIsKnown() {
        lab.sends(SampleReports.FLAT);
        lab.sends(SampleReports.born("19720500"));
        lab.sends(SampleReports.born("00000000"));
        Client browser = server.signIn(server.person(practice, Role.DOCTOR)).with("Accept-Language", "de");

        // 29.02.1966 never was.
        assertThat(report("Müller-Test").path("patient").path("birthDate").asString())
                .isEqualTo("1966-02");
        JsonNode may = report("Teil-19720500");
        assertThat(may.path("patient").path("birthDate").asString()).isEqualTo("1972-05");
        assertThat(browser.get("/results/" + may.path("resultId").asString()).text())
                .contains("Mai 1972")
                .doesNotContain("Jahre)");
        assertThat(report("Teil-00000000").path("patient").has("birthDate")).isFalse();
        String patient = may.path("patientId").asString();
        assertThat(doctor.get("/api/v1/patients/" + patient)
                        .json()
                        .path("birthDate")
                        .asString())
                .isEqualTo("1972-05");
    }

    @Test
    void namesakesOfTheSameYearAreTwoPeople() {
        lab.sends(SampleReports.born("19720000"));
        lab.sends(new String(SampleReports.born("19720000"), StandardCharsets.ISO_8859_1)
                .replace("B1972000001", "B1972000077")
                .replace("26-19720000", "26-19720077")
                .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(doctor.get("/api/v1/patients?search=Teil")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void aYearThatFitsContradictsNothingAndOneThatDoesNotHoldsTheReport() {
        lab.sends(SampleReports.born("19720512"));
        String again = new String(SampleReports.born("19720000"), StandardCharsets.ISO_8859_1)
                .replace("Teil-19720000", "Teil-19720512")
                .replaceFirst("0128420101", "0128420102");
        assertThat(lab.stateOf(lab.sends(again.getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo("filed");
        String other = again.replace("310319720000", "310319730000").replaceFirst("0128420102", "0128420103");
        UUID held = lab.sends(other.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(lab.stateOf(held)).isEqualTo("quarantined");
    }

    @Test
    void anotherDayTheSamePatientIsFoundAgain() {
        lab.sends(SampleReports.CRITICAL);
        String text = new String(SampleReports.CRITICAL, StandardCharsets.ISO_8859_1);
        lab.sends(text.replace("A-2026-004711", "A-2026-004799")
                .replace("26-000815", "26-000899")
                .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(doctor.get("/api/v1/patients").json().path("total").asInt()).isEqualTo(1);
        List<String> reasons = new ArrayList<>();
        doctor.get("/api/v1/results")
                .json()
                .path("results")
                .forEach(r -> reasons.add(r.path("matchReason").asString()));
        assertThat(reasons).containsExactlyInAnyOrder("created", "practice_number");
    }

    @Test
    void theSameOrderForSomebodyWithAnotherNameIsHeld() {
        lab.sends(SampleReports.FLAT);
        UUID message = lab.sends(SampleReports.changed("0203101M\u00fcller-Test", "0203101Anderer-Nam"));
        assertThat(lab.stateOf(message)).isEqualTo("quarantined");
        JsonNode wire = doctor.get("/api/v1/messages/" + message).json();
        assertThat(wire.path("reason").asString()).isEqualTo("patient_contradicted");
        String sentence = "One patient matches this message, but the name differs.";
        assertThat(wire.path("error").asString()).isEqualTo(sentence);
        assertThat(page(message)).contains(sentence).doesNotContain("keeps all checked rules");
        JsonNode told = lab.asks(message).json();
        assertThat(told.path("reason").asString()).isEqualTo("patient_ambiguous");
        assertThat(told.toString()).doesNotContain("contradicted", "name differs");
        assertThat(names()).doesNotContain("Anderer-Nam, Jürgen");
    }

    @Test
    void twoOrdersWhoseNumbersDifferInCaseAloneAreTwo() {
        lab.sends(new String(SampleReports.born("19720512"), StandardCharsets.ISO_8859_1)
                .replace("B1972051201", "b1972051201")
                .getBytes(StandardCharsets.ISO_8859_1));
        String other = new String(SampleReports.born("19720512"), StandardCharsets.ISO_8859_1)
                .replace("Teil-19720512", "Wer-197205120")
                .replace("310319720512", "310319731111")
                .replace("26-19720512", "26-19720599");
        assertThat(lab.stateOf(lab.sends(other.getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo("filed");
        assertThat(doctor.get("/api/v1/results?q=B1972051201")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void whoOpensAReportOrAPatientIsToldWhoElseHasThatNameAndMayBeMeant() {
        String text = SampleReports.text(SampleReports.born("19720000"));
        lab.sends(SampleReports.bytes(text));
        lab.sends(
                SampleReports.bytes(text.replace("B1972000001", "B1972000077").replace("26-19720000", "26-19720077")));
        lab.sends(SampleReports.bytes(
                SampleReports.text(SampleReports.born("19800101")).replace("Teil-19800101", "Teil-19720000")));
        List<JsonNode> same = new ArrayList<>();
        List<JsonNode> younger = new ArrayList<>();
        doctor.get("/api/v1/results").json().path("results").forEach(result -> {
            JsonNode patient = result.path("patient");
            if (patient.path("name").asString().startsWith("Teil-19720000")) {
                (patient.path("birthDate").asString().startsWith("1972") ? same : younger).add(result);
            }
        });
        assertThat(same).hasSize(2);
        assertThat(younger).hasSize(1);

        String said = "Es gibt noch jemanden mit diesem Namen. Prüfen Sie, wer gemeint ist:";
        Client browser = browser("de");
        String other = "href=\"/patients/" + same.get(1).path("patientId").asString() + "\"";
        String result = "/results/" + same.get(0).path("resultId").asString();
        String patient = "/patients/" + same.get(0).path("patientId").asString();
        for (String page : List.of(result, patient)) {
            assertThat(browser.get(page).text()).contains(said, other, "geboren 1972");
        }
        assertThat(browser("en").get(result).text()).contains("There is somebody else of this name.");
        assertThat(browser.get("/results/" + younger.get(0).path("resultId").asString())
                        .text())
                .doesNotContain(said);
    }
}
