package health.careloop.ldt.rules;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtText;
import health.careloop.ldt.Samples;
import health.careloop.ldt.Severity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StructureRulesTest {

    @Test
    void everyFeeIsAskedForItsOwnMandatoryField() {
        assertThat(missing("8158(7303=1 4121=0 5001=32057 8614=1 5001=32058 8614=1)"))
                .isEmpty();
        assertThat(missing("8158(7303=1 4121=0 5001=32057 8614=1 5001=32058)"))
                .containsExactly(
                        "In Obj_0058 (Untersuchungsabrechnung) ab Zeile 14 fehlt nach 5001 (Gebührennummer (GNR)) das"
                                + " Pflichtfeld 8614 (Bereits abgerechnet).");
    }

    private static List<String> missing(String text) {
        return Notation.faults(text).stream()
                .filter(fault -> fault.rule().equals("BAS-MUST"))
                .map(fault -> fault.sentence().german())
                .filter(sentence -> sentence.contains("8614"))
                .toList();
    }

    @Test
    void anObjectUnderAnotherRoleIsNamed() {
        byte[] bytes = new LdtText()
                .record("8220")
                .record("8205")
                .open("8142", "Normalwert", "Obj_0054")
                .field("7278", "20260101")
                .close()
                .trailer("8221");
        assertThat(sentences(bytes, "BAS-ROLE"))
                .containsExactly("Auf das Objektattribut 8142 (Normalwert) folgt in Zeile 5 \"Obj_0054\"; erwartet"
                        + " wird Obj_0042.");
    }

    @Test
    void aRoleMayBeSpelledInAnyCaseAndIsOtherwiseOnlyMentioned() {
        assertThat(sentences(role("BASE64-kodierte_anlage"), "BAS-ROLE")).isEmpty();
        assertThat(sentences(role("Base64_Anlage"), "BAS-ROLE"))
                .singleElement()
                .asString()
                .contains("heißt \"Base64_Anlage\" statt \"Base64-kodierte_Anlage\"");
    }

    private static byte[] role(String name) {
        return new LdtText()
                .record("8220")
                .record("8205")
                .open("8242", name, "Obj_0068")
                .field("6329", "QQ==")
                .close()
                .trailer("8221");
    }

    @Test
    void whatTheTablesDoNotKnowIsAnInformationUnlessTheyAreOfThatVersion() {
        String text = "8135(8160(7777=x 8410=K 3000=4711))";
        assertThat(unknown("LDT3.2.20", text))
                .containsOnly(Severity.INFORMATION)
                .hasSize(2);
        assertThat(unknown("LDT3.3.0", text)).containsOnly(Severity.INFORMATION);
        assertThat(unknown("LDT3.2.17", text)).containsOnly(Severity.ERROR);
    }

    @Test
    void aUnitOfAnAlarmLimitIsNewsAndNotDisorder() {
        assertThat(Notation.rules("8135(8160(7306=01 8420=1 8142(8424=20 8460=x 7363=2.8 8419=1 8421=mmol/l 8422=N)))"))
                .doesNotContain("BAS-LEVEL");
    }

    @Test
    void strictMakesErrorsOfWarningsAndLeavesInformationAlone() {
        byte[] bytes = Notation.message("8145(8147(3101=Muster_ 7777=x))");
        List<Fault> strict = LdtValidator.of(Strictness.STRICT).check(LdtReader.read(bytes));
        assertThat(strict)
                .filteredOn(fault -> fault.rule().equals("BAS-BLANK"))
                .allSatisfy(fault -> assertThat(fault.severity()).isEqualTo(Severity.ERROR));
        assertThat(strict)
                .filteredOn(fault -> fault.rule().equals("BAS-FIELD"))
                .allSatisfy(fault -> assertThat(fault.severity()).isEqualTo(Severity.INFORMATION));
    }

    @Test
    void aRuleThatGuardsTheContentIsAnErrorOnImportToo() {
        assertThat(Notation.faults("8135(8160(7306=01 8420=7.1 8142(8424=20 8460=x 8422=!H)))"))
                .filteredOn(fault -> fault.rule().equals("K099"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.severity()).isEqualTo(Severity.ERROR);
                    assertThat(fault.field()).isEqualTo("8422");
                    assertThat(fault.sentence().german())
                            .isEqualTo("Obj_0042 (Normalwert), Zeile 18, verletzt die Regel K099:"
                                    + " Auf einen Extremwert (8422 mit !) muss der Hinweis 8126 folgen.");
                    assertThat(fault.sentence().english())
                            .isEqualTo("Obj_0042 (Reference value), line 18, breaks rule K099:"
                                    + " an extreme value (8422 with !) must be followed by the notice 8126.");
                });
    }

    @Test
    void anotherOrderAndUnknownFieldsAreOnlyMentionedInLdt2() {
        byte[] bytes = LdtText.flat(
                LdtText.header(),
                new LdtText.Flat("8201").field("8401", "E").field("8310", "1").field("3000", "4711"));
        assertThat(LdtValidator.of(Strictness.STRICT).check(LdtReader.read(bytes)))
                .filteredOn(fault ->
                        fault.rule().equals("BAS-ORDER") || fault.rule().equals("BAS-FIELD"))
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault.severity()).isEqualTo(Severity.INFORMATION));
    }

    @Test
    void onlyLdt1014HasMandatoryFieldsForCertain() {
        assertThat(LdtValidator.of(Strictness.STRICT).check(Samples.read("levinalex_lg_report_8202_LDT1x.ldt")))
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.severity()).isEqualTo(Severity.INFORMATION));
    }

    @Test
    void lengthsAreCountedInCharactersWhereverTheTextBecameUtf8() {
        assertThat(LdtValidator.of(Strictness.STRICT).check(Samples.read("BAD_utf8_lengths.LDT")))
                .isEmpty();
    }

    /** Each of these would take minutes if anything compared all lines with all lines. */
    @Test
    void aMaliciousMessageIsCheckedInTimeAsWell() {
        for (String piece : List.of(
                "8419=1 ", "8142(8424=20) ", "8102(4239=27) ", "7260=4 ", "8422=!H ", "8158(7303=1) ", "7354=1 ")) {
            byte[] bytes = Notation.message("[8215] 8101(8135(8160(" + piece.repeat(20_000) + ")))");
            assertTimeoutPreemptively(
                    ofSeconds(20), () -> LdtValidator.of(Strictness.STRICT).check(LdtReader.read(bytes)));
        }
        String nested = "0178002Obj_0048\r\n".repeat(30_000) + "0178003Obj_0099\r\n".repeat(30_000);
        byte[] bytes = new String(Notation.message("8148(7421=02)"), StandardCharsets.ISO_8859_1)
                .replace("011742102\r\n", nested)
                .getBytes(StandardCharsets.ISO_8859_1);
        assertTimeoutPreemptively(
                ofSeconds(20), () -> LdtValidator.of(Strictness.STRICT).check(LdtReader.read(bytes)));
    }

    private static List<Severity> unknown(String version, String text) {
        return LdtValidator.of(Strictness.STRICT).check(LdtReader.read(Notation.message(version, text))).stream()
                .filter(fault -> fault.rule().equals("BAS-FIELD"))
                .map(Fault::severity)
                .toList();
    }

    private static List<String> sentences(byte[] bytes, String rule) {
        return LdtValidator.of(Strictness.IMPORT).check(LdtReader.read(bytes)).stream()
                .filter(fault -> fault.rule().equals(rule))
                .map(fault -> fault.sentence().german())
                .toList();
    }

    @Test
    void aFieldThatStandsTooEarlyIsOneFinding() {
        assertThat(Notation.rules(
                        "[8215] 8101(8102(4109=20260101 4239=27 4134=AOK 4104=74555 3108=1 4106=00 4131=00))"))
                .filteredOn(rule -> rule.equals("BAS-ORDER"))
                .hasSize(1);
    }

    @Test
    void anEndThatNamesAnotherObjectIsOneFindingAndAsksNoRuleOfWhatStandsInWhichObject() {
        byte[] bytes = new String(
                        Notation.message("[8215] 8113(8310=1) 8137(7364=1) 8159(7303=1 8410=K) 8101(8103(7362=1))"),
                        StandardCharsets.ISO_8859_1)
                .replaceFirst("8003Obj_0037", "8003Obj_0038")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(LdtReader.read(bytes).faults())
                .extracting(Fault::rule)
                .filteredOn(rule -> rule.equals("BAS-OBJ"))
                .hasSize(1);
        assertThat(LdtValidator.of(Strictness.IMPORT).check(LdtReader.read(bytes)))
                .extracting(Fault::rule)
                .filteredOn(rule -> rule.startsWith("K"))
                .containsExactly("K092");
    }

    @Test
    void streetAndTownAbroadNeedNoPostcode() {
        assertThat(Notation.rules("[8215] 8145(8147(7420=12 3101=X 3102=Y 8228(3113=Wien 3107=Ring 3109=1 3114=A)))"
                        + " 8101(8102(4239=27 4109=20260101))"))
                .doesNotContain("BAS-LEVEL", "K017");
        assertThat(Notation.rules("8145(8147(8228(3113=Wien 3112=1010 3114=A)))"))
                .contains("BAS-LEVEL");
    }

    @Test
    void aReportWithoutPatientIsAnErrorAlsoWhereNobodySaysWhichLaboratoryItIs() {
        assertThat(Notation.faults("8117(8311=1 8401=2) 8135(8160(7304=1 8410=K))"))
                .anySatisfy(fault -> {
                    assertThat(fault.rule()).isEqualTo("K084");
                    assertThat(fault.severity()).isEqualTo(Severity.ERROR);
                });
    }

    @Test
    void aContextRulePointsAtTheFieldThatBreaksIt() {
        assertThat(fieldOf("K008", "8135(8160(8158(7303=1 4121=4)))")).isEqualTo("4121");
        assertThat(fieldOf("K043", "8119(0201=123456700 0204=1 0204=3)")).isEqualTo("0204");
        assertThat(fieldOf("K104", "8145(8147(7420=07))")).isEqualTo("7420");
        assertThat(fieldOf("K012", "[8215] 8101(8102(4239=21 4221=1))")).isEqualTo("4221");
        assertThat(fieldOf("K012", "[8215] 8101(8102(4239=27))")).isEqualTo("4221");
        assertThat(fieldOf("K021", "[8215] 8101(8102(4239=28 4221=3))")).isEqualTo("4221");
    }

    private static String fieldOf(String rule, String text) {
        return Notation.faults(text).stream()
                .filter(fault -> fault.rule().equals(rule))
                .map(Fault::field)
                .findFirst()
                .orElseThrow();
    }
}
