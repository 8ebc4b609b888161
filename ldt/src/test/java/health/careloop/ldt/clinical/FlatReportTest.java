package health.careloop.ldt.clinical;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtText;
import health.careloop.ldt.Samples;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.LdtObservation.Comparator;
import health.careloop.ldt.clinical.LdtReport.Status;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatReportTest {
    private static final String SAMPLE = "Z01L2SYN_iso-8859-15.LDT";

    @Test
    void theHeaderOfLdt2NamesThePracticeAndNotTheLaboratory() {
        LdtReport report = Samples.report(SAMPLE, 0);
        assertThat(report.recipient().bsnr()).isEqualTo("123456700");
        assertThat(report.recipient().name()).isEqualTo("Praxis Dr. Jörg Größe");
        assertThat(report.recipient().lanrs()).containsExactly("123456601");
        assertThat(report.recipient().orderedBy()).isEqualTo("123456601");
        assertThat(report.recipient().customerNumber()).isEqualTo("4711");
        assertThat(report.lab()).isEqualTo(new LdtReport.Lab(null, "Testlabor Müßig & Söhne", "LAB1"));
    }

    @Test
    void aReportCarriesItsNumbersDatesAndPatient() {
        LdtReport report = Samples.report(SAMPLE, 0);
        assertThat(report.recordType()).isEqualTo("8201");
        assertThat(report.version()).isEqualTo("LDT1014.01");
        assertThat(report.orderNumber()).isEqualTo("A0000000001");
        assertThat(report.labOrderNumber()).isEqualTo("2026-000123");
        assertThat(report.reportNumber()).isNull();
        assertThat(report.status()).isEqualTo(Status.FINAL);
        assertThat(report.receivedOn()).isEqualTo(LocalDate.of(2026, 1, 14));
        assertThat(report.reportedOn()).isEqualTo(LocalDate.of(2026, 1, 15));
        assertThat(report.reportedAt()).isEqualTo(LocalDateTime.of(2026, 1, 15, 9, 30));
        assertThat(report.subject().familyName()).isEqualTo("Müller-Test");
        assertThat(report.subject().givenName()).isEqualTo("Jürgen");
        assertThat(report.subject().sex()).isEqualTo("M");
        assertThat(report.notes()).containsExactly("Auftragsbezogener Hinweis");
    }

    @Test
    void aDateOfBirthThatNoCalendarKnowsIsKeptAsSentAndItsMonthIsRead() {
        LdtReport report = Samples.report(SAMPLE, 0);
        assertThat(report.subject().birthDate()).isEqualTo(new BirthDate("19660229", 1966, 2, 0));
        assertThat(report.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-DATE");
            assertThat(fault.severity()).isEqualTo(Severity.INFORMATION);
            assertThat(fault.line()).isEqualTo(29);
        });
    }

    @Test
    void aPartialDateOfBirthKeepsWhatIsKnown() {
        BirthDate birthDate = Samples.report(SAMPLE, 2).subject().birthDate();
        assertThat(birthDate).isEqualTo(new BirthDate("19500000", 1950, 0, 0));
        assertThat(new BirthDate("19500000", 1950, 0, 0).date()).isEmpty();
    }

    @Test
    void theCorrectedPotassiumIsReadWithEverythingAboutIt() {
        LdtObservation potassium = Samples.report(SAMPLE, 0).observations().get(1);
        assertThat(potassium.kind()).isEqualTo("8410");
        assertThat(potassium.code()).isEqualTo("K");
        assertThat(potassium.name()).isEqualTo("Kalium");
        assertThat(potassium.firstLine()).isEqualTo(48);
        assertThat(potassium.lastLine()).isEqualTo(57);
        assertThat(potassium.status()).isEqualTo(ObservationStatus.CORRECTED);
        assertThat(potassium.statusCode()).isEqualTo("K");
        assertThat(potassium.rawValue()).isEqualTo("6.8");
        assertThat(potassium.number()).isEqualTo(new BigDecimal("6.8"));
        assertThat(potassium.comparator()).isNull();
        assertThat(potassium.unit()).isEqualTo("mMol/l");
        assertThat(potassium.ranges()).singleElement().satisfies(range -> {
            assertThat(range.text()).isEqualTo("3.5 - 5.1");
            assertThat(range.low()).isEqualTo(new BigDecimal("3.5"));
            assertThat(range.high()).isEqualTo(new BigDecimal("5.1"));
            assertThat(range.unit()).isEqualTo("mMol/l");
            assertThat(range.alarm()).isFalse();
        });
        assertThat(potassium.flag()).isEqualTo("++");
        assertThat(potassium.interpretation()).isEqualTo(Interpretation.VERY_HIGH);
        assertThat(potassium.text()).containsExactly("Wert kontrolliert");
        assertThat(potassium.declaredCritical())
                .as("LDT 2 cannot declare a value critical")
                .isFalse();
    }

    @Test
    void aBillingBlockDoesNotEndTheResult() {
        LdtObservation glucose = Samples.report(SAMPLE, 0).observations().getFirst();
        assertThat(glucose.name()).isEqualTo("Glukose");
        assertThat(glucose.number()).isEqualTo(new BigDecimal("101"));
        assertThat(glucose.unit()).isEqualTo("mg/dl");
        assertThat(glucose.collectedAt()).isEqualTo(LocalDateTime.of(2026, 1, 14, 8, 0));
        assertThat(glucose.specimenId()).isEqualTo("FB/Fluoridblut");
        assertThat(Samples.report(SAMPLE, 0).specimens())
                .containsExactly(new LdtSpecimen(
                        "FB/Fluoridblut",
                        "FB",
                        "Fluoridblut",
                        LocalDate.of(2026, 1, 14),
                        LocalDateTime.of(2026, 1, 14, 8, 0),
                        null,
                        List.of()));
    }

    @Test
    void aResultThatFollowsIsRegisteredAndHasNoValue() {
        LdtObservation tsh = Samples.report(SAMPLE, 0).observations().get(2);
        assertThat(tsh.status()).isEqualTo(ObservationStatus.REGISTERED);
        assertThat(tsh.rawValue()).isNull();
        assertThat(tsh.text()).containsExactly("Befund folgt");
    }

    @Test
    void microbiologyIsReadInWordsAndARepeatedResultIsUnchanged() {
        LdtReport report = Samples.report(SAMPLE, 2);
        LdtObservation culture = report.observations().getFirst();
        assertThat(report.status()).isEqualTo(Status.PRELIMINARY);
        assertThat(culture.kind()).isEqualTo("8434");
        assertThat(culture.code()).isNull();
        assertThat(culture.name()).isEqualTo("Urinkultur");
        assertThat(culture.status()).isEqualTo(ObservationStatus.UNCHANGED);
        assertThat(culture.text())
                .containsExactly("Escherichia coli >10^5 KBE/ml", "Ampicillin     R", "Ciprofloxacin  S");
        LdtObservation leucocytes = report.observations().get(1);
        assertThat(leucocytes.status()).isEqualTo(ObservationStatus.PRELIMINARY);
        assertThat(leucocytes.interpretation()).isEqualTo(Interpretation.ABNORMAL);
    }

    @Test
    void datesOfOldFilesStartWithTheDay() {
        LdtReport report = Samples.report("levinalex_lg_report_8202_LDT1x.ldt", 0);
        assertThat(report.version()).isEqualTo("07/99");
        assertThat(report.receivedOn()).isEqualTo(LocalDate.of(2008, 6, 9));
        assertThat(report.reportedOn()).isEqualTo(LocalDate.of(2008, 6, 10));
        assertThat(report.subject().birthDate()).isEqualTo(new BirthDate("10111982", 1982, 11, 10));
        assertThat(report.subject().number()).isEqualTo("98");
        assertThat(report.observations().getFirst().number()).isEqualTo(new BigDecimal("12.4"));
        assertThat(report.faults()).isEmpty();
    }

    @Test
    void theExclamationMarkGetsItsDirectionFromTheRange() {
        LdtObservation high = observation("8420", "7.1", "8461", "3.5", "8462", "5.1", "8422", "!");
        assertThat(high.interpretation()).isEqualTo(Interpretation.HIGH);
        LdtObservation low = observation("8420", "2.9", "8461", "3.5", "8462", "5.1", "8422", "!");
        assertThat(low.interpretation()).isEqualTo(Interpretation.LOW);
    }

    @Test
    void aValueBelowMeasurementKeepsItsSign() {
        LdtObservation crp = observation("8420", "<0,5", "8421", "mg/l");
        assertThat(crp.rawValue()).isEqualTo("<0,5");
        assertThat(crp.comparator()).isEqualTo(Comparator.LT);
        assertThat(crp.number()).isEqualTo(new BigDecimal("0.5"));
    }

    @Test
    void anUnknownFlagIsShownAsAbnormalWithAWarning() {
        byte[] bytes = LdtText.flat(
                LdtText.header(),
                new LdtText.Flat("8201").field("8401", "E").field("8410", "K").field("8422", "*"));
        LdtReport report =
                LdtReports.of(LdtReader.read(bytes).packages().getFirst()).getFirst();
        assertThat(report.observations().getFirst().interpretation()).isEqualTo(Interpretation.ABNORMAL);
        assertThat(report.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule()).isEqualTo("R134"));
    }

    @Test
    void aValueBeforeTheFirstTestIsAnError() {
        byte[] bytes = LdtText.flat(
                LdtText.header(), new LdtText.Flat("8201").field("8401", "E").field("8420", "7.1"));
        LdtReport report =
                LdtReports.of(LdtReader.read(bytes).packages().getFirst()).getFirst();
        assertThat(report.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.severity()).isEqualTo(Severity.ERROR);
            assertThat(fault.sentence().english()).contains("8420").contains("belongs to no result");
        });
    }

    @Test
    void aSecondValueOfOneTestIsKeptAsAnAlternative() {
        LdtObservation glucose = observation("8420", "101", "8421", "mg/dl", "8420", "5.6", "8421", "mmol/l");
        assertThat(glucose.unit()).isEqualTo("mg/dl");
        assertThat(glucose.alternatives()).singleElement().satisfies(other -> {
            assertThat(other.number()).isEqualTo(new BigDecimal("5.6"));
            assertThat(other.unit()).isEqualTo("mmol/l");
        });
    }

    @Test
    void theRangeBehindTwoValuesInOneUnitIsOfBoth() {
        LdtObservation glucose = observation(
                "8420", "101", "8421", "mg/dl", "8420", "102", "8421", "mg/dl", "8461", "74", "8462", "106");
        assertThat(glucose.ranges())
                .singleElement()
                .satisfies(range -> assertThat(range.rawHigh()).isEqualTo("106"));
        assertThat(glucose.alternatives().getFirst().ranges()).isEqualTo(glucose.ranges());
        LdtObservation converted = observation(
                "8420", "101", "8421", "mg/dl", "8420", "5.6", "8421", "mmol/l", "8461", "3.9", "8462", "5.9");
        assertThat(converted.ranges()).isEmpty();
        assertThat(converted.alternatives().getFirst().ranges()).hasSize(1);
    }

    @Test
    void aValueThatIsNoNumberIsFoundInTheResultText() {
        LdtObservation crp = observation("8480", "<5 mg/l", "8480", "Kontrolle");
        assertThat(crp.rawValue()).isEqualTo("<5");
        assertThat(crp.comparator()).isEqualTo(Comparator.LT);
        assertThat(crp.unit()).isEqualTo("mg/l");
        assertThat(crp.text()).containsExactly("Kontrolle");
        assertThat(crp.sources().find("8480")).isPresent();
        assertThat(observation("8480", "7 Tage bebrütet").rawValue()).isNull();
        assertThat(observation("8480", "negativ").rawValue()).isEqualTo("negativ");
        assertThat(observation("8420", "1", "8480", "<5 mg/l").text()).containsExactly("<5 mg/l");
    }

    @Test
    void signsThatAreNoComparatorAreNoNumberAndAFinding() {
        byte[] bytes = LdtText.flat(
                LdtText.header(),
                new LdtText.Flat("8201").field("8401", "E").field("8410", "K").field("8420", "<>5"));
        LdtReport report =
                LdtReports.of(LdtReader.read(bytes).packages().getFirst()).getFirst();
        assertThat(report.observations()).singleElement().satisfies(found -> {
            assertThat(found.rawValue()).isEqualTo("<>5");
            assertThat(found.number()).isNull();
            assertThat(found.comparator()).isNull();
        });
        assertThat(report.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule()).isEqualTo("BAS-TYPE"));
    }

    @ParameterizedTest
    @CsvSource({"A,ABNORMAL", "AA,VERY_ABNORMAL", "!,ABNORMAL"})
    void veryAbnormalIsMoreThanAbnormal(String flag, Interpretation meaning) {
        assertThat(observation("8420", "Blasten", "8422", flag).interpretation())
                .isEqualTo(meaning);
    }

    @ParameterizedTest
    @CsvSource({"E,FINAL", "T,PARTIAL", "V,PRELIMINARY", "A,ARCHIVED", "N,ADDENDUM", "?,PRELIMINARY"})
    void theKindOfReportIsItsStatus(String code, Status status) {
        byte[] bytes = LdtText.flat(LdtText.header(), new LdtText.Flat("8201").field("8401", code));
        LdtReport report =
                LdtReports.of(LdtReader.read(bytes).packages().getFirst()).getFirst();
        assertThat(report.status()).isEqualTo(status);
        assertThat(report.faults()).hasSize(code.equals("?") ? 1 : 0);
    }

    @Test
    void anInsuranceNumberIsFoundInItsOldField() {
        byte[] bytes = LdtText.flat(
                LdtText.header(),
                new LdtText.Flat("8201")
                        .field("3105", "X123456789")
                        .field("8407", "2")
                        .field("8401", "E"));
        LdtReport report =
                LdtReports.of(LdtReader.read(bytes).packages().getFirst()).getFirst();
        assertThat(report.subject().insuranceNumber()).isEqualTo("X123456789");
        assertThat(report.subject().sex()).isEqualTo("W");
    }

    @Test
    void ordersAreNoReports() {
        byte[] bytes = LdtText.flat(LdtText.header(), new LdtText.Flat("8218").field("8310", "A1"));
        assertThat(LdtReports.of(LdtReader.read(bytes).packages().getFirst())).isEmpty();
    }

    private static LdtObservation observation(String... fields) {
        LdtText.Flat satz = new LdtText.Flat("8201").field("8401", "E").field("8410", "T");
        for (int i = 0; i < fields.length; i += 2) {
            satz.field(fields[i], fields[i + 1]);
        }
        LdtFile file = LdtReader.read(LdtText.flat(LdtText.header(), satz));
        assertThat(file.faults()).isEmpty();
        return LdtReports.of(file.packages().getFirst())
                .getFirst()
                .observations()
                .getFirst();
    }
}
