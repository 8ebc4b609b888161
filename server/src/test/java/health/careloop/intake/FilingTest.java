package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From bytes to results: whose they are, which version they are, what is dangerous in them. */
class FilingTest {
    private static final byte[] LDT2 = Samples.read("Z01L2SYN_iso-8859-15.LDT");
    private static final byte[] CRITICAL = Samples.read("Z01_SYN_kalium_kritisch.ldt");

    private static final byte[] LDT2_WITHOUT_A_FLAG = new String(LDT2, StandardCharsets.ISO_8859_1)
            .replace("0118422++\r\n", "")
            .getBytes(StandardCharsets.ISO_8859_1);

    private final TestServer server = TestServer.shared();
    private Tenant practice;
    private Lab lab;
    private Client doctor;

    @BeforeEach
    void open() {
        practice = server.createTenant();
        lab = server.lab(practice);
        doctor = server.withToken(server.person(practice, Role.DOCTOR));
    }

    @Test
    void everyValueKeepsItsNumberItsComparatorAndTheStringAsSent() {
        lab.sends(LDT2);
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
        assertThat(observation(report, "HBSAG").path("texts").toString()).contains("negativ");
    }

    @Test
    void whatTheLaboratoryDeclaresCriticalIsOnTopWithItsEvidence() {
        lab.sends(LDT2);
        UUID message = lab.sends(CRITICAL);

        JsonNode top = doctor.get("/api/v1/results").json().path("results").path(0);
        assertThat(top.path("danger").asString()).isEqualTo("critical");
        assertThat(top.path("messageId").asString()).isEqualTo(message.toString());
        JsonNode report =
                doctor.get("/api/v1/results/" + top.path("resultId").asString()).json();
        JsonNode potassium = observation(report, "K");
        assertThat(potassium.path("danger").asString()).isEqualTo("critical");
        int line = potassium.path("why").path("line").asInt();
        String[] lines = new String(CRITICAL, StandardCharsets.ISO_8859_1).split("\r\n");
        assertThat(lines[line - 1]).endsWith("8422!H");
        assertThat(server.database()
                        .sql("select count(*) from pooled.criticals where message_id = ?")
                        .param(message)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aBirthDateKnownInPartIsShownAsFarAsItIsKnown() {
        lab.sends(LDT2);
        lab.sends(born("19720500"));
        lab.sends(born("00000000"));
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
        lab.sends(born("19720000"));
        lab.sends(new String(born("19720000"), StandardCharsets.ISO_8859_1)
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
        lab.sends(born("19720512"));
        String again = new String(born("19720000"), StandardCharsets.ISO_8859_1)
                .replace("Teil-19720000", "Teil-19720512")
                .replaceFirst("0128420101", "0128420102");
        assertThat(lab.stateOf(lab.sends(again.getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo("filed");
        String other = again.replace("310319720000", "310319730000").replaceFirst("0128420102", "0128420103");
        UUID held = lab.sends(other.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(lab.stateOf(held)).isEqualTo("quarantined");
    }

    /** The first report of the sample for somebody of this birth date, and named after it. */
    private static byte[] born(String date) {
        return new String(LDT2, StandardCharsets.ISO_8859_1)
                .replace("0203101M\u00fcller-Test", "0223101Teil-" + date)
                .replace("310319660229", "3103" + date)
                .replace("A0000000001", "B" + date + "01")
                .replace("2026-000123", "26-" + date)
                .replace("810000771", "810000773")
                .replace("920200001734", "920200001736")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aDateWithoutATimeStaysADate() {
        lab.sends(changed("01383030930\r\n", ""));
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
        lab.sends(LDT2);
        assertThat(report("Müller-Test").path("reportedAt").asString()).isEqualTo("2026-01-15T08:30:00Z");
        lab.sends(CRITICAL);
        JsonNode critical = doctor.get("/api/v1/results?filter=critical")
                .json()
                .path("results")
                .path(0);
        assertThat(critical.path("reportedAt").asString()).isEqualTo("2026-01-12T09:45:30Z");
    }

    @Test
    void aDayOfCollectionIsNoMidnight() {
        lab.sends(changed("01384330800\r\n", ""));
        JsonNode report = report("Müller-Test");
        assertThat(report.path("specimens").path(0).path("collectedAt").asString())
                .isEqualTo("2026-01-14");
        assertThat(observation(report, "GLUC").path("at").asString()).isEqualTo("2026-01-14");
    }

    @Test
    void aPatientsReportsComeByTheLaboratorysDateNewestFirst() {
        lab.sends(CRITICAL);
        String text = new String(CRITICAL, StandardCharsets.ISO_8859_1);
        String late = text.replace("A-2026-004711", "A-2026-004799")
                .replace("26-000815", "26-000899")
                .replaceFirst("(?s)(8216Timestamp.{20,60}7278)20260112", "$1\\20251103");
        lab.sends(late.getBytes(StandardCharsets.ISO_8859_1));
        String patient = doctor.get("/api/v1/patients")
                .json()
                .path("patients")
                .path(0)
                .path("patientId")
                .asString();
        Client browser = server.signIn(server.person(practice, Role.DOCTOR)).with("Accept-Language", "de");
        String page = browser.get("/patients/" + patient).text();
        assertThat(page.indexOf("Befund vom 12.01.2026 10:45"))
                .isPositive()
                .isLessThan(page.indexOf("Befund vom 03.11.2025 10:45"));
        assertThat(page).contains("Nach Befunddatum");
    }

    @Test
    void theSameContentInAnotherTransmissionIsNoNewVersion() {
        lab.sends(LDT2);
        lab.sends(Samples.read("A01L2SYN_iso-8859-1.LDT"));
        lab.sends(Samples.read("X01L2SYN_cp437.LDT"));
        JsonNode report = report("Müller-Test");
        assertThat(report.path("version").asInt()).isEqualTo(1);
        assertThat(report.path("versions").size()).isEqualTo(1);
    }

    @Test
    void aChangedReportIsANewVersionAndTheOldOneStaysReadable() {
        lab.sends(LDT2);
        JsonNode first = report("Müller-Test");
        lab.sends(changed("0128420101", "0128420102"));
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
    void aCriticalReportStandsWhenTheNextTransmissionLostTheLinesThatSaySo() {
        lab.sends(CRITICAL);
        String text = new String(CRITICAL, StandardCharsets.ISO_8859_1);
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
        lab.sends(LDT2);
        UUID message = lab.sends(LDT2_WITHOUT_A_FLAG);

        assertThat(lab.stateOf(message)).isEqualTo("quarantined");
        JsonNode report = report("Müller-Test");
        assertThat(report.path("version").asInt()).isEqualTo(1);
        assertThat(report.path("danger").asString()).isEqualTo("abnormal");
        assertThat(report.path("versions").size()).isEqualTo(1);
    }

    @Test
    void aFirstReportWithAWrongLengthIsFiledWithAWarning() throws IOException {
        UUID message = lab.sends(changed("810000771", "810000799"));

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
    void theWholeReportTakesTheIncompleteOneAwayAndIsNotCalledACorrection() {
        lab.sends(new String(CRITICAL, StandardCharsets.ISO_8859_1)
                .replaceFirst("0499300[0-9a-f]{40}", "0499300" + "0".repeat(40))
                .getBytes(StandardCharsets.ISO_8859_1));
        assertThat(top().path("incomplete").asBoolean()).isTrue();

        lab.sends(CRITICAL);
        assertThat(top().path("version").asInt()).isEqualTo(2);
        assertThat(top().path("incomplete").asBoolean()).isFalse();
        assertThat(top().path("corrected").asBoolean()).isFalse();
        assertThat(total(doctor, "all")).isEqualTo(1);
    }

    @Test
    void aValueOutsideItsRangeThatNobodyFlaggedIsCountedAndNeverCalledNormal() {
        String text = new String(LDT2, StandardCharsets.ISO_8859_1);
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
    void twoVersionsThatStandSayThatTheyDo() {
        lab.sends(LDT2);
        String first = report("Müller-Test").path("resultId").asString();
        String text = new String(LDT2, StandardCharsets.ISO_8859_1);
        int from = text.indexOf("0148410HBSAG");
        int to = text.indexOf("0348490");
        lab.sends((text.substring(0, from) + text.substring(to)).getBytes(StandardCharsets.ISO_8859_1));
        String second = report("Müller-Test").path("resultId").asString();
        Client browser = server.signIn(server.person(practice, Role.DOCTOR)).with("Accept-Language", "en");

        assertThat(second).isNotEqualTo(first);
        assertThat(browser.get("/results/" + second).text())
                .contains("Version 1 still stands: it has values this version lacks.", "Open version 1");
        assertThat(browser.get("/results/" + first).text())
                .contains("Version 2 adds to this one; this one still stands.", "Open version 2");
    }

    private JsonNode top() {
        return doctor.get("/api/v1/results").json().path("results").path(0);
    }

    @Test
    void aVersionThatLeavesOutAValueHidesNothing() {
        lab.sends(LDT2);
        String text = new String(LDT2, StandardCharsets.ISO_8859_1);
        int from = text.indexOf("0148410HBSAG");
        int to = text.indexOf("0348490");
        lab.sends((text.substring(0, from) + text.substring(to)).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(names())
                .filteredOn(name -> name.equals("Müller-Test, Jürgen"))
                .hasSize(2);
    }

    @Test
    void aLaterPreliminaryReportNeverHidesAFinalOne() {
        lab.sends(LDT2);
        lab.sends(changed("0108401E", "0108401V"));
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
        lab.sends(LDT2);
        lab.sends(changed("0108401E", "0108401T"));
        String text = new String(LDT2, StandardCharsets.ISO_8859_1).replaceFirst("0108401E", "0108401T");
        lab.sends(text.replaceFirst("0128420101", "0128420103").getBytes(StandardCharsets.ISO_8859_1));
        List<String> statuses = new ArrayList<>();
        doctor.get("/api/v1/results")
                .json()
                .path("results")
                .forEach(r -> statuses.add(r.path("status").asString()));
        assertThat(statuses).contains("final");
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
            lab.sends(new String(born("1960010" + ("ETVAN".indexOf(code) + 1)), StandardCharsets.ISO_8859_1)
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
    void anArchivedCopyTakesNoFinalReportAway() {
        lab.sends(LDT2);
        lab.sends(changed("0108401E", "0108401A"));
        assertThat(names())
                .filteredOn(name -> name.equals("Müller-Test, Jürgen"))
                .hasSize(2);
    }

    @Test
    void aReportWhoseValuesAreAllCancelledIsCancelled() {
        lab.sends(new String(CRITICAL, StandardCharsets.ISO_8859_1)
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
    void anotherDayTheSamePatientIsFoundAgain() {
        lab.sends(CRITICAL);
        String text = new String(CRITICAL, StandardCharsets.ISO_8859_1);
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
        lab.sends(LDT2);
        UUID message = lab.sends(changed("0203101M\u00fcller-Test", "0203101Anderer-Nam"));
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
    void aMessageOfSeveralReportsCountsWhatBecameOfThemAndShowsWhatItRepeats() {
        lab.sends(LDT2);
        String page = page(lab.sends(changed("84206.8", "84206.9")));

        assertThat(page).contains("1 new version, 2 unchanged").doesNotContain("repeated itself");
        assertThat(page.split("came before", -1)).hasSize(3);
        assertThat(page(lab.sends(LDT2))).contains("came before").doesNotContain("No result was filed");
    }

    @Test
    void aTrailWhoseCheckSumMissesLinesDoesNotSayComplete() {
        String page = page(lab.sends(changed("01284206.8\r\n", "")));

        assertThat(page)
                .contains("Readable, but the check sum says something is missing.")
                .doesNotContain("Complete and readable", "Everything in this message");
    }

    private String page(UUID message) {
        return server.signIn(server.person(practice, Role.DOCTOR))
                .with("Accept-Language", "en")
                .get("/messages/" + message)
                .text();
    }

    @Test
    void threeReportsOfOneMessageAreThreeResults() {
        UUID message = lab.sends(LDT2);
        assertThat(doctor.get("/api/v1/messages/" + message)
                        .json()
                        .path("results")
                        .size())
                .isEqualTo(3);
    }

    @Test
    void anOrderIsFoundHoweverItsNumberIsTyped() {
        lab.sends(CRITICAL);
        for (String query : List.of("A-2026-004711", "a-2026-004711", "26-000815", "%20A-2026-004711%20")) {
            assertThat(doctor.get("/api/v1/results?q=" + query)
                            .json()
                            .path("total")
                            .asInt())
                    .as(query)
                    .isEqualTo(1);
        }
        assertThat(doctor.get("/api/v1/results?q=2026-004711")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void twoOrdersWhoseNumbersDifferInCaseAloneAreTwo() {
        lab.sends(new String(born("19720512"), StandardCharsets.ISO_8859_1)
                .replace("B1972051201", "b1972051201")
                .getBytes(StandardCharsets.ISO_8859_1));
        String other = new String(born("19720512"), StandardCharsets.ISO_8859_1)
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
    void theMaterialIsNotSaidTwice() {
        lab.sends(LDT2);
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
    void twoPackagesThatSayTheSameAreListedOnce() {
        UUID message = lab.sends(Samples.read("BAD_concatenated.LDT"));
        JsonNode wire = doctor.get("/api/v1/messages/" + message).json();
        assertThat(wire.path("results").size()).isEqualTo(3);
        assertThat(total(doctor, "all")).isEqualTo(3);
        Client browser = server.signIn(server.person(practice, Role.DOCTOR));
        String page = browser.get("/messages/" + message).text();
        for (JsonNode result : wire.path("results")) {
            assertThat(page)
                    .containsOnlyOnce("/results/" + result.path("resultId").asString());
        }
    }

    @Test
    void aMessageSaysWhereTheDocumentsOfItsResultsLie() {
        UUID message = lab.sends(CRITICAL);
        String id = doctor.get("/api/v1/results")
                .json()
                .path("results")
                .path(0)
                .path("resultId")
                .asString();
        assertThat(doctor.get("/api/download/pdf/" + id).status()).isEqualTo(200);
        assertThat(doctor.get("/api/v1/messages/" + message)
                        .json()
                        .path("results")
                        .path(0)
                        .path("pdfKey")
                        .asString())
                .isEqualTo("tenants/" + practice.id() + "/pdfs/" + id + ".pdf");
    }

    @Test
    void readIsReadByOnePersonAndCanBeTakenBack() {
        lab.sends(CRITICAL);
        Client nurse = server.withToken(server.person(practice, Role.NURSE));
        String id = doctor.get("/api/v1/results")
                .json()
                .path("results")
                .path(0)
                .path("resultId")
                .asString();

        assertThat(doctor.post("/api/v1/results/" + id + "/read", java.util.Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(total(doctor, "unread")).isZero();
        assertThat(total(nurse, "unread")).isEqualTo(1);
        assertThat(doctor.post("/api/v1/results/" + id + "/unread", java.util.Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(total(doctor, "unread")).isEqualTo(1);
    }

    @Test
    void openingAReportIsKeptAsSeen() {
        lab.sends(CRITICAL);
        String id = doctor.get("/api/v1/results")
                .json()
                .path("results")
                .path(0)
                .path("resultId")
                .asString();
        JsonNode report = doctor.get("/api/v1/results/" + id).json();
        assertThat(report.path("versions")
                        .path(0)
                        .path("seenBy")
                        .path(0)
                        .path("role")
                        .asString())
                .isEqualTo("doctor");
    }

    @Test
    void patientsAreFoundByTheBeginningOfTheirNameWithOrWithoutUmlaut() {
        lab.sends(LDT2);
        for (String query : List.of("Müll", "muell", "MÜLLER", "jürg müller", "juergen")) {
            assertThat(doctor.get("/api/v1/patients?search="
                                    + java.net.URLEncoder.encode(query, StandardCharsets.UTF_8))
                            .json()
                            .path("total")
                            .asInt())
                    .as(query)
                    .isEqualTo(1);
        }
        assertThat(doctor.get("/api/v1/patients?search=Mxller")
                        .json()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(doctor.get("/api/v1/results?q=muell").json().path("total").asInt())
                .isEqualTo(1);
        assertThat(doctor.get("/api/v1/results?q=A0000000001")
                        .json()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theDocumentAndTheOriginalComeAsFilesWithTheirNames() {
        lab.sends(CRITICAL);
        String id = doctor.get("/api/v1/results")
                .json()
                .path("results")
                .path(0)
                .path("resultId")
                .asString();
        Client.Answer pdf = doctor.get("/api/download/pdf/" + id);
        assertThat(pdf.status()).isEqualTo(200);
        assertThat(pdf.header("content-type")).contains("application/pdf");
        assertThat(pdf.header("content-disposition").orElseThrow())
                .contains("attachment")
                .contains("result_" + id + ".pdf");
        assertThat(pdf.header("content-length")).contains(Integer.toString(pdf.bytes().length));
        assertThat(doctor.get("/api/download/ldt/" + id).bytes()).isEqualTo(CRITICAL);
        Client.Answer missing = doctor.get("/api/download/pdf/" + UUID.randomUUID());
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.json().path("message").asString()).isEqualTo("Result not found");
    }

    private byte[] changed(String from, String to) {
        String text = new String(LDT2, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replaceFirst(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private JsonNode report(String name) {
        for (JsonNode result : doctor.get("/api/v1/results").json().path("results")) {
            if (result.path("patient").path("name").asString().startsWith(name)) {
                return doctor.get("/api/v1/results/" + result.path("resultId").asString())
                        .json();
            }
        }
        throw new AssertionError("No result of " + name);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        doctor.get("/api/v1/results?limit=100")
                .json()
                .path("results")
                .forEach(result -> names.add(result.path("patient").path("name").asString()));
        return names;
    }

    private int total(Client client, String filter) {
        return client.get("/api/v1/results?filter=" + filter)
                .json()
                .path("total")
                .asInt();
    }

    private static JsonNode observation(JsonNode report, String code) {
        for (JsonNode observation : report.path("observations")) {
            if (observation.path("code").asString().equals(code)) {
                return observation;
            }
        }
        throw new AssertionError("No observation " + code);
    }
}
