package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths that are all off by the same amount have one cause, and nothing was lost. */
class SameShiftTest {
    @ParameterizedTest
    @CsvSource({
        "-1, one too small: the sender counts CR LF as one byte",
        "-2, 2 too small: the sender does not count CR LF",
        "1, one too large: the sender counts otherwise"
    })
    void isOneWarning(int shift, String said) {
        LdtFile file = LdtReader.read(shifted(shift, "\r\n"));
        assertThat(file.readable()).isTrue();
        assertThat(file.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-LLL");
            assertThat(fault.severity()).isEqualTo(Severity.WARNING);
            assertThat(fault.sentence().english()).contains(said);
        });
    }

    /** What looks like a wrong length is a blank that somebody appended. */
    @Test
    void aBlankBehindEveryLineIsSaidToBeOne() {
        String whole =
                new String(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), java.nio.charset.StandardCharsets.ISO_8859_1);
        LdtFile file =
                LdtReader.read(whole.replace("\r\n", " \r\n").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .filteredOn(fault -> fault.rule().equals("BAS-LLL"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence().english())
                        .contains("every line ends with a blank")
                        .doesNotContain("CR LF"));
    }

    @Test
    void lengthsThatCountALineFeedAreExact() {
        assertThat(LdtReader.read(shifted(-1, "\n")).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-EOL");
            assertThat(fault.sentence().english()).contains("are exact").doesNotContain("too large");
            assertThat(fault.sentence().german()).contains("stimmen").doesNotContain("zu groß");
        });
    }

    @Test
    void oneLineThatDiffersFromNearlyAllHasTheOnlyFault() {
        String text = new String(shifted(-1, "\r\n", 12), StandardCharsets.ISO_8859_1);
        LdtFile file = LdtReader.read(text.replaceFirst("Kalium", "Kaium").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(file.readable()).isFalse();
        assertThat(file.faults())
                .filteredOn(fault -> fault.rule().equals("BAS-LLL"))
                .satisfiesExactly(
                        warning -> {
                            assertThat(warning.severity()).isEqualTo(Severity.WARNING);
                            assertThat(warning.sentence().english()).contains("Nearly every length is one too small");
                            assertThat(warning.sentence().german()).contains("Fast jede Länge ist um eins zu klein");
                        },
                        fatal -> {
                            assertThat(fatal.severity()).isEqualTo(Severity.FATAL);
                            assertThat(fatal.field()).isEqualTo("8411");
                        });
        assertThat(file.faults()).hasSize(2);
    }

    @Test
    void oneLineThatDiffersFromTheOthersIsFatal() {
        String text = new String(shifted(-1, "\r\n"), StandardCharsets.ISO_8859_1);
        LdtFile file = LdtReader.read(text.replace("Kalium", "Kaium").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(file.readable()).isFalse();
    }

    private static byte[] shifted(int shift, String lineBreak) {
        return shifted(shift, lineBreak, 1);
    }

    private static byte[] shifted(int shift, String lineBreak, int results) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[][] records = {
            {"80008220", "8100", "9212LDT1014.01", "0201123456700", "91064"},
            {"80008201", "8100", "8401E", "8410K", "8411Kalium", "84204.2", "8421mmol/l"},
            {"80008221", "8100", "9202"}
        };
        List<String> report = new ArrayList<>(List.of("80008201", "8100", "8401E"));
        for (int i = 0; i < results; i++) {
            report.addAll(List.of("8410K", "8411Kalium", "84204.2", "8421mmol/l"));
        }
        records[1] = report.toArray(String[]::new);
        int total = 0;
        for (String[] lines : records) {
            int length = 0;
            for (String line : lines) {
                length += line.length() + 5 + shift + (line.equals("8100") ? 5 : line.equals("9202") ? 8 : 0);
            }
            total += length;
            for (String line : lines) {
                String content = line.equals("8100")
                        ? "8100%05d".formatted(length)
                        : line.equals("9202") ? "9202%08d".formatted(total) : line;
                out.writeBytes("%03d%s%s"
                        .formatted(content.length() + 5 + shift, content, lineBreak)
                        .getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return out.toByteArray();
    }
}
