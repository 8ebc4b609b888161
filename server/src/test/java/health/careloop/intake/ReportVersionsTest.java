package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Samples;
import health.careloop.access.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Which version of which report a transmission is, and which of them stand. */
class ReportVersionsTest extends PracticeWithALab {
    @Test
    void theSameContentInAnotherTransmissionIsNoNewVersion() {
        lab.sends(SampleReports.FLAT);
        lab.sends(Samples.read("A01L2SYN_iso-8859-1.LDT"));
        lab.sends(Samples.read("X01L2SYN_cp437.LDT"));
        JsonNode report = report("Müller-Test");
        assertThat(report.path("version").asInt()).isEqualTo(1);
        assertThat(report.path("versions").size()).isEqualTo(1);
    }

    @Test
    void aChangedReportIsANewVersionAndTheOldOneStaysReadable() {
        lab.sends(SampleReports.FLAT);
        JsonNode first = report("Müller-Test");
        lab.sends(SampleReports.changed("0128420101", "0128420102"));
        JsonNode second = report("Müller-Test");

        assertThat(second.path("version").asInt()).isEqualTo(2);
        assertThat(second.path("corrected").asBoolean()).isTrue();
        assertThat(second.path("reportId")).isEqualTo(first.path("reportId"));
        assertThat(second.path("resultId")).isNotEqualTo(first.path("resultId"));
        assertThat(observation(second, "GLUC").path("rawValue").asString()).isEqualTo("102");
        JsonNode old = doctor.get("/api/v1/results/" + first.path("resultId").asString())
                .json();
        assertThat(observation(old, "GLUC").path("rawValue").asString()).isEqualTo("101");
        assertThat(names()).containsOnlyOnce("Müller-Test, Jürgen");
    }

    @Test
    void twoVersionsThatStandSayThatTheyDo() {
        lab.sends(SampleReports.FLAT);
        String first = report("Müller-Test").path("resultId").asString();
        String text = new String(SampleReports.FLAT, StandardCharsets.ISO_8859_1);
        int from = text.indexOf("0148410HBSAG");
        int to = text.indexOf("0348490");
        lab.sends(SampleReports.bytes((text.substring(0, from) + text.substring(to))
                .replace("810000771", "810000654")
                .replace("920200001734", "920200001617")));
        String second = report("Müller-Test").path("resultId").asString();
        Client browser = server.signIn(server.person(practice, Role.DOCTOR)).with("Accept-Language", "en");

        assertThat(second).isNotEqualTo(first);
        assertThat(browser.get("/results/" + second).text())
                .contains("Version 1 still stands: not all that it says is in this one.", "Open version 1");
        assertThat(browser.get("/results/" + first).text())
                .contains("Version 2 adds to this one; this one still stands.", "Open version 2");
    }

