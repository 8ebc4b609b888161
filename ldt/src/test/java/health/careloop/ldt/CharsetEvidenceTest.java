package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which charset wins when the declaration and the bytes disagree. */
class CharsetEvidenceTest {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Kosten 5 €, bitte „nüchtern“ kommen – sonst fälscht es",
                "„Test“ wiederholen",
                "5 € Aufpreis",
                "Proben – und Röhrchen",
                "Patient’s Größe"
            })
    void windowsTextIsReadAsWindowsText(String text) {
        for (String declared : List.of("4", "3")) {
            LdtFile file = LdtReader.read(message(text, WINDOWS, declared));
            assertThat(file.packages().getFirst().charset().charset()).isEqualTo(LdtCharset.WINDOWS_1252);
            assertThat(text(file)).isEqualTo(text);
            assertThat(file.readable()).isTrue();
            assertThat(file.faults())
                    .anySatisfy(fault -> assertThat(fault.rule()).isEqualTo("BAS-CHARSET"));
        }
    }

    @Test
    void umlautsOfTheIbmCharsetAreNotTakenForQuotationMarks() {
        LdtFile file = LdtReader.read(message("Größe der Röhrchen, für Ärzte", Charset.forName("IBM437"), "4"));
        assertThat(text(file)).isEqualTo("Größe der Röhrchen, für Ärzte");
        assertThat(file.packages().getFirst().charset().charset()).isEqualTo(LdtCharset.CP437);
    }

    @ParameterizedTest
    @CsvSource({"4", "3", "2"})
    void sevenBitUmlautsAreReadWhateverIsDeclared(String declared) {
        LdtFile file = LdtReader.read(message("Gr|~e der R|hrchen f}r M{nner", StandardCharsets.US_ASCII, declared));
        assertThat(text(file)).isEqualTo("Größe der Röhrchen für Männer");
        assertThat(file.packages().getFirst().charset().charset()).isEqualTo(LdtCharset.DIN_66003);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bitte }berpr}fen",
                "}bliche Werte",
                "Wert {5} f}r M{nner gr|~er",
                "Gro~e Menge | {rztlich pr}fen",
                "wei~",
                "Bestimmung nach |stradiol-Gabe, fr}h",
                "Unver{ndert",
                "L}beck"
            })
    void sevenBitUmlautsAreFoundWhereverTheyStand(String text) {
        for (String declared : List.of("4", "3", "2")) {
            LdtFile file = LdtReader.read(message(text, StandardCharsets.US_ASCII, declared));
            assertThat(file.packages().getFirst().charset().charset()).isEqualTo(LdtCharset.DIN_66003);
            assertThat(file.faults())
                    .anySatisfy(fault -> assertThat(fault.rule()).isEqualTo("BAS-CHARSET"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"|calan", "Y{lmaz", "M}nk"})
    void aNameIsEnoughToFindSevenBitUmlauts(String name) {
        byte[] sent = LdtText.flat(
                new LdtText.Flat("8220").field("9212", "LDT1014.01").field("9106", "4"),
                new LdtText.Flat("8201").field("3101", name).field("8410", "K").field("8480", "siehe {5}"));
        assertThat(LdtReader.read(sent).packages().getFirst().charset().charset())
                .isEqualTo(LdtCharset.DIN_66003);
    }

    @Test
    void theSevenBitSampleIsReadWhateverItDeclares() {
        for (String declared : List.of("2", "3", "4")) {
            for (String line : List.of("", "Bitte {5} |")) {
                byte[] sent = Samples.replaced("S01L2SYN_din66003.LDT", "01091061", "0109106" + declared);
                LdtFile file = LdtReader.read(FramingTest.concat(
                        sent,
                        line.isEmpty()
                                ? new byte[0]
                                : new LdtText.Flat("8201").field("8480", line).bytes()));
                assertThat(file.packages().getFirst().charset().charset()).isEqualTo(LdtCharset.DIN_66003);
                assertThat(file.packages().getFirst().records().get(1).text("3101"))
                        .contains("Müller-Test");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{siehe Anlage} | a~b",
                "{5}",
                "positiv|negativ",
                "Na|K|Cl|Ca",
                "GLUC|HDL}LDL",
                "a|b|c",
                "x = {1, 2} ~5",
                "{\"k\":\"v\"}",
                "\\frac{a}{b}",
                "{positiv|negativ|fraglich}",
                "{{Kommentar}}",
                "|--|",
                "ca. ~10 | ~20"
            })
    void bracesThatAreBracesStayBraces(String text) {
        assertThat(text(LdtReader.read(message(text, StandardCharsets.US_ASCII, "4"))))
                .isEqualTo(text);
    }

    @Test
    void aNameInUtf8InsideAnotherCharsetIsCalledMixedAndNothingElse() {
        byte[] good = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");
        String text = new String(good, StandardCharsets.ISO_8859_1);
        byte[] mixed =
                text.replace("Gr\u00F6\u00DFe", "Gr\u00C3\u00B6\u00C3\u009Fe").getBytes(StandardCharsets.ISO_8859_1);
        LdtFile file = LdtReader.read(mixed);
        assertThat(file.packages().getFirst().charset().charset()).isEqualTo(LdtCharset.ISO_8859_15);
        assertThat(file.faults())
                .filteredOn(fault -> fault.rule().equals("BAS-CHARSET"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.sentence().english()).contains("charsets are mixed", "ISO 8859-15");
                    assertThat(fault.sentence().german()).contains("gemischt");
                });
    }

    @Test
    void aNameInUtf8InsideAnotherCharsetIsShownAsItWasWritten() {
        byte[] good = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");
        String text = new String(good, StandardCharsets.ISO_8859_1);
        byte[] mixed =
                text.replace("Gr\u00F6\u00DFe", "Gr\u00C3\u00B6\u00C3\u009Fe").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(texts(LdtReader.read(mixed))).isEqualTo(texts(LdtReader.read(good)));
    }

    private static List<String> texts(LdtFile file) {
        return file.packages().getFirst().records().stream()
                .flatMap(satz -> satz.fields().stream())
                .filter(field -> !field.is("8100") && !field.is("9202"))
                .map(LdtField::text)
                .toList();
    }

    @Test
    void aStrayByteIsAWarningOnItsLineAndTheLettersOfDin66003Stay() {
        byte[] sent = Samples.bytes("S01L2SYN_din66003.LDT");
        byte[] stray = new String(sent, StandardCharsets.ISO_8859_1)
                .replace("8421/ul", "8421/\u00B5l")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(stray).isNotEqualTo(sent);
        LdtFile file = LdtReader.read(stray);
        assertThat(file.packages().getFirst().charset().charset()).isEqualTo(LdtCharset.DIN_66003);
        assertThat(file.readable()).isTrue();
        int line = 1;
        for (String each : new String(stray, StandardCharsets.ISO_8859_1).split("\r\n")) {
            int at = line++;
            assertThat(file.faults().stream()
                            .anyMatch(fault -> fault.rule().equals("BAS-CHARSET") && fault.line() == at))
                    .isEqualTo(each.indexOf('\u00B5') >= 0);
        }
        byte[] iso = Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "01091064", "01091061");
        assertThat(LdtReader.read(iso).packages().getFirst().charset().charset())
                .isEqualTo(LdtCharset.ISO_8859_15);
    }

    @Test
    void aLetterThatIsOneInTwoCharsetsIsToldInBothReadings() {
        byte[] estonian = named("T\u00E4nu");
        assertThat(LdtReader.read(estonian).faults())
                .filteredOn(fault -> fault.severity() == Severity.WARNING)
                .anySatisfy(fault -> {
                    assertThat(fault.sentence().german()).contains("Tänu", "Tõnu", "nicht sicher");
                    assertThat(fault.sentence().english()).contains("Tänu", "Tõnu", "not certain");
                });
    }

    @Test
    void aLetterThatOnlyIso8859HasIsNoParagraphSign() {
        LdtFile file = LdtReader.read(named("T\u00F5nu"));
        assertThat(texts(file)).contains("Tõnu");
        assertThat(file.faults())
                .noneSatisfy(fault -> assertThat(fault.sentence().english()).contains("not certain"));
    }

    /** Declares CP437. */
    private static byte[] named(String name) {
        byte[] message = LdtText.flat(
                new LdtText.Flat("8220").field("9212", "LDT1014.01").field("9106", "2"),
                new LdtText.Flat("8201")
                        .field("3102", "NAME")
                        .field("8410", "K")
                        .field("8420", "4.2"));
        return new String(message, StandardCharsets.ISO_8859_1)
                .replace("NAME", name)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void textThatWasEncodedTwiceIsReadCorrectlyAndReported() {
        String text = "Größe der Röhrchen für Ärzte";
        for (Charset middle : List.of(StandardCharsets.ISO_8859_1, WINDOWS)) {
            byte[] sent = message(text, LdtText.LATIN_9, "4");
            String once = new String(new String(sent, LdtText.LATIN_9).getBytes(StandardCharsets.UTF_8), middle);
            LdtFile file = LdtReader.read(once.getBytes(StandardCharsets.UTF_8));
            assertThat(text(file)).isEqualTo(text);
            assertThat(file.readable()).as("%s", file.faults()).isTrue();
            assertThat(file.packages().getFirst().charset().transcoded()).isTrue();
            assertThat(file.faults()).anySatisfy(fault -> {
                assertThat(fault.sentence().english()).contains("twice");
                assertThat(fault.sentence().german()).contains("zweimal");
            });
        }
    }

    @Test
    void theTransportIsBelievedOnlyWhenTheMessageSaysNothing() {
        byte[] silent = new LdtText.Flat("8220")
                .field("9212", "LDT1014.01")
                .field("0203", "Praxis (")
                .bytes();
        byte[] package_ = FramingTest.concat(
                silent, new LdtText.Flat("8221").field("9202", "00000119").bytes());
        CharsetFinding told = LdtReader.read(package_, ReadOptions.DEFAULT.declaring("IBM850"))
                .packages()
                .getFirst()
                .charset();
        assertThat(told.charset()).isEqualTo(LdtCharset.CP850);
        assertThat(told.evidence().english()).isEqualTo("9106 is missing, the transport names CP850");
        CharsetFinding declared = LdtReader.read(
                        message("für", LdtText.LATIN_9, "4"), ReadOptions.DEFAULT.declaring("IBM850"))
                .packages()
                .getFirst()
                .charset();
        assertThat(declared.charset()).isEqualTo(LdtCharset.ISO_8859_15);
        assertThat(LdtCharset.named("klingon")).isEmpty();
    }

    private static byte[] message(String text, Charset charset, String declared) {
        return LdtText.flat(
                new LdtText.Flat("8220", charset)
                        .field("9212", "LDT1014.01")
                        .field("9106", declared)
                        .field("0203", "Praxis"),
                new LdtText.Flat("8201", charset).field("8410", "K").field("8480", text));
    }

    private static String text(LdtFile file) {
        return file.packages().getFirst().records().get(1).text("8480").orElseThrow();
    }
}
