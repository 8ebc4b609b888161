package health.careloop.ldt.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LdtWriterTest {
    private static final String LETTERS =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 äöüÄÖÜß.,-+/()";

    @Test
    void theFirstLinesAreThoseOfTheSpecification() {
        String text = ascii(flat(LdtCharset.ISO_8859_15).bytes());
        assertThat(text).startsWith("01380008220\r\n0148100000");
        assertThat(text).endsWith("01380008221\r\n014810000044\r\n0179202%08d\r\n".formatted(text.length()));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"UTF_8", "UTF_8_TWICE", "CP850", "WINDOWS_1252"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyCharsetOf9106IsReadBackWithoutAnyFault(LdtCharset charset) {
        byte[] bytes = flat(charset)
                .record("8201")
                .field("8310", "A1")
                .field("3101", "Müßig-Öztürk")
                .text("8490", "Größe, Übergewicht, ärztlich geprüft ".repeat(5))
                .bytes();
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.faults()).isEmpty();
        assertThat(file.packages().getFirst().charset().charset()).isEqualTo(charset);
        assertThat(file.packages().getFirst().records().get(1).text("3101")).contains("Müßig-Öztürk");
    }

    @Test
    void ldt3CarriesTheDigestOfEveryByteBeforeItsLine() throws Exception {
        byte[] bytes = nested().bytes();
        String text = ascii(bytes);
        int line = text.indexOf("0499300");
        byte[] before = java.util.Arrays.copyOf(bytes, line);
        assertThat(text.substring(line + 7, line + 47))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-1").digest(before)));
        assertThat(text).endsWith("01380018221\r\n");
        assertThat(LdtReader.read(bytes).faults()).isEmpty();
    }

    @Test
    void whatIsWrittenIsReadWhateverTheContent() {
        Random random = new Random(20_261_120);
        for (int run = 0; run < 300; run++) {
            LdtWriter ldt = flat(LdtCharset.ISO_8859_15).record("8201").field("8310", "A1");
            List<String> contents = new java.util.ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(20); i++) {
                String content = "x" + text(random, random.nextInt(random.nextInt(10) == 0 ? 989 : 60));
                contents.add(content);
                ldt.field("8490", content);
            }
            LdtFile file = LdtReader.read(ldt.bytes());
            assertThat(file.faults()).isEmpty();
            assertThat(file.packages().getFirst().records().get(1).texts("8490"))
                    .isEqualTo(contents);
        }
    }

    @Test
    void anUnknownCharacterIsRefusedByNameAndNeverReplaced() {
        LdtWriter ldt = flat(LdtCharset.ISO_8859_15).record("8201");
        assertThatThrownBy(() -> ldt.field("8421", "µg ≥"))
                .isInstanceOfSatisfying(UnwritableException.class, refused -> {
                    assertThat(refused.field()).isEqualTo("8421");
                    assertThat(refused).hasMessageContaining("\"≥\" (U+2265, position 4)");
                    assertThat(refused.sentence().german()).contains("„≥“", "Stelle 4", "ISO 8859-15");
                });
        assertThatThrownBy(() -> flat(LdtCharset.DIN_66003).record("8201").field("8421", "[a]"))
                .isInstanceOf(UnwritableException.class);
        assertThatThrownBy(() -> ldt.field("8490", "😀"))
                .isInstanceOf(UnwritableException.class)
                .hasMessageContaining("U+1F600");
    }

    @Test
    void whoAsksForItGetsTheUsualFormsAndStillNoQuestionMark() {
        byte[] bytes = flat(LdtCharset.CP437)
                .transliterating()
                .record("8201")
                .field("8420", "≥ 10³")
                .field("8421", "μg/l – „neu“")
                .field("3101", "Şahin")
                .bytes();
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.faults()).isEmpty();
        assertThat(file.packages().getFirst().records().get(1).parts())
                .extracting(part -> ((LdtField) part).text())
                .containsExactly("≥ 10^3", "µg/l - \"neu\"", "Sahin");
        assertThatThrownBy(() ->
                        flat(LdtCharset.CP437).transliterating().record("8201").field("8490", "漢"))
                .isInstanceOf(UnwritableException.class);
    }

    @Test
    void emptyLongAndBrokenContentsAreRefused() {
        LdtWriter ldt = flat(LdtCharset.ISO_8859_15).record("8201");
        assertThatThrownBy(() -> ldt.field("8490", "")).hasMessageContaining("8490 is empty");
        assertThatThrownBy(() -> ldt.field("8490", "  ")).hasMessageContaining("8490 is empty");
        assertThatThrownBy(() -> ldt.field("8490", "a\nb")).hasMessageContaining("line break");
        assertThatThrownBy(() -> ldt.field("8490", "x".repeat(991))).hasMessageContaining("991 characters");
        assertThatThrownBy(() -> ldt.field("84x0", "x")).hasMessageContaining("four digits");
        ldt.field("8490", "x".repeat(990));
        assertThat(LdtReader.read(ldt.field("8401", "E").bytes()).faults()).isEmpty();
    }

    @Test
    void aBlankLineIsAnEmpty3564() {
        byte[] bytes = LdtWriter.ldt3()
                .lenient()
                .record("8220")
                .object("8132", "Kopfdaten", "Obj_0032", head -> head.field("0001", "LDT3.2.20"))
                .record("8205")
                .object("8167", "Zusaetzliche_Informationen", "Obj_0068", text -> text.text("3564", "eins\n\nzwei"))
                .bytes();
        assertThat(ascii(bytes)).contains("\r\n0093564\r\n");
        assertThat(LdtReader.read(bytes).faults()).isEmpty();
    }

    @Test
    void theFrameIsTheWritersOwn() {
        for (String id : List.of("8000", "8001", "8002", "8003", "8100", "9202")) {
            assertThatThrownBy(() -> flat(LdtCharset.ISO_8859_15).field(id, "1"))
                    .hasMessageContaining("itself");
        }
        assertThatThrownBy(() -> nested().field("9300", "1")).hasMessageContaining("itself");
        assertThat(LdtReader.read(flat(LdtCharset.ISO_8859_15)
                                .field("9300", "1")
                                .record("8201")
                                .field("8401", "E")
                                .bytes())
                        .faults())
                .isEmpty();
    }

    @Test
    void recordsObjectsAndCharsetsHaveTheirGeneration() {
        assertThatThrownBy(() -> LdtWriter.ldt2(LdtCharset.UTF_8)).hasMessageContaining("no code");
        assertThatThrownBy(() -> LdtWriter.ldt3().lenient().record("8201")).hasMessageContaining("8201");
        assertThatThrownBy(() -> LdtWriter.ldt3().lenient().record("8205")).hasMessageContaining("begins with");
        assertThatThrownBy(() -> nested().record("8220")).hasMessageContaining("begins with");
        assertThatThrownBy(() -> LdtWriter.ldt3().lenient().bytes()).hasMessageContaining("The package is empty");
        assertThatThrownBy(() -> flat(LdtCharset.CP437).object("8145", "Patient", "Obj_0045", patient -> {}))
                .hasMessageContaining("Only LDT 3");
        assertThatThrownBy(() -> nested().object("8145", "Patient", "Obj_0045", patient -> {}))
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> LdtWriter.ldt2(LdtCharset.CP437)
                        .lenient()
                        .record("8220")
                        .field("9106", "4"))
                .hasMessageContaining("CP437");
        assertThatThrownBy(() -> LdtWriter.ldt2(LdtCharset.CP437)
                        .lenient()
                        .record("8220")
                        .record("8201"))
                .hasMessageContaining("9106 = 2");
    }

    @Test
    void aBrokenRuleIsRefusedUnlessBrokenFilesAreWanted() {
        assertThatThrownBy(() -> broken(LdtWriter.ldt2(LdtCharset.ISO_8859_15)))
                .isInstanceOfSatisfying(UnwritableException.class, refused -> {
                    assertThat(refused.field()).isNotEmpty();
                    assertThat(refused.call()).startsWith("record(\"").contains("field(\"" + refused.field() + "\"");
                });
        byte[] written = broken(LdtWriter.ldt2(LdtCharset.ISO_8859_15).lenient());
        assertThat(LdtReader.read(written).faults()).isEmpty();
        assertThatThrownBy(() -> LdtWriter.ldt3()
                        .record("8220")
                        .object("8132", "Kopfdaten", "Obj_0032", head -> head.field("0001", "LDT3.2.20"))
                        .bytes())
                .isInstanceOf(UnwritableException.class);
    }

    /** Brackets that every reader has to take for umlauts. */
    @Test
    void textThatWouldBeReadInAnotherCharsetIsRefused() {
        for (String text : new String[] {"F]R M[NNER", "f}r M{nner"}) {
            assertThatThrownBy(() -> LdtWriter.ldt2(LdtCharset.ISO_8859_15)
                            .record("8220")
                            .field("9212", "LDT1014.01")
                            .field("9106", "4")
                            .record("8201")
                            .field("8480", text)
                            .bytes())
                    .isInstanceOf(UnwritableException.class)
                    .hasMessageContaining("DIN 66003");
        }
    }

    private static byte[] broken(LdtWriter ldt) {
        return ldt.record("8220")
                .field("9212", "LDT1014.01")
                .field("9106", "4")
                .record("8201")
                .field("8310", "A1")
                .bytes();
    }

    @Test
    void whatIsNullIsRefusedInASentence() {
        assertThatThrownBy(() -> LdtWriter.ldt3().record(null)).isInstanceOf(UnwritableException.class);
        LdtWriter ldt = LdtWriter.ldt3().record("8220");
        assertThatThrownBy(() -> ldt.field("9212", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("field(\"9212\", null): a field needs content; optional(…) leaves it out.");
        assertThatThrownBy(() -> ldt.field(null, "x")).isInstanceOf(UnwritableException.class);
        assertThatThrownBy(() -> ldt.text("8490", null)).isInstanceOf(UnwritableException.class);
        assertThatThrownBy(() -> ldt.each("8490", null)).isInstanceOf(UnwritableException.class);
        assertThatThrownBy(() -> ldt.object("8132", null, "Obj_0032", inside -> {}))
                .isInstanceOf(UnwritableException.class);
    }

    @Test
    void anEnvelopeIsClosedAndNotCounted() {
        byte[] bytes = LdtWriter.ldt2(LdtCharset.ISO_8859_15)
                .lenient()
                .record("0020")
                .field("9105", "001")
                .record("8220")
                .field("9212", "LDT1014.01")
                .field("9106", "4")
                .record("8201")
                .field("8401", "E")
                .bytes();
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.faults()).isEmpty();
        assertThat(file.packages().getFirst().generation()).isEqualTo(Generation.LDT2);
        assertThat(ascii(bytes)).endsWith("01380000021\r\n014810000027\r\n");
    }

    private static LdtWriter flat(LdtCharset charset) {
        return LdtWriter.ldt2(charset)
                .lenient()
                .record("8220")
                .field("9212", "LDT1014.01")
                .field("9106", LdtWriter.charsetCode(charset));
    }

    private static LdtWriter nested() {
        return LdtWriter.ldt3()
                .lenient()
                .record("8220")
                .object("8132", "Kopfdaten", "Obj_0032", head -> head.field("0001", "LDT3.2.20"))
                .record("8205")
                .object(
                        "8145",
                        "Patient",
                        "Obj_0045",
                        patient -> patient.object(
                                "8147",
                                "Person",
                                "Obj_0047",
                                person -> person.field("7420", "12").field("3101", "Prüfling")));
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
