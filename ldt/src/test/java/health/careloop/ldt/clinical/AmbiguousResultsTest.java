package health.careloop.ldt.clinical;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtText;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where two things were sent for one, neither is shown as the only one: words and a finding, and no number. */
class AmbiguousResultsTest {
    @Test
    void twoUnitsOfOneRangeGiveNoLimitsInLdt3() {
        LdtReport report = nested(result(
                "730601",
                "84204.2",
                "84192",
                "8421mmol/l",
                "8142Normalwert",
                "8002Obj_0042",
                "842420",
                "84613.5",
                "84192",
                "8421mmol/l",
                "846220.1",
                "84192",
                "8421mg/dl",
                "8003Obj_0042"));
        LdtRange range = report.observations().getFirst().ranges().getFirst();
        assertThat(range.low()).isNull();
        assertThat(range.high()).isNull();
        assertThat(range.rawLow()).isNull();
        assertThat(range.text()).isEqualTo("ab 3.5 mmol/l\nbis 20.1 mg/dl");
        assertThat(rules(report)).contains("BAS-UNIT");
    }

    @Test
    void twoRangesOfOneValueGiveNoLimitsInLdt2() {
        LdtReport report = flat(
                "8410K",
                "84204.2",
                "8421mmol/l",
                "8460m:",
                "84613.0",
                "84624.0",
                "8460w:",
                "84614.0",
                "84625.0",
                "8422!");
        LdtObservation found = report.observations().getFirst();
        assertThat(found.ranges()).singleElement().satisfies(range -> {
            assertThat(range.low()).isNull();
            assertThat(range.high()).isNull();
            assertThat(range.text()).isEqualTo("m:\n3.0 bis 4.0\nw:\n4.0 bis 5.0");
        });
        assertThat(found.interpretation()).isEqualTo(Interpretation.ABNORMAL);
        assertThat(rules(report)).contains("BAS-RANGE");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSecondUnitLeavesTheValueWithoutUnitAndNumber(boolean nested) {
        LdtReport report = nested
                ? nested(result("730601", "84204.2", "84192", "8421mmol/l", "8421mg/dl"))
                : flat("8410K", "84204.2", "8421mmol/l", "8421mg/dl");
        LdtObservation found = report.observations().getFirst();
        assertThat(found.rawValue()).isEqualTo("4.2");
        assertThat(found.unit()).isNull();
        assertThat(found.number()).isNull();
        assertThat(found.notes()).containsExactly("Gesendete Einheiten: mmol/l und mg/dl");
        assertThat(rules(report)).contains("BAS-UNIT");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSameUnitTwiceIsOne(boolean nested) {
        LdtReport report = nested
                ? nested(result("730601", "84204.2", "84192", "8421mmol/l", "8421mmol/l"))
                : flat("8410K", "84204.2", "8421mmol/l", "8421mmol/l");
        assertThat(report.observations().getFirst().unit()).isEqualTo("mmol/l");
        assertThat(report.observations().getFirst().number()).isNotNull();
        assertThat(rules(report)).doesNotContain("BAS-UNIT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<0,5 negativ",
                "<1:10 negativ",
                ">100 positiv",
                "14:20 Uhr",
                "14:20 telefonisch",
                "<5 Tage/vorher",
                ">3 mal",
                "1:80 fraglich"
            })
    void aWordBehindANumberIsNoUnit(String line) {
        LdtObservation found = flat("8410A", "8480" + line).observations().getFirst();
        assertThat(found.rawValue()).isNull();
        assertThat(found.unit()).isNull();
        assertThat(found.text()).containsExactly(line);
    }

    @ParameterizedTest
    @CsvSource({
        "<5, mg/l",
        ">100, U/ml",
        "<0.1, IU/ml",
        "<5, %",
        ">90, ml/min/1.73m²",
        "<20, Kopien/ml",
        ">10, KBE/ml",
        "<3, µg/24h",
        "<4, /nl",
        "<5, 10^9/l",
        "<5, Mio/µl",
        "<2, mg/g",
        "<2, mg/gKrea",
        "<1.0, COI",
        "<1.0, S/CO",
        "<5, Tsd./µl",
        "<5, kU/l",
        "<10, AU/ml",
        "<2, mmHg"
    })
    void aUnitBehindANumberIsOne(String raw, String unit) {
        LdtObservation found =
                flat("8410A", "8480" + raw + " " + unit).observations().getFirst();
        boolean known = !unit.equals("mg/gKrea");
        assertThat(found.rawValue()).isEqualTo(known ? raw : null);
        assertThat(found.unit()).isEqualTo(known ? unit : null);
    }

    @Test
    void aRangeInFrontOfItsValueBelongsToIt() {
        LdtObservation found = nested(result(
                        "8142Normalwert",
                        "8002Obj_0042",
                        "842420",
                        "84613.5",
                        "8422+",
                        "8003Obj_0042",
                        "730601",
                        "84205.9",
                        "84192",
                        "8421mmol/l"))
                .observations()
                .getFirst();
        assertThat(found.rawValue()).isEqualTo("5.9");
        assertThat(found.ranges()).hasSize(1);
        assertThat(found.flag()).isEqualTo("+");
        assertThat(found.alternatives()).isEmpty();
    }

    @Test
    void aDayWithoutATimeIsTheDayOfMeasuring() {
        LdtObservation found = nested(result(
                        "730601", "84205.9", "8225Timestamp_Messung", "8002Obj_0054", "727820261120", "8003Obj_0054"))
                .observations()
                .getFirst();
        assertThat(found.measuredOn()).isEqualTo(LocalDate.of(2026, 11, 20));
        assertThat(found.measuredAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "01, <5, true",
        "01, 5.00E+07, false",
        "01, negativ, true",
        "02, <5, false",
        "02, 5, true",
        "02, >5, true",
        "03, >5, false",
        "03, <5, true",
        "04, <5, false",
        "05, 1:80, false",
        "05, <1:80, true",
        "06, <1:10, false",
        "06, 1:10, true",
        "07, >1:10, false",
        "99, x, false"
    })
    void whatIsNotAsAnnouncedIsAFinding(String presentation, String raw, boolean broken) {
        LdtReport report = nested(result("7306" + presentation, "8420" + raw));
        assertThat(rules(report).contains("E058")).isEqualTo(broken);
        assertThat(report.observations().getFirst().rawValue()).isEqualTo(raw);
    }

    /** Only LDT 3 can call a value critical. */
    @ParameterizedTest
    @CsvSource({"!H, VERY_HIGH", "!+, VERY_HIGH", "!L, VERY_LOW", "!-, VERY_LOW"})
    void aCriticalFlagOfLdt3IsAFindingInLdt2(String flag, Interpretation shown) {
        LdtReport report = flat("8410K", "84207.9", "8422" + flag);
        LdtObservation found = report.observations().getFirst();
        assertThat(found.interpretation()).isEqualTo(shown);
        assertThat(found.flag()).isEqualTo(flag);
        assertThat(found.declaredCritical()).isFalse();
        assertThat(rules(report)).contains("R134");
    }

    @Test
    void theMostSevereFlagOfAllValuesIsThatOfTheResult() {
        LdtObservation found = nested(result(
                        "730601",
                        "84205.5",
                        "8142Normalwert",
                        "8002Obj_0042",
                        "842420",
                        "84615.0",
                        "8422N",
                        "8003Obj_0042",
                        "730601",
                        "842099",
                        "8142Normalwert",
                        "8002Obj_0042",
                        "842420",
                        "846170",
                        "8422!H",
                        "8003Obj_0042"))
                .observations()
                .getFirst();
        assertThat(found.flag()).isEqualTo("!H");
        assertThat(found.interpretation()).isEqualTo(Interpretation.CRITICAL_HIGH);
        assertThat(found.declaredCritical()).isTrue();
    }

    @Test
    void aSignAgainstWhatWasAnnouncedIsNoNumber() {
        LdtObservation found = nested(result("730602", "8420>5")).observations().getFirst();
        assertThat(found.number()).isNull();
        assertThat(found.comparator()).isNull();
    }

    @Test
    void theSameMaterialTakenTwiceIsTwoSpecimens() {
        LdtReport report = flat(
                "8410A",
                "84201",
                "8428EB",
                "8430EDTA-Blut",
                "843220261118",
                "84330815",
                "8410B",
                "84202",
                "8428EB",
                "8430EDTA-Blut",
                "843220261119",
                "84330900",
                "8410C",
                "84203",
                "8428EB",
                "8430EDTA-Blut",
                "843220261118",
                "84330815");
        assertThat(report.specimens()).extracting(LdtSpecimen::id).containsExactly("EB/EDTA-Blut", "EB/EDTA-Blut/2");
        assertThat(report.observations())
                .extracting(LdtObservation::specimenId)
                .containsExactly("EB/EDTA-Blut", "EB/EDTA-Blut/2", "EB/EDTA-Blut");
        assertThat(report.observations().get(1).collectedAt()).isEqualTo(LocalDateTime.of(2026, 11, 19, 9, 0));
    }

    @Test
    void twoSpecimensWithOneNumberSayNothingOfAResult() {
        LdtReport report = nested(
                List.of("8137Material", "8002Obj_0037", "7364S1", "8428SE", "8003Obj_0037"),
                List.of("8137Material", "8002Obj_0037", "7364S1", "8428UR", "8003Obj_0037"),
                result("7364S1", "730601", "84201"));
        assertThat(report.faults()).anySatisfy(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-REF");
            assertThat(fault.field()).isEqualTo("7364");
        });
    }

    @Test
    void aSpecimenNobodySentAndANumberGivenTwiceAreFindings() {
        LdtReport report = nested(result("7304E1", "7364S9", "730601", "84201"), result("7304E1", "730601", "84202"));
        assertThat(report.faults())
                .filteredOn(fault -> fault.rule().equals("BAS-REF"))
                .extracting(Fault::field)
                .containsExactlyInAnyOrder("7364", "7304");
    }

    @Test
    void anAntibiogramOfTwoOrganismsWithOneNumberNamesNeither() {
        LdtReport report = nested(microbiology(
                "735401",
                "7355E. coli",
                "735401",
                "7355Klebsiella",
                "8111Antibiogramm",
                "8002Obj_0011",
                "7287Ampicillin",
                "735401",
                "7367R",
                "8003Obj_0011"));
        LdtObservation found = report.observations().getFirst();
        assertThat(rules(report)).contains("BAS-REF");
        assertThat(found.text()).contains("Ampicillin: Keim 01 (Nummer zweimal vergeben) R");
        Culture culture = found.culture();
        assertThat(culture).isNotNull();
        assertThat(culture.susceptibilities().getFirst().organism()).isEmpty();
    }

    @Test
    void whatACultureSaysTwiceIsKept() {
        LdtReport report = nested(microbiology(
                "735401",
                "7355E. coli",
                "729310^5 KBE/ml",
                "7293zweite Menge",
                "8111Antibiogramm",
                "8002Obj_0011",
                "7287Ampicillin",
                "7370Binotal",
                "7370Amblosin",
                "735401",
                "7367R",
                "8003Obj_0011",
                "8237Ergebnistext",
                "8002Obj_0068",
                "3564Gesamtbeurteilung",
                "8003Obj_0068"));
        Culture culture = report.observations().getFirst().culture();
        assertThat(culture).isNotNull();
        assertThat(culture.organisms().getFirst().amount()).isEqualTo("10^5 KBE/ml, zweite Menge");
        assertThat(culture.organisms().getFirst().remarks()).isEmpty();
        assertThat(culture.words()).containsExactly("Gesamtbeurteilung");
        assertThat(culture.susceptibilities().getFirst().tradeName()).isEqualTo("Binotal, Amblosin");
    }

    private static List<String> rules(LdtReport report) {
        return report.faults().stream().map(Fault::rule).toList();
    }

    private static List<String> result(String... fields) {
        return object("8160UE_Klinische_Chemie", "Obj_0060", fields);
    }

    private static List<String> microbiology(String... fields) {
        return object("8161UE_Mikrobiologie", "Obj_0061", fields);
    }

    private static List<String> object(String role, String type, String... fields) {
        List<String> lines = new ArrayList<>(List.of(role, "8002" + type, "8410K", "841806"));
        lines.addAll(Arrays.asList(fields));
        lines.add("8003" + type);
        return lines;
    }

    @SafeVarargs
    private static LdtReport nested(List<String>... parts) {
        LdtText text = new LdtText().record("8220").field("0001", "LDT3.2.20").record("8205");
        for (List<String> part : parts) {
            part.forEach(line -> text.field(line.substring(0, 4), line.substring(4)));
        }
        return report(text.trailer("8221"));
    }

    private static LdtReport flat(String... fields) {
        LdtText.Flat satz = new LdtText.Flat("8201").field("8401", "E");
        for (String field : fields) {
            satz.field(field.substring(0, 4), field.substring(4));
        }
        return report(LdtText.flat(LdtText.header(), satz));
    }

    private static LdtReport report(byte[] sent) {
        LdtPackage source = LdtReader.read(sent).packages().getFirst();
        return LdtReports.of(source).getFirst();
    }
}
