package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.access.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a filed report says: values, danger, dates, status. */
class ReportContentTest extends PracticeWithALab {
    @Test
    void everyValueKeepsItsNumberItsComparatorAndTheStringAsSent() {
        lab.sends(SampleReports.FLAT);
        JsonNode report = report("Müller-Test");
        JsonNode potassium = observation(report, "K");

        assertThat(potassium.path("name").asString()).isEqualTo("Kalium");
        assertThat(potassium.path("rawValue").asString()).isEqualTo("6.8");
        assertThat(potassium.path("number").decimalValue()).isEqualByComparingTo("6.8");
        assertThat(potassium.path("unit").asString()).isEqualTo("mMol/l");
        assertThat(potassium.path("flagRaw").asString()).isEqualTo("++");
        assertThat(potassium.path("flag").asString()).isEqualTo("strongly_high");
        assertThat(potassium.path("status").asString()).isEqualTo("corrected");
        assertThat(potassium.path("range").path("low").decimalValue()).isEqualByComparingTo("3.5");
        assertThat(potassium.path("range").path("high").decimalValue()).isEqualByComparingTo("5.1");
        assertThat(potassium.path("texts").toString()).contains("Wert kontrolliert");
        // LDT 2 cannot declare a value critical.
        assertThat(potassium.path("danger").asString()).isEqualTo("abnormal");
        assertThat(observation(report, "TSH").path("status").asString()).isEqualTo("pending");
        assertThat(observation(report, "HBSAG").path("rawValue").asString()).isEqualTo("negativ");
    }

    /** Programs write these where nobody gave a date. The database does not hold either of them in every time zone. */
    @ParameterizedTest
    @ValueSource(strings = {"00010101", "99991231", "18000101"})
    void aDateThatCannotBeIsNoneAndTheReportIsFiled(String date) {
        UUID message = lab.sends(
                SampleReports.changed("017843220260114\r\n01384330800", "0178432" + date + "\r\n01384330000"));

        assertThat(lab.stateOf(message)).isEqualTo("filed");
        assertThat(observation(report("Müller-Test"), "K").path("timeOf").asString())
                .isNotEqualTo("collection");
    }

