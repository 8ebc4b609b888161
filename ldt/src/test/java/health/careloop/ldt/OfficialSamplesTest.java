package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The official test files carry no open licence and stay outside the repository; without them this is skipped. */
class OfficialSamplesTest {
    private static final int EXPECTED = 10;

    @BeforeAll
    static void sayWhatIsMissing() {
        int absent = EXPECTED
                - Samples.outside("Z01_KBV").size()
                - Samples.outside("libldt3").size();
        if (absent > 0) {
            System.out.println("Skipped " + absent + " of " + EXPECTED + " sample files; set CARELOOP_SAMPLES.");
        }
    }

    @Test
    void everyOfficialFileIsReadWithoutAnyFault() {
        List<Path> files = present("Z01_KBV");
        for (Path file : files) {
            byte[] bytes = Samples.bytes(file);
            LdtFile read = LdtReader.read(bytes);
            assertThat(read.faults()).as(file.toString()).isEmpty();
            assertThat(FramingTest.tiles(read, bytes.length)).isTrue();
            assertThat(read.packages()).hasSize(1);
            LdtReports.of(read.packages().getFirst())
                    .forEach(report -> assertThat(report.faults()).isEmpty());
        }
    }

    @Test
    void fragmentsWithoutHeaderAreUnreadableButShown() {
        for (Path file : present("libldt3")) {
            LdtFile read = LdtReader.read(Samples.bytes(file));
            assertThat(read.readable()).isFalse();
            assertThat(read.packages().getFirst().records()).hasSize(1);
        }
    }

    @Test
    void twoUnitSystemsAreOneResult() {
        LdtReport report = report("Z01_KBV_3_2_20_UC15");
        assertThat(report.observations()).singleElement().satisfies(glucose -> {
            assertThat(glucose.unit()).isEqualTo("mg/dl");
            assertThat(glucose.number()).isEqualTo(new BigDecimal("101"));
            assertThat(glucose.alternatives().getFirst().unit()).isEqualTo("mmol/l");
            assertThat(glucose.alternatives().getFirst().number()).isEqualTo(new BigDecimal("5.6"));
        });
    }

    @Test
    void theHeaderIsTheLaboratoryAndTheSenderOfTheOrderIsThePractice() {
        LdtReport report = report("Z01_KBV_3_2_20_UC05");
        assertThat(report.lab().bsnr()).isEqualTo("994567891");
        assertThat(report.recipient().bsnr()).isEqualTo("123456789");
        assertThat(report.subject().familyName()).isEqualTo("Musterpatient");
        assertThat(report.subject().prefix()).isEqualTo("von");
        assertThat(report.observations()).extracting(LdtObservation::flag).containsExactly("++", "-");
    }

    @Test
    void theAntibiogramNamesTheOrganisms() {
        LdtReport report = report("Z01_KBV_3_2_20_UC06");
        assertThat(report.observations().getLast().text())
                .contains("Ampicillin/Amoxy (verschiedene): Enterococcus Faecalis S; Enterobacter aerogenes R")
                .contains("Gentamicin 500 (Refobacin): Enterobacter aerogenes R, MHK 0,047 mg/l");
    }

    private static LdtReport report(String prefix) {
        LdtFile file = LdtReader.read(Samples.bytes(present(prefix).getFirst()));
        return LdtReports.of(file.packages().getFirst()).getFirst();
    }

    private static List<Path> present(String prefix) {
        List<Path> files = Samples.outside(prefix);
        Assumptions.assumeFalse(files.isEmpty());
        return files;
    }
}
