package health.careloop.ldt.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.Samples;
import health.careloop.ldt.Severity;
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
    void ourOwnFilesBreakNothingButWhatTheyAreMadeFor() {
        for (String name : Samples.own()) {
            assertThat(lines(Samples.read(name))).as(name).isEmpty();
        }
    }

    private static List<String> lines(LdtFile file) {
        return IMPORT.check(file).stream()
                .filter(fault -> fault.severity() != Severity.INFORMATION || true)
                .map(SamplesValidationTest::line)
                .toList();
    }

    private static String line(Fault fault) {
        return fault.line() + " " + fault.severity() + " " + fault.rule() + " "
                + fault.sentence().german();
    }
}