    @Test
    void whatTheLaboratoryDeclaresCriticalIsOnTopWithItsEvidence() {
        lab.sends(SampleReports.FLAT);
        UUID message = lab.sends(SampleReports.CRITICAL);

        JsonNode top = doctor.get("/api/v1/results").json().path("results").path(0);
        assertThat(top.path("danger").asString()).isEqualTo("critical");
        assertThat(top.path("messageId").asString()).isEqualTo(message.toString());
        JsonNode report =
                doctor.get("/api/v1/results/" + top.path("resultId").asString()).json();
        JsonNode potassium = observation(report, "K");
        assertThat(potassium.path("danger").asString()).isEqualTo("critical");
        int line = potassium.path("why").path("line").asInt();
        String[] lines = new String(SampleReports.CRITICAL, StandardCharsets.ISO_8859_1).split("\r\n");
        assertThat(lines[line - 1]).endsWith("8422!H");
        assertThat(server.database()
                        .sql("select count(*) from pooled.criticals where message_id = ?")
                        .param(message)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aDateWithoutATimeStaysADate() {
        lab.sends(SampleReports.changed("01383030930\r\n", ""));
        JsonNode report = report("Müller-Test");
        assertThat(report.path("reportedAt").asString()).isEqualTo("2026-01-15");
        assertThat(report.path("specimens").path(0).path("collectedAt").asString())
                .isEqualTo("2026-01-14T07:00:00Z");

        Client browser = server.signIn(server.person(practice, Role.DOCTOR)).with("Accept-Language", "de");
        String page =
                browser.get("/results/" + report.path("resultId").asString()).text();
        assertThat(page).contains("Befunddatum", ">15.01.2026<").doesNotContain("15.01.2026 00:00");
    }

    @Test
    void aDateWithATimeIsAnInstant() {
        lab.sends(SampleReports.FLAT);
        assertThat(report("Müller-Test").path("reportedAt").asString()).isEqualTo("2026-01-15T08:30:00Z");
        lab.sends(SampleReports.CRITICAL);
        JsonNode critical = doctor.get("/api/v1/results?filter=critical")
                .json()
                .path("results")
                .path(0);
        assertThat(critical.path("reportedAt").asString()).isEqualTo("2026-01-12T09:45:30Z");
    }

    @Test
    void aDayOfCollectionIsNoMidnight() {
        lab.sends(SampleReports.changed("01384330800\r\n", ""));
        JsonNode report = report("Müller-Test");
        assertThat(report.path("specimens").path(0).path("collectedAt").asString())
                .isEqualTo("2026-01-14");
        assertThat(observation(report, "GLUC").path("at").asString()).isEqualTo("2026-01-14");
    }

    @Test
    void aValueOutsideItsRangeThatNobodyFlaggedIsCountedAndNeverCalledNormal() {
        String text = new String(SampleReports.FLAT, StandardCharsets.ISO_8859_1);
        lab.sends(text.replaceFirst("0128420101", "0128420120").getBytes(StandardCharsets.ISO_8859_1));
        Client browser = server.signIn(server.person(practice, Role.DOCTOR)).with("Accept-Language", "de");

        String said = "1 Wert außerhalb des Referenzbereichs, nicht gekennzeichnet";
        String page = browser.get(
                        "/results/" + report("Müller-Test").path("resultId").asString())
                .text();
        assertThat(page).contains(said);
        assertThat(browser.get("/inbox").text())
                .contains(said, "Nicht gekennzeichnet")
                .doesNotContain("Unauffällig");
    }

    @Test
    void everyStatusOfAReportIsSaidInTheListAndAmongItsVersionsWithTheSameWord() {
        Client browser = server.signIn(server.person(practice, Role.DOCTOR)).with("Accept-Language", "de");
        Map<String, String> words = Map.of(
                "E", "final Endbefund",
                "T", "partial Teilbefund",
                "V", "preliminary Vorläufiger Befund",
                "A", "archived Archivkopie",
                "N", "appended Nachforderung");
        words.forEach((code, word) -> {
            lab.sends(new String(
                            SampleReports.born("1960010" + ("ETVAN".indexOf(code) + 1)), StandardCharsets.ISO_8859_1)
                    .replaceFirst("0108401E", "0108401" + code)
                    .replaceFirst("Teil-\\d{8}", "Stand-" + code + "123456")
                    .getBytes(StandardCharsets.ISO_8859_1));
            JsonNode report = report("Stand-" + code);
            String status = word.substring(0, word.indexOf(' '));
            assertThat(report.path("status").asString()).isEqualTo(status);
            assertThat(report.path("versions").path(0).path("status").asString())
                    .isEqualTo(status);
            assertThat(browser.get("/results/" + report.path("resultId").asString())
                            .text())
                    .contains(word.substring(word.indexOf(' ') + 1));
        });
    }

    @Test
    void aReportWhoseValuesAreAllCancelledIsCancelled() {
        lab.sends(new String(SampleReports.CRITICAL, StandardCharsets.ISO_8859_1)
                .replaceAll("8418\\d\\d", "841809")
                .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(doctor.get("/api/v1/results")
                        .json()
                        .path("results")
                        .path(0)
                        .path("status")
                        .asString())
                .isEqualTo("cancelled");
    }

    @Test
    void theMaterialIsNotSaidTwice() {
        lab.sends(SampleReports.FLAT);
        List<String> said = new ArrayList<>();
        for (JsonNode result : doctor.get("/api/v1/results").json().path("results")) {
            for (JsonNode specimen : doctor.get(
                            "/api/v1/results/" + result.path("resultId").asString())
                    .json()
                    .path("specimens")) {
                said.add(specimen.path("material").asString() + " "
                        + specimen.path("number").asString("-"));
            }
        }
        assertThat(said).contains("Urin -", "Fluoridblut FB");
    }

    @Test
    void whatTheLaboratorySaysOfTheSpecimenIsKeptAndShown() throws IOException {
        lab.sends(SampleReports.proven(SampleReports.withASpecimenThatSays("0178431gefroren", "0197292Ulna links")));
        String id = top().path("resultId").asString();
        JsonNode report = doctor.get("/api/v1/results/" + id).json();

        assertThat(report.path("specimens").path(0).path("notes").toString())
                .isEqualTo("[\"gefroren\",\"Lokalisation: Ulna links\"]");
        assertThat(browser("de").get("/results/" + id).text()).contains("gefroren", "Lokalisation: Ulna links");
        assertThat(pdf(id)).contains("gefroren", "Lokalisation: Ulna links");
    }

    @Test
    void aRemarkOnASpecimenOfLdt2IsKept() {
        lab.sends(SampleReports.changed("01384330800\r\n", "01384330800\r\n0178431gefroren\r\n"));
        assertThat(report("Müller-Test").path("specimens").path(0).path("notes").toString())
                .isEqualTo("[\"gefroren\"]");
    }

    @Test
    void theTimeOfAValueSaysWhatHappenedThenAndHowItWasMeasured() {
        lab.sends(SampleReports.CRITICAL);
        String id = top().path("resultId").asString();
        JsonNode potassium = observation(doctor.get("/api/v1/results/" + id).json(), "K");

        assertThat(potassium.path("timeOf").asString()).isEqualTo("collection");
        assertThat(potassium.path("method").asString()).isEqualTo("ISE");
        assertThat(browser("de").get("/results/" + id).text())
                .contains(
                        "<dt>Abnahme</dt><dd>12.01.2026 08:10",
                        "<dt>Messung</dt><dd>12.01.2026 10:20",
                        "<dt>Methode</dt><dd>ISE")
                .doesNotContain("<dt>Zeitpunkt</dt>");
        lab.sends(SampleReports.changed("017843220260114\r\n01384330800\r\n", ""));
        assertThat(observation(report("Müller-Test"), "GLUC").path("timeOf").asString())
                .isEqualTo("report");
    }

    @Test
    void limitsKeepTheDigitsTheLaboratorySent() throws IOException {
        lab.sends(SampleReports.bytes(SampleReports.text(SampleReports.FLAT)
                .replace("011846174\r\n0128462106\r\n", "014846174.25\r\n0158462106.00\r\n")));
        JsonNode report = report("Müller-Test");
        String id = report.path("resultId").asString();
        JsonNode range = observation(report, "GLUC").path("range");

        assertThat(range.path("rawLow").asString()).isEqualTo("74.25");
        assertThat(range.path("rawHigh").asString()).isEqualTo("106.00");
        assertThat(browser("de").get("/results/" + id).text())
                .contains("74,25\u2009–\u2009106,00", "<code>74.25</code>", "<code>106.00</code>");
        assertThat(pdf(id)).contains("74,25\u2009–\u2009106,00");
    }

    private String pdf(String id) throws IOException {
        try (PDDocument document = Loader.loadPDF(
                browser("de").get("/results/" + id + "/report.pdf").bytes())) {
            return new PDFTextStripper().getText(document);
        }
    }

    @Test
    void aNumberOfMoreDigitsThanAreComputedWithIsShownAsSentAndComparedWithNothing() {
        lab.sends(flat("20", "9".repeat(38), "3.5", "5.1"));
        lab.sends(flat("21", "0.12345678901234567890", "0.1", "0.2"));
        lab.sends(flat("22", "4.2", "0.12345678901234567890", "5.1"));
        lab.sends(flat("23", "0.1234567890", "0.1", "0.2"));

        JsonNode long38 = observation(report("Viel20"), "K");
        assertThat(long38.has("number")).isFalse();
        assertThat(long38.path("rawValue").asString()).isEqualTo("9".repeat(38));
        JsonNode small = observation(report("Viel21"), "K");
        assertThat(small.has("number")).isFalse();
        assertThat(small.path("rawValue").asString()).isEqualTo("0.12345678901234567890");
        assertThat(observation(report("Viel22"), "K").path("range").path("text").asString())
                .isEqualTo("0.12345678901234567890 – 5.1");
        assertThat(observation(report("Viel23"), "K").path("number").decimalValue())
                .isEqualByComparingTo("0.1234567890");

        for (String name : List.of("Viel20", "Viel21", "Viel22")) {
            String id = report(name).path("resultId").asString();
            assertThat(browser("de").get("/results/" + id).text())
                    .contains("Mehr Ziffern, als sich vergleichen lassen")
                    .doesNotContain("vom Labor nicht gekennzeichnet");
            assertThat(browser("en").get("/results/" + id).text()).contains("More digits than can be compared");
        }
        assertThat(browser("de")
                        .get("/results/" + report("Viel20").path("resultId").asString())
                        .text())
                .contains("9".repeat(38));
        assertThat(browser("de")
                        .get("/results/" + report("Viel23").path("resultId").asString())
                        .text())
                .doesNotContain("Mehr Ziffern");
    }

    @Test
    void aRangeWhoseLowerLimitLiesAboveItsUpperOneIsCalledSo() {
        lab.sends(flat("30", "4.2", "9", "1"));
        JsonNode report = report("Viel30");
        String page = browser("de")
                .get("/results/" + report.path("resultId").asString())
                .text();
        assertThat(page)
                .contains("Die untere Grenze liegt über der oberen")
                .doesNotContain("vom Labor nicht gekennzeichnet", "range-track");
        assertThat(report.path("danger").asString()).isEqualTo("normal");
    }

    @Test
    void aBirthDateInTheFutureIsAFindingOfItsMessage() {
        UUID message = lab.sends(SampleReports.born("29991231"));
        assertThat(lab.stateOf(message)).isEqualTo("filed");
        JsonNode faults = doctor.get("/api/v1/messages/" + message).json().path("faults");
        assertThat(faults.toString()).contains("F003", "lies in the future");
        UUID ordinary = lab.sends(SampleReports.born("19581231"));
        assertThat(doctor.get("/api/v1/messages/" + ordinary)
                        .json()
                        .path("faults")
                        .toString())
                .doesNotContain("lies in the future");
    }

    /** One potassium of LDT 2, as sent, without a check sum. */
    private static byte[] flat(String number, String value, String low, String high) {
        StringBuilder text = new StringBuilder();
        for (String field : List.of(
                "80008220",
                "9212LDT1014.01",
                "0201123456700",
                "8300LABT",
                "8320Labor Testberg",
                "91064",
                "910320260115",
                "80008201",
                "8310D-" + number,
                "831126-D" + number,
                "830120260115",
                "3101Viel" + number,
                "3102Dora",
                "310319600101",
                "8401E",
                "8410K",
                "8411Kalium",
                "8420" + value,
                "8421mmol/l",
                "8461" + low,
                "8462" + high,
                "80008221")) {
            text.append("%03d".formatted(field.length() + 5)).append(field).append("\r\n");
        }
        return SampleReports.bytes(text.toString());
    }
}
