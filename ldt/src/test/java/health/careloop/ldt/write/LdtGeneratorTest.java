package health.careloop.ldt.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.clinical.Interpretation;
import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtRange;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LdtGeneratorTest {
    @ParameterizedTest
    @EnumSource
    void everyMessageIsReadWithoutAnyFault(Generation generation) {
        for (int number = 0; number < 200; number++) {
            LdtGenerator generator = LdtGenerator.of(generation, 1);
            if (number % 2 == 0) {
                generator.critical();
            }
            if (number % 3 == 0) {
                generator.microbiology();
            }
            if (number % 5 == 0 && generation == Generation.LDT3) {
                generator.pdf();
            }
            assertThat(read(generator.reportsPerPackage(1 + number % 4).message(number)))
                    .hasSize(1 + number % 4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void flagsAgreeWithValuesAndRanges(Generation generation) {
        for (int number = 0; number < 200; number++) {
            for (LdtReport report :
                    read(LdtGenerator.of(generation, 5).critical().message(number))) {
                for (LdtObservation result : report.observations()) {
                    LdtRange range = result.ranges().getFirst();
                    BigDecimal value = result.number();
                    assertThat(value).isNotNull();
                    int side = value.compareTo(range.low()) < 0 ? -1 : value.compareTo(range.high()) > 0 ? 1 : 0;
                    assertThat(side(result.interpretation()))
                            .as(result.toString())
                            .isEqualTo(side);
                }
            }
        }
    }

    private static int side(Interpretation interpretation) {
        return switch (interpretation) {
            case NONE, NORMAL, ABNORMAL, VERY_ABNORMAL -> 0;
            case LOW, VERY_LOW, CRITICAL_LOW -> -1;
            case HIGH, VERY_HIGH, CRITICAL_HIGH -> 1;
        };
    }

    @Test
    void exactlyOneValueIsCriticalWhenAsked() {
        for (int number = 0; number < 50; number++) {
            LdtReport report = read(LdtGenerator.of(Generation.LDT3, 2)
                            .critical()
                            .message(number))
                    .getFirst();
            assertThat(report.observations())
                    .filteredOn(LdtObservation::declaredCritical)
                    .singleElement()
                    .satisfies(result -> assertThat(result.attentions()).isNotEmpty());
            assertThat(read(LdtGenerator.of(Generation.LDT3, 2).message(number))
                            .getFirst()
                            .observations())
                    .noneMatch(LdtObservation::declaredCritical);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameBytesAndAnotherOthers(Generation generation) {
        assertThat(LdtGenerator.of(generation, 1).message(3))
                .isEqualTo(LdtGenerator.of(generation, 1).message(3))
                .isNotEqualTo(LdtGenerator.of(generation, 1).message(4))
                .isNotEqualTo(LdtGenerator.of(generation, 2).message(3));
    }

    @Test
    void thePdfNamesThePatientAndTheCultureItsOrganisms() {
        LdtReport report = read(LdtGenerator.of(Generation.LDT3, 9)
                        .pdf()
                        .microbiology()
                        .message(0))
                .getFirst();
        assertThat(new String(report.attachments().getFirst().bytes(), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-")
                .contains(String.valueOf(report.subject().familyName()));
        assertThat(report.observations().getLast().culture()).isNotNull();
        assertThat(report.observations().getLast().text()).anyMatch(line -> line.startsWith("Ciprofloxacin"));
        assertThatThrownBy(() -> LdtGenerator.of(Generation.LDT2, 9).pdf()).isInstanceOf(UnwritableException.class);
    }

    private static List<LdtReport> read(byte[] message) {
        LdtFile file = LdtReader.read(message);
        assertThat(file.faults()).isEmpty();
        List<LdtReport> reports = new ArrayList<>(LdtReports.of(file.packages().getFirst()));
        reports.forEach(report -> assertThat(report.faults()).isEmpty());
        return reports;
    }
}