    @Test
    void aVersionThatLeavesOutAValueHidesNothing() {
        lab.sends(SampleReports.FLAT);
        String text = new String(SampleReports.FLAT, StandardCharsets.ISO_8859_1);
        int from = text.indexOf("0148410HBSAG");
        int to = text.indexOf("0348490");
        lab.sends((text.substring(0, from) + text.substring(to)).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(names())
                .filteredOn(name -> name.equals("Müller-Test, Jürgen"))
                .hasSize(2);
    }

    @Test
    void aLaterPreliminaryReportNeverHidesAFinalOne() {
        lab.sends(SampleReports.FLAT);
        lab.sends(SampleReports.changed("0108401E", "0108401V"));
        List<String> statuses = new ArrayList<>();
        doctor.get("/api/v1/results")
                .json()
                .path("results")
                .forEach(result ->
                        statuses.add(result.path("patient").path("name").asString() + " "
                                + result.path("status").asString()));
        assertThat(statuses).contains("Müller-Test, Jürgen final", "Müller-Test, Jürgen preliminary");
    }

    @Test
    void aPartialReportAfterAFinalOneNeverTakesTheFinalOneAwayHoweverOftenItComes() {
        lab.sends(SampleReports.FLAT);
        lab.sends(SampleReports.changed("0108401E", "0108401T"));
        String text = new String(SampleReports.FLAT, StandardCharsets.ISO_8859_1).replaceFirst("0108401E", "0108401T");
        lab.sends(text.replaceFirst("0128420101", "0128420103").getBytes(StandardCharsets.ISO_8859_1));
        List<String> statuses = new ArrayList<>();
        doctor.get("/api/v1/results")
                .json()
                .path("results")
                .forEach(r -> statuses.add(r.path("status").asString()));
        assertThat(statuses).contains("final");
    }

    @Test
    void anArchivedCopyTakesNoFinalReportAway() {
        lab.sends(SampleReports.FLAT);
        lab.sends(SampleReports.changed("0108401E", "0108401A"));
        assertThat(names())
                .filteredOn(name -> name.equals("Müller-Test, Jürgen"))
                .hasSize(2);
    }

    @Test
    void aFirstReportTheLaboratoryCallsCorrectedSaysThatNoEarlierOneIsHere() throws IOException {
        lab.sends(SampleReports.FLAT); // 8418 = K
        JsonNode report = report("Müller-Test");
        assertThat(report.path("version").asInt()).isEqualTo(1);
        assertThat(report.path("corrected").asBoolean()).isTrue();
        String id = report.path("resultId").asString();
        assertThat(browser("de").get("/results/" + id).text())
                .contains("Vom Labor korrigiert; eine frühere Version liegt hier nicht vor.")
                .doesNotContain("Korrigiert, Version 1");
        assertThat(browser("en").get("/results/" + id).text())
                .contains("Corrected by the laboratory; no earlier version of it is here.")
                .doesNotContain("Corrected, version 1");
        try (PDDocument document =
                Loader.loadPDF(doctor.get("/api/download/pdf/" + id).bytes())) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Vom Labor korrigiert; eine frühere Version liegt hier nicht vor.");
        }
        lab.sends(SampleReports.changed("0128420101", "0128420102"));
        assertThat(browser("de")
                        .get("/results/"
                                + report("Müller-Test").path("resultId").asString())
                        .text())
                .contains("Korrigiert, Version 2")
                .doesNotContain("eine frühere Version liegt hier nicht vor");
    }

    @Test
    void aReportWithoutAnOrderNumberSentAgainIsTheSameReport() {
        byte[] sent = SampleReports.bytes(SampleReports.text(SampleReports.CRITICAL)
                .replaceFirst("0228310.*\\r\\n", "")
                .replaceFirst("0188311.*\\r\\n", ""));
        String text = SampleReports.text(SampleReports.proven(SampleReports.text(sent)));
        assertThat(text).doesNotContain("A-2026-004711").doesNotContain("018831126-000815");
        for (int time = 0; time < 3; time++) {
            assertThat(lab.stateOf(lab.sends(SampleReports.bytes(text)))).isEqualTo("filed");
            assertThat(names()).hasSize(1);
        }
        assertThat(top().path("version").asInt()).isEqualTo(1);

        lab.sends(SampleReports.proven(text.replaceFirst("01284207.1", "01284207.2")));
        assertThat(names()).as("other values").hasSize(2);
        lab.sends(SampleReports.proven(text.replace("017727820260112", "017727820260113")));
        assertThat(names()).as("another day").hasSize(3);
        lab.sends(SampleReports.CRITICAL);
        assertThat(names()).as("with its order numbers").hasSize(4);
        assertThat(doctor.get("/api/v1/patients").json().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void aCorrectedSpecimenIsANewVersion() {
        String sent = SampleReports.withASpecimenThatSays("0178431gefroren", "0197292Ulna links");
        int version = 0;
        for (String said : List.of(
                sent,
                sent.replace("0148430Serum", "0158430Plasma"),
                sent.replace("0118428SE", "0118428PL"),
                sent.replace("0178431gefroren", "0238431nicht gefroren"),
                sent.replace("0197292Ulna links", "0207292Ulna rechts"),
                sent.replace("0127302ISE", "0137302FPIA"))) {
            lab.sends(SampleReports.proven(said));
            assertThat(top().path("version").asInt()).as(said).isEqualTo(++version);
            lab.sends(SampleReports.proven(said.replace("LIS Beispiel", "LIS Nachbild")));
            assertThat(top().path("version").asInt()).isEqualTo(version);
        }
    }
}
