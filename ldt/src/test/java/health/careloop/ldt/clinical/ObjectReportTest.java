package health.careloop.ldt.clinical;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.CriticalPotassium;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtObject;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.LdtText;
import health.careloop.ldt.Samples;
import health.careloop.ldt.clinical.LdtReport.Status;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ObjectReportTest {
    static final String SAMPLE = "Z01_SYN_kalium_kritisch.ldt";

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

    static LdtReport chemistry(Consumer<LdtText> content) {
        return report(ldt -> {
            ldt.open("8160", "UE_Klinische_Chemie", "Obj_0060").field("7304", "E1");
            content.accept(ldt);
            ldt.close();
        });
    }

    static LdtReport report(Consumer<LdtText> content) {
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
