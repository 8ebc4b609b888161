package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A value leaves the list only when the laboratory says something about that very value, later and in the same report. */
class StandingVersionsTest extends PracticeWithALab {
    private static final String DAY = "20260115";

    private static LooseReport morning() {
        return LooseReport.of(DAY, "080000");
    }

    private static LooseReport afternoon() {
        return LooseReport.of(DAY, "140000");
    }

    private UUID sends(LooseReport... reports) {
        UUID message = lab.sends(LooseReport.message(reports));
        assertThat(lab.stateOf(message)).isEqualTo("filed");
        return message;
    }

    private JsonNode inbox() {
        return doctor.get("/api/v1/results?limit=100").json().path("results");
    }

    private JsonNode open(JsonNode row) {
        return doctor.get("/api/v1/results/" + row.path("resultId").asString()).json();
    }

    /** What stands in the inbox: version and danger. */
    private Map<Integer, String> standing() {
        Map<Integer, String> standing = new TreeMap<>();
        inbox().forEach(one ->
                standing.put(one.path("version").asInt(), one.path("danger").asString()));
        return standing;
    }

    @ParameterizedTest
    @ValueSource(strings = {"07", "02", "05"})
    void aCodeWithoutAValueOfItsOwnTakesNoValueOff(String status) {
        sends(morning().partial().value("K", "7.1", "!H"));
        sends(afternoon().mention("K", status).value("NA", "140", ""));

        assertThat(standing()).containsEntry(1, "critical").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"09", "11", "12", "08"})
    void aValueThatIsCancelledOrCorrectedIsTakenOffThoughNothingElseIsSaidOfIt(String status) {
        sends(morning().value("K", "7.1", "!H").value("NA", "140", ""));
        sends(afternoon().mention("K", status).value("NA", "140", ""));

        assertThat(standing()).containsOnlyKeys(2);
    }

    @Test
    void whatWasOnlyAnnouncedIsTakenOffByItsValue() {
        sends(morning().partial().value("K", "7.1", "!H").mention("NA", "02"));
        sends(afternoon().value("K", "7.1", "!H").value("NA", "140", ""));

        assertThat(standing()).containsOnlyKeys(2);
    }

    @Test
    void anOldFileSentAgainUndoesNoCorrection() {
        sends(morning().value("K", "4.1", ""));
        sends(afternoon().value("K", "08", "7.1", "!H", "3.5", "5.1", null));
        sends(morning().value("K", "4.1", ""));

        assertThat(standing()).containsExactly(Map.entry(2, "critical"));
        assertThat(report("Fall").path("versions").size()).isEqualTo(2);
    }

    @Test
    void whatTheLaboratorySaysAgainUnderALaterDateHoldsAgain() {
        sends(morning().value("K", "7.1", "!H"));
        sends(afternoon().value("K", "4.1", ""));
        sends(LooseReport.of(DAY, "150000").value("K", "7.1", "!H"));

        assertThat(standing()).containsExactly(Map.entry(3, "critical"));
    }

    @Test
    void anOlderReportThatArrivesLateReplacesNothing() {
        sends(afternoon().value("K", "7.2", "!H"));
        UUID late = sends(morning().value("K", "4.1", ""));

        assertThat(standing()).containsExactly(Map.entry(1, "critical"));
        JsonNode versions = report("Fall").path("versions");
        assertThat(versions.size()).isEqualTo(2);
        String older = versions.path(1).path("resultId").asString();
        assertThat(browser("en").get("/results/" + older).text())
                .contains("This is version 2. There is a newer one, version 1.");
        assertThat(page(late)).contains("it arrived behind a newer one");
    }

    @Test
    void reportsOfOneMessageNeverTakeEachOtherOff() {
        sends(
                LooseReport.of(DAY, "080000").value("GLU", "610", "!H"),
                LooseReport.of(DAY, "120000").value("GLU", "95", ""),
                LooseReport.of(DAY, "160000").value("GLU", "99", ""));
        assertThat(standing()).hasSize(3).containsEntry(1, "critical");

        sends(LooseReport.of(DAY, "180000").value("GLU", "101", ""));
        assertThat(standing()).as("one value covers no three").hasSize(4).containsEntry(1, "critical");
    }

    @Test
    void theSameCodeOfAnotherSampleIsAnotherValue() {
        sends(profile("610", "95", "99"));
        sends(LooseReport.of(DAY, "180000").specimen("4", "180000").value("GLU", "06", "101", "", "3.5", "5.1", "4"));
        assertThat(standing()).containsOnlyKeys(1, 2);
        sends(profile("610", "95", "98"));

        assertThat(standing()).containsOnlyKeys(2, 3);
        List<String> values = new ArrayList<>();
        inbox().forEach(row -> open(row)
                .path("observations")
                .forEach(value -> values.add(value.path("rawValue").asString())));
        assertThat(values).containsExactlyInAnyOrder("610", "95", "98", "101");
    }

    private static LooseReport profile(String first, String second, String third) {
        return afternoon()
                .specimen("1", "080000")
                .specimen("2", "120000")
                .specimen("3", "135900")
                .value("GLU", "06", first, "", "3.5", "5.1", "1")
                .value("GLU", "06", second, "", "3.5", "5.1", "2")
                .value("GLU", "06", third, "", "3.5", "5.1", "3");
    }

    @Test
    void notesOfAReportAreContentThatALaterOneMustHave() {
        String found = "MRSA nachgewiesen, sofort isolieren";
        sends(morning().note(found));
        assertThat(open(inbox().path(0)).path("notes").path(0).asString()).isEqualTo(found);
        sends(afternoon().text("ST", "negativ"));
        assertThat(standing()).containsOnlyKeys(1, 2);

        sends(LooseReport.of(DAY, "150000").text("ST", "negativ").note(found));
        assertThat(standing()).containsOnlyKeys(3);
    }

    @Test
    void aReportCalledLifeThreateningIsNotTakenOffByOneThatIsNot() {
        sends(morning().value("NA", "140", "").lifeThreatening("Bitte sofort anrufen"));
        sends(afternoon().value("NA", "141", "").note("Bitte sofort anrufen"));

        assertThat(standing()).containsEntry(1, "critical").hasSize(2);
    }

    @Test
    void anEnclosedFileIsContentThatALaterOneMustHave() {
        sends(morning().value("NA", "140", "").pdf("MRSA"));
        sends(afternoon().value("NA", "141", "").pdf("MSSA"));
        assertThat(standing()).containsOnlyKeys(1, 2);

        sends(LooseReport.of(DAY, "150000").value("NA", "142", "").pdf("MRSA").pdf("MSSA"));
        assertThat(standing()).containsOnlyKeys(3);
    }

    @Test
    void aNumberGivenOutAgainAYearLaterIsAnotherOrderAndItsValuesAreThePreviousOnes() {
        sends(LooseReport.of("20250115", "080000").value("K", "6.9", "!H"));
        sends(morning().value("K", "4.4", ""));

        List<String> previous = new ArrayList<>();
        assertThat(inbox().size()).isEqualTo(2);
        for (JsonNode row : inbox()) {
            assertThat(row.path("version").asInt()).isEqualTo(1);
            JsonNode value = observation(open(row), "K");
            if (value.path("rawValue").asString().equals("4.4")) {
                value.path("previous")
                        .forEach(one -> previous.add(one.path("number").asString()));
            }
        }
        assertThat(previous).containsExactly("6.9");
    }

    @Test
    void aCultureReportedOnTwoMonthsLaterIsTheSameOrder() {
        sends(morning().partial().value("K", "6.9", "!H"));
        sends(LooseReport.of("20260316", "080000").value("K", "4.4", ""));

        assertThat(standing()).containsOnlyKeys(2);
    }

    @Test
    void theNewerVersionSaysThatAReplacedOneWasCriticalAndThatNobodyOpenedIt() {
        sends(morning().value("K", "7.1", "!H"));
        String first = inbox().path(0).path("resultId").asString();
        sends(afternoon().value("K", "4.1", ""));
        Client german = browser("de");
        Client english = browser("en");
        String second = inbox().path(0).path("resultId").asString();
        assertThat(second).isNotEqualTo(first);

        assertThat(german.get("/inbox").text()).contains("Ersetzte Version war kritisch und von niemandem geöffnet");
        assertThat(english.get("/inbox").text()).contains("The version it replaced was critical, and nobody opened it");
        assertThat(german.get("/results/" + second).text())
                .contains("Version 1 war kritisch; diese ersetzt sie. Geöffnet hat sie niemand.");
        assertThat(english.get("/results/" + second).text())
                .contains("Version 1 was critical; this one replaces it. Nobody opened it.");

        english.get("/results/" + first);
        assertThat(english.get("/inbox").text()).doesNotContain("nobody opened it");
        assertThat(english.get("/results/" + second).text())
                .contains("Version 1 was critical; this one replaces it.")
                .doesNotContain("Nobody opened it.");
    }

    @Test
    void whatMakesAReportCriticalIsSaidWhereNoValueIs() {
        sends(morning().value("NA", "140", "").lifeThreatening("Bitte sofort anrufen"));
        String result = inbox().path(0).path("resultId").asString();

        assertThat(browser("de").get("/inbox").text()).contains("Ganzer Befund als lebensbedrohlich gemeldet");
        assertThat(browser("en").get("/inbox").text()).contains("Whole report called life-threatening");
        assertThat(browser("en").get("/results/" + result).text())
                .contains("The laboratory calls the whole report life-threatening (7280 = 2).");
    }

    @Test
    void aBoundAboveTheUpperLimitIsCountedAsOutsideAndASignSaysWhichLimitItIs() {
        sends(morning()
                .value("GFR", "06", ">90", "", "3", "10", null)
                .value("LDL", "06", "100", "", "<150", "", null)
                .value("CRP", "06", "<5", "", "3", "10", null));
        JsonNode report = open(inbox().path(0));
        String page = browser("en")
                .get("/results/" + report.path("resultId").asString())
                .text();

        assertThat(page).contains("1 value outside its reference range", "Above the reference range, not flagged");
        JsonNode range = observation(report, "LDL").path("range");
        assertThat(range.path("high").asString()).isEqualTo("150");
        assertThat(range.hasNonNull("low")).isFalse();
    }
}
