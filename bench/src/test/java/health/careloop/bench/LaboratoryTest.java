package health.careloop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaboratoryTest {
    private final Laboratory laboratory = new Laboratory();

    @Test
    void everyReportIsValidLdtOfTheSameSizeWithTwentyResults() {
        for (long number = 0; number < 2 * Laboratory.PATIENTS; number++) {
            byte[] bytes = laboratory.report(number);
            LdtFile file = LdtReader.read(bytes);
            assertThat(bytes).hasSize(Laboratory.SIZE);
            assertThat(file.readable()).isTrue();
            assertThat(file.faults()).isEmpty();
            LdtReport report = only(bytes);
            assertThat(report.faults()).isEmpty();
            assertThat(report.observations()).hasSize(Laboratory.OBSERVATIONS);
        }
    }

    @Test
    void noTwoReportsHaveTheSameOrderNumber() {
        Set<String> numbers = new HashSet<>();
        for (long number = 0; number < 3_000; number++) {
            assertThat(numbers.add(
                            String.valueOf(only(laboratory.report(number)).orderNumber())))
                    .isTrue();
        }
    }

    @Test
    void aThousandPatientsComeInTurn() {
        Set<LdtReport.Subject> patients = new HashSet<>();
        for (long number = 0; number < 3 * Laboratory.PATIENTS; number++) {
            patients.add(only(laboratory.report(number)).subject());
        }
        assertThat(patients).hasSize(Laboratory.PATIENTS);
        assertThat(only(laboratory.report(7)).subject())
                .isEqualTo(only(laboratory.report(7 + Laboratory.PATIENTS)).subject());
    }

    private static LdtReport only(byte[] message) {
        List<LdtReport> reports =
                LdtReports.of(LdtReader.read(message).packages().getFirst());
        assertThat(reports).hasSize(1);
        return reports.getFirst();
    }
}
