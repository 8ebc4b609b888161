package health.careloop.ldt.clinical;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.CriticalPotassium;
import health.careloop.ldt.Fault;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtObject;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.LdtText;
import health.careloop.ldt.Samples;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.LdtReport.Status;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectReportTest {
    private static final String SAMPLE = "Z01_SYN_kalium_kritisch.ldt";

    @Test
    void theSampleIsWhatItsBuilderMakes() {
        assertThat(Samples.bytes(SAMPLE)).isEqualTo(CriticalPotassium.message());
    }

    @Test
    void theHeaderOfLdt3NamesTheLaboratoryAndTheReportNamesThePractice() {
        LdtReport report = Samples.report(SAMPLE, 0);
        assertThat(report.lab()).isEqualTo(new LdtReport.Lab("994567890", "Labor Testberg", "LABOR-TESTBERG"));
        assertThat(report.recipient())
                .isEqualTo(new LdtReport.Recipient(
                        "123456700", List.of("123456601"), "Praxis Dr. Jörg Beispielarzt", "123456601", "4711"));
    }

    @Test
    void thePatientIsNeitherThePhysicianNorTheLaboratory() {
        LdtReport.Subject subject = Samples.report(SAMPLE, 0).subject();
        assertThat(subject.familyName()).isEqualTo("Prüfling");
        assertThat(subject.givenName()).isEqualTo("Änne");
        assertThat(subject.number()).isEqualTo("P-100234");
        assertThat(subject.insuranceNumber()).isEqualTo("X000000000");
        assertThat(subject.birthDate()).isEqualTo(new BirthDate("19580317", 1958, 3, 17));
        assertThat(new BirthDate("19580317", 1958, 3, 17).date()).contains(LocalDate.of(1958, 3, 17));
        assertThat(subject.sex()).isEqualTo("W");
    }

    @Test
    void aReportCarriesItsNumbersAndTimes() {
        LdtReport report = Samples.report(SAMPLE, 0);
        assertThat(report.generation()).isEqualTo(Generation.LDT3);
        assertThat(report.version()).isEqualTo("LDT3.2.20");
        assertThat(report.orderNumber()).isEqualTo("A-2026-004711");
        assertThat(report.labOrderNumber()).isEqualTo("26-000815");
        assertThat(report.reportNumber()).isEqualTo("26-000815-1");
        assertThat(report.status()).isEqualTo(Status.FINAL);
        assertThat(report.receivedOn()).isEqualTo(LocalDate.of(2026, 1, 12));
        assertThat(report.reportedAt()).isEqualTo(LocalDateTime.of(2026, 1, 12, 10, 45, 30));
        assertThat(report.reportedOffset()).isEqualTo(ZoneOffset.ofHours(1));
        assertThat(report.notes()).containsExactly("Kalium telefonisch durchgegeben, Rückruf erbeten.");
        assertThat(report.faults()).isEmpty();
    }

    @Test
    void theCriticalPotassiumIsDeclaredCritical() {
        LdtObservation potassium = Samples.report(SAMPLE, 0).observations().getFirst();
        assertThat(potassium.kind()).isEqualTo("UE_Klinische_Chemie");
        assertThat(potassium.code()).isEqualTo("K");
        assertThat(potassium.name()).isEqualTo("Kalium");
        assertThat(potassium.resultId()).isEqualTo("E260000815-1");
        assertThat(potassium.rawValue()).isEqualTo("7.1");
        assertThat(potassium.number()).isEqualTo(new BigDecimal("7.1"));
        assertThat(potassium.unit()).isEqualTo("mmol/l");
        assertThat(potassium.flag()).isEqualTo("!H");
        assertThat(potassium.interpretation()).isEqualTo(Interpretation.CRITICAL_HIGH);
        assertThat(potassium.declaredCritical()).isTrue();
        assertThat(potassium.attentions())
                .containsExactly(new Attention("2", true, "Kritischer Wert. Probe nicht hämolytisch, kontrolliert."));
        assertThat(potassium.ranges()).extracting(LdtRange::alarm).containsExactly(false, true);
        assertThat(potassium.ranges().get(1).high()).isEqualTo(new BigDecimal("6.2"));
        assertThat(potassium.collectedAt()).isEqualTo(LocalDateTime.of(2026, 1, 12, 8, 10));
        assertThat(potassium.measuredAt()).isEqualTo(LocalDateTime.of(2026, 1, 12, 10, 20));
        assertThat(potassium.method()).isEqualTo("ISE");
    }

    @Test
    void theOtherResultsAreNotCritical() {
        List<LdtObservation> observations = Samples.report(SAMPLE, 0).observations();
        assertThat(observations).extracting(LdtObservation::name).containsExactly("Kalium", "Kreatinin", "Natrium");
        assertThat(observations)
                .extracting(LdtObservation::interpretation)
                .containsExactly(Interpretation.CRITICAL_HIGH, Interpretation.VERY_HIGH, Interpretation.NORMAL);
        assertThat(observations).extracting(LdtObservation::declaredCritical).containsExactly(true, false, false);
    }

    @Test
    void aLifeThreateningAttentionAloneDeclaresTheResultCritical() {
        LdtObservation observation = chemistry(ldt -> ldt.field("8418", "06")
                        .field("7306", "01")
                        .field("8420", "7.1")
                        .open("8126", "Fehlermeldung_Aufmerksamkeit", "Obj_0026")
                        .field("7280", "2")
                        .close())
                .observations()
                .getFirst();
        assertThat(observation.interpretation()).isEqualTo(Interpretation.NONE);
        assertThat(observation.declaredCritical()).isTrue();
    }

    @Test
    void aForgottenAttributeDoesNotHideALifeThreateningAttention() {
        byte[] bytes = Samples.replaced(SAMPLE, "0378126Fehlermeldung_Aufmerksamkeit\r\n", "");
        bytes = new String(bytes, LdtText.LATIN_9)
                .replace("0118422!H", "0118422++")
                .getBytes(LdtText.LATIN_9);
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.readable()).isTrue();
        assertThat(file.faults()).extracting(Fault::rule).containsExactly("BAS-OBJ", "E157");
        LdtObservation potassium = LdtReports.of(file.packages().getFirst())
                .getFirst()
                .observations()
                .getFirst();
        assertThat(potassium.interpretation()).isEqualTo(Interpretation.VERY_HIGH);
        assertThat(potassium.declaredCritical()).isTrue();
    }

    @Test
    void aResultInsideAnotherResultIsNotLost() {
        LdtReport report = chemistry(ldt -> ldt.field("8418", "06")
                .open("8160", "UE_Klinische_Chemie", "Obj_0060")
                .field("7304", "E2")
                .field("8410", "K")
                .field("8418", "06")
                .field("8420", "7.1")
                .close());
        assertThat(report.observations()).extracting(LdtObservation::resultId).containsExactly("E1", "E2");
    }

    @Test
    void aResultObjectOfALaterVersionIsReported() {
        LdtReport report = report(ldt -> ldt.open("8135", "Laborergebnisbericht", "Obj_0035")
                .open("8249", "UE_Neu", "Obj_0099")
                .field("7304", "E1")
                .close()
                .close());
        assertThat(report.observations()).isEmpty();
        assertThat(report.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.severity()).isEqualTo(Severity.ERROR);
            assertThat(fault.sentence().english()).contains("Obj_0099");
        });
    }

    @Test
    void aSecondUnitSystemIsAnAlternativeOfTheSameResult() {
        LdtObservation glucose = chemistry(ldt -> ldt.field("8410", "GLUC")
                        .field("8418", "06")
                        .field("7306", "01")
                        .field("8420", "101")
                        .field("8419", "2")
                        .field("8421", "mg/dl")
                        .field("7306", "01")
                        .field("8420", "5.60")
                        .field("8419", "1")
                        .field("8421", "mmol/l"))
                .observations()
                .getFirst();
        assertThat(glucose.number()).isEqualTo(new BigDecimal("101"));
        assertThat(glucose.alternatives()).singleElement().satisfies(second -> {
            assertThat(second.rawValue()).isEqualTo("5.60");
            assertThat(second.number()).isEqualTo(new BigDecimal("5.60"));
            assertThat(second.unit()).isEqualTo("mmol/l");
        });
    }

    /** Each value with a text of its own of all methods: a megabyte of both took two gigabytes. */
    @Test
    void theMethodsAreSaidOnceHoweverManyValuesAResultHas() {
        LdtObservation result = chemistry(ldt -> {
                    for (int i = 0; i < 200; i++) {
                        ldt.field("7302", "Methode " + i).field("7306", "01").field("8420", "4.1");
                    }
                })
                .observations()
                .getFirst();
        assertThat(result.method()).startsWith("Methode 0, Methode 1, ").endsWith("Methode 199");
        assertThat(result.alternatives())
                .hasSize(199)
                .allSatisfy(other -> assertThat(other.method()).isSameAs(result.method()));
    }

    @Test
    void aCriticalSecondValueMakesTheResultCritical() {
        LdtObservation glucose = chemistry(ldt -> ldt.field("8418", "06")
                        .field("7306", "01")
                        .field("8420", "540")
                        .field("7306", "01")
                        .field("8420", "30.0")
                        .open("8142", "Normalwert", "Obj_0042")
                        .field("8424", "20")
                        .field("8422", "!+")
                        .close())
                .observations()
                .getFirst();
        assertThat(glucose.rawValue()).isEqualTo("540");
        assertThat(glucose.declaredCritical()).isTrue();
        assertThat(glucose.interpretation()).isEqualTo(Interpretation.CRITICAL_HIGH);
    }

    @ParameterizedTest
    @CsvSource({
        "01,PRELIMINARY",
        "02,REGISTERED",
        "03,PRELIMINARY",
        "04,CORRECTED",
        "05,PRELIMINARY",
        "06,FINAL",
        "07,UNCHANGED",
        "08,CORRECTED",
        "09,CANCELLED",
        "10,PRELIMINARY",
        "11,CANCELLED",
        "12,CANCELLED",
        "77,PRELIMINARY"
    })
    void theStatusOfAResultFollowsItsCode(String code, ObservationStatus status) {
        LdtReport report = chemistry(ldt -> ldt.field("8418", code));
        assertThat(report.observations().getFirst().status()).isEqualTo(status);
        assertThat(report.faults()).hasSize(code.equals("77") ? 1 : 0);
    }

    @Test
    void microbiologyReadsLikeTheLaboratoryWouldPrintIt() {
        LdtReport report = report(ldt -> ldt.open("8161", "UE_Mikrobiologie", "Obj_0061")
                .field("7304", "M1")
                .field("8434", "Erreger und Resistenz")
                .field("7281", "5")
                .field("8418", "06")
                .field("7354", "01")
                .field("7355", "Escherichia coli")
                .field("7427", "1")
                .field("7301", "2")
                .field("7357", "3")
                .field("7354", "02")
                .field("7355", "Klebsiella pneumoniae")
                .field("7301", "2")
                .field("7286", "5")
                .open("8111", "Antibiogramm", "Obj_0011")
                .field("7287", "Ampicillin")
                .field("7354", "01")
                .field("7367", "S")
                .field("7354", "02")
                .field("7367", "R")
                .field("7289", "0.5")
                .field("7369", "mg/l")
                .close()
                .text("8237", "Ergebnistext", "Anaerobier nicht nachweisbar.")
                .close());
        LdtObservation culture = report.observations().getFirst();
        assertThat(culture.kind()).isEqualTo("UE_Mikrobiologie");
        assertThat(culture.name()).isEqualTo("Erreger und Resistenz");
        assertThat(culture.text())
                .containsExactly(
                        "Nachweisverfahren: Kultur",
                        "Escherichia coli, nachweisbar, reichlich",
                        "Klebsiella pneumoniae, nachweisbar",
                        "Antibiogramm: Breakpoint-Methode",
                        "Ampicillin: Escherichia coli S; Klebsiella pneumoniae R, MHK 0,5 mg/l",
                        "Anaerobier nicht nachweisbar.");
    }

    @Test
    void aDocumentIsDecodedStrictly() {
        byte[] pdf = "%PDF-1.7 not a real document".getBytes(LdtText.LATIN_9);
        String text = Base64.getEncoder().encodeToString(pdf);
        LdtReport report = report(ldt -> ldt.open("8110", "Anhang", "Obj_0010")
                .field("9970", "100")
                .open("8242", "base64-kodierte_Anlage", "Obj_0068")
                .field("6329", text.substring(0, 20))
                .field("6329", text.substring(20))
                .close()
                .field("6303", "PDF")
                .close());
        Attachment document = report.attachments().getFirst();
        assertThat(document.name()).isEqualTo("Laborbefund");
        assertThat(document.contentType()).isEqualTo("application/pdf");
        assertThat(document.intact()).isTrue();
        assertThat(document.bytes()).isEqualTo(pdf);
        assertThat(report.faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "4d5a9000030000000400,PDF,application/octet-stream,false",
        "89504e470d0a1a0a0000,PDF,image/png,false",
        "255044462d312e370a00,PNG,application/pdf,false",
        "255044462d312e370a00,,application/pdf,true",
        "4d5a9000030000000400,TXT,application/octet-stream,false",
        "68656c6c6f,TXT,text/plain,true",
        "ffd8ffe000104a464946,jpeg,image/jpeg,true"
    })
    void aDocumentIsWhatItsBytesSay(String bytes, @Nullable String format, String type, boolean asAnnounced) {
        byte[] content = HexFormat.of().parseHex(bytes);
        LdtReport report = report(ldt -> {
            LdtText document = ldt.open("8110", "Anhang", "Obj_0010")
                    .field("9970", "100")
                    .open("8242", "base64-kodierte_Anlage", "Obj_0068")
                    .field("6329", Base64.getEncoder().encodeToString(content))
                    .close();
            (format == null ? document : document.field("6303", format)).close();
        });
        Attachment document = report.attachments().getFirst();
        assertThat(document.contentType()).isEqualTo(type);
        assertThat(document.asAnnounced()).isEqualTo(asAnnounced);
        assertThat(document.bytes()).isEqualTo(content);
        assertThat(report.faults()).hasSize(asAnnounced ? 0 : 1);
    }

    @ParameterizedTest
    @CsvSource({"JVBERi0xLj", "JVBE*i0xLjcK", "JVBERi0xLjcKAB==CD=="})
    void aDamagedDocumentIsAFaultAndHasNoBytes(String text) {
        LdtReport report = report(ldt -> ldt.open("8110", "Anhang", "Obj_0010")
                .open("8242", "base64-kodierte_Anlage", "Obj_0068")
                .field("6329", text)
                .close()
                .field("6303", "PDF")
                .close());
        assertThat(report.attachments().getFirst().intact()).isFalse();
        assertThat(report.attachments().getFirst().bytes()).isEmpty();
        assertThat(report.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.severity()).isEqualTo(Severity.ERROR);
            assertThat(fault.sentence().english()).contains("damaged");
        });
    }

    @Test
    void aLinkToAFileIsNamedAndNeverFollowed() {
        LdtReport report = report(ldt -> ldt.open("8110", "Anhang", "Obj_0010")
                .field("6305", "../../etc/passwd")
                .field("6303", "PDF")
                .close());
        assertThat(report.attachments().getFirst().link()).isEqualTo("../../etc/passwd");
        assertThat(report.attachments().getFirst().bytes()).isEmpty();
    }

    @Test
    void timesAreReadInAllTheirForms() {
        LdtReport report = report(ldt -> ldt.open("8137", "Material", "Obj_0037")
                .field("7364", "S1")
                .open("8219", "Timestamp_Materialabnahme_entnahme", "Obj_0054")
                .field("7278", "20260711")
                .field("7279", "081530250")
                .field("7273", "UTC-3:30")
                .close()
                .close());
        LdtSpecimen specimen = report.specimens().getFirst();
        assertThat(specimen.collectedAt()).isEqualTo(LocalDateTime.of(2026, 7, 11, 8, 15, 30, 250_000_000));
        assertThat(specimen.collectedOffset()).isEqualTo(ZoneOffset.ofHoursMinutes(-3, -30));
    }

    @Test
    void anObjectKnowsItsTypeRoleAndLines() {
        LdtRecord satz = Samples.read(SAMPLE).packages().getFirst().records().get(1);
        LdtObject patient = satz.child("8145").orElseThrow();
        assertThat(patient.type()).isEqualTo("Obj_0045");
        assertThat(patient.role()).isEqualTo("Patient");
        assertThat(patient.roleField()).isEqualTo("8145");
        assertThat(patient.fields()).extracting(LdtField::id).containsExactly("3119", "3000");
        assertThat(patient.children()).extracting(LdtObject::type).containsExactly("Obj_0047");
    }

    private static LdtReport chemistry(Consumer<LdtText> content) {
        return report(ldt -> {
            ldt.open("8160", "UE_Klinische_Chemie", "Obj_0060").field("7304", "E1");
            content.accept(ldt);
            ldt.close();
        });
    }

    private static LdtReport report(Consumer<LdtText> content) {
        LdtText ldt = new LdtText();
        ldt.record("8220")
                .open("8132", "Kopfdaten", "Obj_0032")
                .field("0001", "LDT3.2.20")
                .close();
        ldt.record("8205")
                .open("8117", "Befundinformationen", "Obj_0017")
                .field("8401", "2")
                .close();
        content.accept(ldt);
        LdtFile file = LdtReader.read(ldt.trailer("8221"));
        assertThat(file.faults()).isEmpty();
        return LdtReports.of(file.packages().getFirst()).getFirst();
    }
}
