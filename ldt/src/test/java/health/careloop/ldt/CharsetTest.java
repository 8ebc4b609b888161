package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetTest {

    @ParameterizedTest
    @CsvSource({
        "A01L2SYN_iso-8859-1.LDT, ISO_8859_1, 9106 = 3",
        "S01L2SYN_din66003.LDT, DIN_66003, 9106 = 1",
        "X01L2SYN_cp437.LDT, CP437, 9106 = 2",
        "Z01L2SYN_iso-8859-15.LDT, ISO_8859_15, 9106 = 4"
    })
    void theDeclaredCharsetDecodesTheUmlauts(String sample, LdtCharset charset, String evidence) {
        LdtPackage found = Samples.read(sample).packages().getFirst();
        assertThat(found.charset()).isEqualTo(new CharsetFinding(charset, new Sentence(evidence, evidence), false));
        assertUmlauts(found);
    }

    @Test
    void aTranscodedFileIsReadAsUtf8AndNamesTheSetting() {
        LdtFile file = Samples.read("BAD_utf8_lengths.LDT");
        LdtPackage found = file.packages().getFirst();
        assertThat(file.readable()).isTrue();
        assertThat(found.charset())
                .isEqualTo(new CharsetFinding(
                        LdtCharset.UTF_8,
                        new Sentence(
                                "nach UTF-8 umgewandelt: Die Längen zählen Zeichen",
                                "transcoded to UTF-8: lengths count characters"),
                        true));
        assertThat(file.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.severity()).isEqualTo(Severity.WARNING);
            assertThat(fault.hint().english()).contains("charset").contains("ISO 8859-15");
        });
        assertUmlauts(found);
    }

    @Test
    void aWrongDeclarationIsOverruledByTheUmlauts() {
        LdtFile file = Samples.read("BAD_wrong_9106_cp437.LDT");
        LdtPackage found = file.packages().getFirst();
        assertThat(file.readable()).isTrue();
        assertThat(found.charset().charset()).isEqualTo(LdtCharset.CP437);
        assertThat(file.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.line()).isEqualTo(17));
        assertUmlauts(found);
    }

    @Test
    void latinUmlautsUnderADeclaredCp437AreReadAsLatin() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "01091064", "01091062"));
        assertThat(file.packages().getFirst().charset().charset()).isEqualTo(LdtCharset.ISO_8859_15);
        assertUmlauts(file.packages().getFirst());
    }

    @Test
    void charactersReplacedBeforeArrivalAreNamedAsLost() {
        String text = new String(Samples.bytes("BAD_utf8_lengths.LDT"), StandardCharsets.UTF_8);
        LdtFile file = LdtReader.read(text.replace('ö', '\uFFFD').getBytes(StandardCharsets.UTF_8));
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .filteredOn(fault -> fault.rule().equals("BAS-FFFD"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.severity()).isEqualTo(Severity.WARNING);
                    assertThat(fault.sentence().english()).contains("cannot be recovered");
                    assertThat(fault.line()).isEqualTo(5);
                });
    }

    @Test
    void aTranscodedLdt3FileProvesItsCheckSumAfterRestoring() {
        String text = new String(Samples.bytes("Z01_SYN_kalium_kritisch.ldt"), LdtText.LATIN_9);
        LdtFile file = LdtReader.read(text.getBytes(StandardCharsets.UTF_8));
        assertThat(file.readable()).isTrue();
        assertThat(file.faults()).extracting(Fault::rule).containsExactly("BAS-CHARSET", "E157");
        assertThat(file.faults().getLast().severity()).isEqualTo(Severity.INFORMATION);
        assertThat(LdtReports.of(file.packages().getFirst())
                        .getFirst()
                        .subject()
                        .familyName())
                .isEqualTo("Prüfling");
    }

    @Test
    void textWrittenAsUtf8WithByteLengthsIsReadAsUtf8() {
        byte[] bytes = LdtText.flat(
                LdtText.header(),
                new LdtText.Flat("8201", StandardCharsets.UTF_8)
                        .field("3101", "Müller")
                        .field("8401", "E")
                        .field("8410", "K"));
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.readable()).isTrue();
        assertThat(file.packages().getFirst().charset().transcoded()).isFalse();
        assertThat(LdtReports.of(file.packages().getFirst())
                        .getFirst()
                        .subject()
                        .familyName())
                .isEqualTo("Müller");
    }

    @Test
    void textThatPassedThroughTwoWrongCharsetsIsCalledGarbled() {
        String misread = new String(Samples.bytes("X01L2SYN_cp437.LDT"), StandardCharsets.ISO_8859_1);
        LdtFile file = LdtReader.read(misread.getBytes(StandardCharsets.UTF_8));
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .anySatisfy(fault -> assertThat(fault.sentence().english()).contains("garbled"));
    }

    @Test
    void aByteOrderMarkIsSkippedWithAWarning() {
        byte[] bytes = FramingTest.concat(
                new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, Samples.bytes("BAD_utf8_lengths.LDT"));
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.readable()).isTrue();
        assertThat(file.stray()).hasSize(1);
        assertThat(FramingTest.tiles(file, bytes.length)).isTrue();
    }

    @Test
    void aMissingDeclarationIsReported() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "01091064\r\n", ""));
        assertThat(file.faults())
                .anySatisfy(fault -> assertThat(fault.sentence().english()).contains("9106 is missing"));
        assertUmlauts(file.packages().getFirst());
    }

    @Test
    void paragraphSignsBetrayCp850() {
        byte[] bytes = Samples.replaced("X01L2SYN_cp437.LDT", "Wert kontrolliert", "Wert \u00F5kontrollie");
        assertThat(LdtReader.read(bytes).packages().getFirst().charset().charset())
                .isEqualTo(LdtCharset.CP850);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-15", "ISO-8859-1", "IBM437", "IBM850", "UTF-8"})
    void umlautsAreRightWhateverIsDeclared(String written) {
        assumeTrue(Charset.isSupported(written));
        for (String declared : List.of("1", "2", "3", "4")) {
            String text = new String(
                            Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "01091064", "0109106" + declared),
                            LdtText.LATIN_9)
                    .replace("\r\n", written.equals("UTF-8") ? "\n" : "\r\n");
            LdtFile file = LdtReader.read(text.getBytes(Charset.forName(written)));
            assertThat(file.readable())
                    .as("%s declared as %s", written, declared)
                    .isTrue();
            assertUmlauts(file.packages().getFirst());
        }
    }

    @Test
    void aPowerOfTenInCp850IsNoUmlaut() {
        byte[] bytes = LdtText.flat(
                new LdtText.Flat("8220")
                        .field("9212", "LDT1014.01")
                        .field("0201", "123456700")
                        .field("9106", "2"),
                new LdtText.Flat("8201")
                        .field("8401", "E")
                        .field("8410", "THRO")
                        .field("8421", "10\u00FC/\u00E6l"));
        LdtPackage found = LdtReader.read(bytes).packages().getFirst();
        assertThat(LdtReports.of(found).getFirst().observations().getFirst().unit())
                .isEqualTo("10³/µl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"IBM437", "IBM850", "ISO-8859-1", "ISO-8859-15"})
    void theTablesAgreeWithTheJdk(String name) {
        LdtCharset ours = switch (name) {
            case "IBM437" -> LdtCharset.CP437;
            case "IBM850" -> LdtCharset.CP850;
            case "ISO-8859-1" -> LdtCharset.ISO_8859_1;
            default -> LdtCharset.ISO_8859_15;
        };
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        assumeTrue(Charset.isSupported(name));
        assertThat(ours.decode(all, 128, 128)).isEqualTo(new String(all, 128, 128, Charset.forName(name)));
    }

    private static void assertUmlauts(LdtPackage found) {
        LdtReport report = LdtReports.of(found).getFirst();
        assertThat(report.recipient().name()).isEqualTo("Praxis Dr. Jörg Größe");
        assertThat(report.lab().name()).isEqualTo("Testlabor Müßig & Söhne");
        assertThat(report.subject().familyName()).isEqualTo("Müller-Test");
        assertThat(report.observations().get(3).notes())
                .containsExactly("Methode: CLIA", "2. Hinweiszeile mit Umlauten äöüÄÖÜß");
    }
}
