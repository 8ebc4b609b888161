package health.careloop.ldt.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.Samples;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real files break no rule they should not. The official ones are read where they are present. */
class SamplesValidationTest {
    private static final LdtValidator IMPORT = LdtValidator.of(Strictness.IMPORT);

    @Test
    void theOfficialFilesBreakNothingOnImport() {
        List<Path> files = Samples.outside("Z01_KBV");
        System.out.println("Skipped " + (5 - files.size()) + " of 5 official files; set CARELOOP_SAMPLES.");
        for (Path file : files) {
            LdtFile read = LdtReader.read(Samples.bytes(file));
            assertThat(read.readable()).isTrue();
            assertThat(lines(read)).as(file.getFileName().toString()).isEmpty();
        }
    }

    @Test
    void ourOwnFilesOfLdt2BreakNothingButWhatTheReaderNamed() {
        for (String name : Samples.own()) {
            if (name.endsWith(".LDT")) {
                assertThat(lines(Samples.read(name))).as(name).isEmpty();
            }
        }
    }

    @Test
    void theInventedReportHasItsThreePeculiarities() {
        assertThat(IMPORT.check(Samples.read("Z01_SYN_kalium_kritisch.ldt")))
                .extracting(fault -> fault.severity() + " " + fault.rule())
                .containsExactly("WARNING K092", "WARNING F012", "INFORMATION BAS-FIELD", "INFORMATION BAS-FIELD");
    }

    @Test
    void theOfficialFilesBreakNothingInStrictModeEither() {
        for (Path file : Samples.outside("Z01_KBV")) {
            assertThat(LdtValidator.of(Strictness.STRICT).check(LdtReader.read(Samples.bytes(file))))
                    .as(file.getFileName().toString())
                    .isEmpty();
        }
    }

    private static List<String> lines(LdtFile file) {
        return IMPORT.check(file).stream().map(SamplesValidationTest::line).toList();
    }

    private static String line(Fault fault) {
        return fault.line() + " " + fault.severity() + " " + fault.rule() + " "
                + fault.sentence().german();
    }
}
