package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.access.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What becomes of a report whose check sum says that lines are missing, and of one that has no check sum. */
class IncompleteReportTest extends PracticeWithALab {
    @Test
    void aCriticalReportStandsWhenTheNextTransmissionLostTheLinesThatSaySo() {
        lab.sends(SampleReports.CRITICAL);
        String text = new String(SampleReports.CRITICAL, StandardCharsets.ISO_8859_1);
        int from = text.indexOf("0118422!H");
        int to = text.indexOf("0178003Obj_0026\r\n") + "0178003Obj_0026\r\n".length();
        UUID message = lab.sends((text.substring(0, from) + text.substring(to)).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(lab.stateOf(message)).isEqualTo("quarantined");
        JsonNode wire = doctor.get("/api/v1/messages/" + message).json();
        assertThat(wire.path("reason").asString()).isEqualTo("incomplete");
        JsonNode inbox = doctor.get("/api/v1/results").json();
        assertThat(inbox.path("total").asInt()).isEqualTo(1);
        JsonNode top = inbox.path("results").path(0);
        assertThat(top.path("danger").asString()).isEqualTo("critical");
        assertThat(top.path("version").asInt()).isEqualTo(1);
        assertThat(top.path("corrected").asBoolean()).isFalse();
        assertThat(top.path("incomplete").asBoolean()).isFalse();
        Client browser = server.signIn(server.person(practice, Role.DOCTOR)).with("Accept-Language", "de");
        assertThat(browser.get("/messages/" + message).text())
                .contains("Die Prüfsumme sagt, dass Zeilen fehlen", "Die Version davor bleibt stehen");
    }

    @Test
    void aLostFlagTakesNoIntactReportAway() {
        lab.sends(SampleReports.FLAT);
        UUID message = lab.sends(SampleReports.FLAT_WITHOUT_A_FLAG);

        assertThat(lab.stateOf(message)).isEqualTo("quarantined");
        JsonNode report = report("Müller-Test");
        assertThat(report.path("version").asInt()).isEqualTo(1);
        assertThat(report.path("danger").asString()).isEqualTo("abnormal");
        assertThat(report.path("versions").size()).isEqualTo(1);
    }

    @Test
    void aFirstReportWithAWrongLengthIsFiledWithAWarning() throws IOException {
        UUID message = lab.sends(SampleReports.changed("810000771", "810000799"));

        assertThat(lab.stateOf(message)).isEqualTo("filed");
        JsonNode report = report("Müller-Test");
        assertThat(report.path("incomplete").asBoolean()).isTrue();
        assertThat(report.path("corrected").asBoolean()).isTrue(); // 8418 = K
        String said = "Die Prüfsumme sagt, dass Zeilen fehlen oder verändert wurden. Vergleichen Sie mit dem Original.";
        Client browser = server.signIn(server.person(practice, Role.DOCTOR)).with("Accept-Language", "de");
        assertThat(browser.get("/results/" + report.path("resultId").asString()).text())
                .contains(said);
        assertThat(browser.get("/inbox").text()).contains(said);
        byte[] pdf = doctor.get("/api/download/pdf/" + report.path("resultId").asString())
                .bytes();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document)).contains("Die Prüfsumme sagt, dass Zeilen fehlen");
        }
    }

    @Test
    void twoReportsInOneRecordAreNeverFiledAsOne() {
        UUID message = lab.sends(SampleReports.changed("01380008202\r\n", ""));

        assertThat(lab.stateOf(message)).isEqualTo("dead");
        assertThat(names()).isEmpty();
        assertThat(page(message)).contains("BAS-FSAL", "one record holds the results of two reports or patients");
    }

    @Test
    void aHeadThatComesAgainBehindTheResultsMakesAReportIncompleteThoughItsLengthsAreRight() {
        UUID message = lab.sends(SampleReports.bytes(SampleReports.text(SampleReports.FLAT)
                .replace("01380008202\r\n", "0108401E\r\n01380008202\r\n")
                .replace("810000771", "810000781")
                .replace("920200001734", "920200001744")));

        assertThat(lab.stateOf(message)).isEqualTo("filed");
        assertThat(report("Müller-Test").path("incomplete").asBoolean()).isTrue();
        assertThat(page(message)).contains("BAS-FSAL").doesNotContain("Complete and readable");
    }

    @Test
    void theWholeReportTakesTheIncompleteOneAwayAndIsNotCalledACorrection() {
        lab.sends(new String(SampleReports.CRITICAL, StandardCharsets.ISO_8859_1)
                .replaceFirst("0499300[0-9a-f]{40}", "0499300" + "0".repeat(40))
                .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(top().path("incomplete").asBoolean()).isTrue();

        lab.sends(SampleReports.CRITICAL);
        assertThat(top().path("version").asInt()).isEqualTo(2);
        assertThat(top().path("incomplete").asBoolean()).isFalse();
        assertThat(top().path("corrected").asBoolean()).isFalse();
        assertThat(total(doctor, "all")).isEqualTo(1);
    }

    @Test
    void aTrailWhoseCheckSumMissesLinesDoesNotSayComplete() {
        String page = page(lab.sends(SampleReports.changed("01284206.8\r\n", "")));

        assertThat(page)
                .contains("Readable, but the check sum says something is missing.")
                .doesNotContain("Complete and readable", "Everything in this message");
    }

    @Test
    void aReportThatCameIncompleteButNewlyCriticalStandsOnTopBesideTheOneItDoesNotReplace() {
        UUID whole = lab.sends(SampleReports.potassiumNotYetCritical());
        assertThat(lab.stateOf(whole)).isEqualTo("filed");
        assertThat(top().path("danger").asString()).isEqualTo("abnormal");
        assertThat(top().path("incomplete").asBoolean()).isFalse();
        String first = top().path("resultId").asString();

        UUID message = lab.sends(
                SampleReports.bytes(SampleReports.text(SampleReports.CRITICAL).replace("0123102Mia\r\n", "")));
        assertThat(lab.stateOf(message)).isEqualTo("filed");
        assertThat(total(doctor, "all")).isEqualTo(2);
        assertThat(top().path("danger").asString()).isEqualTo("critical");
        assertThat(top().path("incomplete").asBoolean()).isTrue();
        assertThat(top().path("corrected").asBoolean()).isFalse();
        assertThat(top().path("version").asInt()).isEqualTo(2);
        assertThat(top().path("unread").asBoolean()).isTrue();
        String second = top().path("resultId").asString();
        assertThat(server.database()
                        .sql("select count(*) from pooled.criticals where message_id = ?")
                        .param(message)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);

        Client german = browser("de");
        assertThat(german.get("/results/" + second).text())
                .contains("Version 1 bleibt gültig: Diese kam unvollständig an und ersetzt sie nicht.")
                .contains("Vergleichen Sie mit dem Original.");
        assertThat(german.get("/results/" + first).text())
                .contains(
                        "Version 2 kam unvollständig an und steht neben dieser. Vergleichen Sie beide mit dem Original.");
        Client english = browser("en");
        assertThat(english.get("/results/" + second).text())
                .contains("Version 1 still stands: this one came incomplete and does not replace it.");
        assertThat(english.get("/results/" + first).text())
                .contains("Version 2 came incomplete and stands beside this one. Compare both with the original.");
        assertThat(page(message)).contains("it came incomplete and warns of more");
    }

    @Test
    void theWholeReportTakesTheCriticalOneThatCameIncompleteOffAndARepeatedOldOneDoesNot() {
        lab.sends(SampleReports.potassiumNotYetCritical());
        lab.sends(SampleReports.bytes(SampleReports.text(SampleReports.CRITICAL).replace("0123102Mia\r\n", "")));
        UUID repeated = lab.sends(SampleReports.proven(
                SampleReports.text(SampleReports.potassiumNotYetCritical()).replace("LIS Beispiel", "LIS beispiel")));
        assertThat(lab.stateOf(repeated)).isEqualTo("filed");
        assertThat(total(doctor, "all")).isEqualTo(2);
        assertThat(top().path("danger").asString()).isEqualTo("critical");

        lab.sends(SampleReports.CRITICAL);
        assertThat(total(doctor, "all")).isEqualTo(1);
        assertThat(top().path("danger").asString()).isEqualTo("critical");
        assertThat(top().path("incomplete").asBoolean()).isFalse();
        assertThat(top().path("version").asInt()).isEqualTo(3);
    }

    /** LDT 2 cannot say critical: there a value that is newly flagged warns of more. */
    @Test
    void aFlatReportThatCameIncompleteButFlagsMoreStandsBesideTheOneItDoesNotReplace() {
        lab.sends(SampleReports.bytes(SampleReports.text(SampleReports.FLAT)
                .replace("01284206.8\r\n", "01284204.2\r\n")
                .replace("0118422++\r\n", "")
                .replace("810000771", "810000760")
                .replace("920200001734", "920200001723")));
        JsonNode first = report("Müller-Test");
        assertThat(first.path("danger").asString()).isEqualTo("normal");
        assertThat(first.path("incomplete").asBoolean()).isFalse();

        UUID message = lab.sends(SampleReports.changed("0108418K\r\n", ""));
        assertThat(lab.stateOf(message)).isEqualTo("filed");
        assertThat(names())
                .filteredOn(name -> name.equals("Müller-Test, Jürgen"))
                .hasSize(2);
        JsonNode beside = report("Müller-Test");
        assertThat(beside.path("danger").asString()).isEqualTo("abnormal");
        assertThat(beside.path("incomplete").asBoolean()).isTrue();
        assertThat(beside.path("version").asInt()).isEqualTo(2);
        Client browser = browser("de");
        assertThat(browser.get("/results/" + first.path("resultId").asString()).text())
                .contains("Version 2 kam unvollständig an");
        assertThat(browser.get("/results/" + beside.path("resultId").asString()).text())
                .contains("Version 1 bleibt gültig: Diese kam unvollständig an");
    }

    @Test
    void aLaboratoryThatNeverWritesALengthIsFiledAsWholeAndReplacesItsOwnReports() {
        String text = SampleReports.text(SampleReports.FLAT)
                .replaceAll("0148100\\d{5}\r\n", "")
                .replaceAll("0179202\\d{8}\r\n", "");
        UUID message = lab.sends(SampleReports.bytes(text));
        assertThat(report("Müller-Test").path("incomplete").asBoolean()).isFalse();
        assertThat(page(message))
                .contains("Whether something is missing cannot be told", "BAS-NOSUM")
                .doesNotContain("Complete and readable", "the check sum says something is missing");

        UUID later = lab.sends(SampleReports.bytes(text.replace("0118422++\r\n", "")));
        assertThat(lab.stateOf(later)).isEqualTo("filed");
        assertThat(report("Müller-Test").path("version").asInt()).isEqualTo(2);
        assertThat(names()).containsOnlyOnce("Müller-Test, Jürgen");
    }

    @Test
    void aReportWithoutADigestIsFiledAsWholeAndReplacesTheOneBefore() {
        lab.sends(SampleReports.potassiumNotYetCritical());
        UUID message = lab.sends(
                SampleReports.bytes(SampleReports.text(SampleReports.CRITICAL).replaceFirst("0499300\\w{40}\r\n", "")));
        assertThat(lab.stateOf(message)).isEqualTo("filed");
        assertThat(total(doctor, "all")).isEqualTo(1);
        assertThat(top().path("danger").asString()).isEqualTo("critical");
        assertThat(top().path("incomplete").asBoolean()).isFalse();
        assertThat(page(message)).contains("Whether something is missing cannot be told");
    }
}
