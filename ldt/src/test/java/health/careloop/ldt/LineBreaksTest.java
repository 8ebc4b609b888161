package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import health.careloop.ldt.clinical.LdtReports;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Line breaks that were rewritten, doubled, lost or put into a text. */
class LineBreaksTest {
    @Test
    void aLastLineWithoutItsBreakIsAWarningAndACheckSumInCapitalsAnInformation() {
        byte[] sample = Samples.bytes("Z01_SYN_kalium_kritisch.ldt");
        assertThat(LdtReader.read(Arrays.copyOf(sample, sample.length - 2)).faults())
                .extracting(Fault::rule, Fault::severity)
                .containsExactly(tuple("BAS-EOL", Severity.WARNING));
        String text = new String(sample, StandardCharsets.ISO_8859_1);
        String sum = text.substring(text.indexOf("0499300") + 7).substring(0, 40);
        assertThat(LdtReader.read(
                                text.replace(sum, sum.toUpperCase(Locale.ROOT)).getBytes(StandardCharsets.ISO_8859_1))
                        .faults())
                .extracting(Fault::rule, Fault::severity)
                .containsExactly(tuple("E157", Severity.INFORMATION));
    }

    @Test
    void someLinesWithAnotherBreakAreCounted() {
        byte[] some = Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "0158411Kalium\r\n", "0158411Kalium\n");
        assertThat(LdtReader.read(some).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence().english()).startsWith("1 of "));
    }

    @Test
    void lineBreaksWithoutCarriageReturnAreReadableWithAWarning() {
        LdtFile file = Samples.read("BAD_lf_only.LDT");
        assertThat(file.readable()).isTrue();
        assertThat(file.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.severity()).isEqualTo(Severity.WARNING);
            assertThat(fault.rule()).isEqualTo("BAS-EOL");
            assertThat(fault.sentence().english()).contains("LF only");
        });
    }

    @Test
    void lineBreaksWithoutLineFeedAreReadableWithAWarning() {
        byte[] bytes = FramingTest.without(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), '\n');
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence().english()).contains("CR only"));
        assertThat(FramingTest.tiles(file, bytes.length)).isTrue();
    }

    @Test
    void lengthsThatCountABareLineFeedAsOneAreAccepted() {
        String text = new String(Samples.bytes("BAD_lf_only.LDT"), StandardCharsets.ISO_8859_1);
        StringBuilder shortened = new StringBuilder();
        text.lines()
                .forEach(line -> shortened
                        .append("%03d".formatted(Integer.parseInt(line.substring(0, 3)) - 1))
                        .append(line.substring(3))
                        .append('\n'));
        LdtFile file = LdtReader.read(shortened.toString().getBytes(StandardCharsets.ISO_8859_1));
        assertThat(file.readable()).isTrue();
        assertThat(file.faults()).noneMatch(fault -> fault.rule().equals("BAS-LLL"));
    }

    @Test
    void doubledLineBreaksAreReadableWithAWarning() {
        String text = new String(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), StandardCharsets.ISO_8859_1);
        byte[] bytes = text.replace("\r\n", "\r\r\n").getBytes(StandardCharsets.ISO_8859_1);
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence().english()).contains("blank lines"));
        assertThat(FramingTest.tiles(file, bytes.length)).isTrue();
    }

    @Test
    void aLineBreakInsideATextIsReadWhenTheLengthCoversIt() {
        byte[] bytes = LdtText.flat(
                LdtText.header(),
                new LdtText.Flat("8201")
                        .field("8401", "E")
                        .field("8410", "K")
                        .field("8480", "erste Zeile\nzweite Zeile"));
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.readable()).isTrue();
        assertThat(LdtReports.of(file.packages().getFirst())
                        .getFirst()
                        .observations()
                        .getFirst()
                        .text())
                .containsExactly("erste Zeile\nzweite Zeile");
        assertThat(file.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence().english()).contains("contains a line break"));
    }

    @Test
    void anEndOfFileMarkIsOnlyInformation() {
        byte[] bytes = FramingTest.concat(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), new byte[] {0x1A});
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.severity()).isEqualTo(Severity.INFORMATION));
        assertThat(FramingTest.tiles(file, bytes.length)).isTrue();
    }
}
