package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtReports;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What one record of a stream proves of its charset holds for those behind it. */
class StreamCharsetTest {
    private static final Charset IBM = Charset.forName("IBM437");
    private static final Charset ISO = StandardCharsets.ISO_8859_1;

    @ParameterizedTest
    @CsvSource({"4, IBM437, Müller", "2, ISO-8859-1, Müller", "4, IBM437, Weiß", "1, IBM437, Müller"})
    void aUnitIsReadAsTheNameBeforeItWas(String declared, String charset, String name) {
        Charset written = Charset.forName(charset);
        byte[] sent = LdtText.flat(
                header(declared, written), report(written, name, "Text"), report(written, "Maier", "x \u00B5 y"));
        List<Fault> faults = new ArrayList<>();
        assertThat(streamed(sent, faults)).containsExactly("Text", "x µ y").isEqualTo(whole(sent));
        assertThat(faults)
                .containsExactlyInAnyOrderElementsOf(
                        shifted(LdtReader.read(sent).faults(), faults));
        assertThat(faults).hasSize(1);
    }

    @Test
    void laterEvidenceAgainstWhatWasReadIsAFinding() {
        byte[] sent = LdtText.flat(header("4", IBM), report(IBM, "Maier", "x \u00B5 y"), report(IBM, "Müller", "Text"));
        List<Fault> faults = new ArrayList<>();
        assertThat(streamed(sent, faults)).containsExactly("x æ y", "Text");
        assertThat(whole(sent)).containsExactly("x µ y", "Text");
        assertThat(faults)
                .anySatisfy(fault -> {
                    assertThat(fault.rule()).isEqualTo("BAS-CHARSET");
                    assertThat(fault.sentence().english()).contains("\"æ\"").contains("\"µ\"");
                })
                .anySatisfy(fault -> {
                    assertThat(fault.rule()).isEqualTo("BAS-CHARSET");
                    assertThat(fault.severity()).isEqualTo(Severity.WARNING);
                    assertThat(fault.sentence().english()).contains("contradict");
                });
    }

    @Test
    void sevenBitUmlautsOfOneRecordHoldForTheNext() {
        byte[] sent = LdtText.flat(
                header("4", ISO), report(ISO, "M}ller", "Gr|~e der R|hrchen"), report(ISO, "Maier", "K}rze"));
        assertThat(streamed(sent, new ArrayList<>()))
                .containsExactly("Größe der Röhrchen", "Kürze")
                .isEqualTo(whole(sent));
    }

    private static List<Fault> shifted(List<Fault> expected, List<Fault> found) {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).sentence()).isEqualTo(expected.get(i).sentence());
        }
        return found;
    }

    private static List<String> whole(byte[] sent) {
        return texts(LdtReader.read(sent).packages().getFirst());
    }

    private static List<String> streamed(byte[] sent, List<Fault> faults) {
        List<String> texts = new ArrayList<>();
        LdtRecordReader.of(new ByteArrayInputStream(sent), ReadOptions.DEFAULT).readAll(piece -> {
            faults.addAll(piece.faults());
            texts.addAll(texts(piece));
        });
        return texts;
    }

    private static List<String> texts(LdtPackage source) {
        return LdtReports.of(source).stream()
                .flatMap(report -> report.observations().stream())
                .map(LdtObservation::text)
                .map(lines -> String.join("\n", lines))
                .toList();
    }

    private static LdtText.Flat header(String declared, Charset charset) {
        return new LdtText.Flat("8220", charset).field("9212", "LDT1014.01").field("9106", declared);
    }

    private static LdtText.Flat report(Charset charset, String name, String text) {
        return new LdtText.Flat("8201", charset)
                .field("3101", name)
                .field("8401", "E")
                .field("8410", "K")
                .field("8411", "Test")
                .field("8480", text);
    }
}
