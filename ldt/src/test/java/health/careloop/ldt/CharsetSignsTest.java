package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A unit, a degree or an ß without any umlaut beside it: the words around say which charset the byte is of. */
class CharsetSignsTest {
    private static final List<String> SIGNS = List.of(
            "8421µg/l",
            "8421µmol/l",
            "8421µU/ml",
            "8421µ/l",
            "8480unter 5 µg am Tag",
            "848037 °C",
            "848037°C",
            "84808 °dH",
            "3101Weiß",
            "3101Heß",
            "3101WEIß",
            "3107Große Straße 1",
            "3107Am Fuße 3",
            "8411ß-HCG",
            "8411ß2-Mikroglobulin",
            "8421ml/min/1,73m²",
            "84801,73 m²",
            "8480±5 %",
            "8480CV ±5",
            "84805 ± 2",
            "8421g/m³");

    static Stream<String[]> everySignInEveryCharset() {
        return SIGNS.stream()
                .flatMap(field -> Stream.of("ISO-8859-1", "ISO-8859-15", "IBM437", "IBM850")
                        .filter(charset -> Charset.forName(charset).newEncoder().canEncode(field))
                        .flatMap(charset -> Stream.of("1", "2", "3", "4", "")
                                .map(declared -> new String[] {field, charset, declared})));
    }

    @ParameterizedTest
    @MethodSource
    void everySignInEveryCharset(String field, String charset, String declared) {
        LdtFile file = LdtReader.read(flat(field, Charset.forName(charset), declared));
        assertThat(content(file, field.substring(0, 4))).isEqualTo(field.substring(4));
        boolean ibm = charset.startsWith("IBM");
        boolean right = ibm ? declared.equals("2") : declared.equals("3") || declared.equals("4");
        LdtCharset read = file.packages().getFirst().charset().charset();
        assertThat(read.isIso()).isEqualTo(!ibm);
        if (!right) {
            assertThat(file.faults())
                    .anySatisfy(fault -> assertThat(fault.rule()).isEqualTo("BAS-CHARSET"));
        } else if (!field.contains("³")) {
            assertThat(file.faults()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"8421, µg/l", "3101, Weiß", "8480, 37 °C", "8421, ml/min/1.73m²", "8480, ±5 %"})
    void alsoInLdt3(String field, String content) {
        byte[] sent = new LdtText()
                .record("8220")
                .field("0001", "LDT3.2.20")
                .record("8205")
                .field(field, new String(content.getBytes(Charset.forName("IBM437")), LdtText.LATIN_9))
                .trailer("8221");
        LdtFile file = LdtReader.read(sent);
        assertThat(content(file, field)).isEqualTo(content);
        assertThat(file.faults()).anySatisfy(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-CHARSET");
            assertThat(fault.sentence().english()).contains("signs such as").contains("CP437");
        });
    }

    /** Byte, what stands around it, and what both charsets make of it. */
    @ParameterizedTest
    @CsvSource({
        "E6, 8421, ?g/l, IBM",
        "E6, 3101, Kj?r, ISO",
        "E6, 8480, x ?, DOUBTFUL",
        "F8, 8480, 37 ?C, IBM",
        "F8, 3102, S?ren, ISO",
        "F8, 8480, ? von dreien, DOUBTFUL",
        "E1, 3101, Wei?, IBM",
        "E1, 3102, Tam?s, ISO",
        "E1, 3101, Novákov?, ISO",
        "E1, 3102, Juli?n, ISO",
        "E1, 3102, Be?ta, DOUBTFUL",
        "E1, 3101, Ga?l, DOUBTFUL",
        "FD, 3101, Novotn?, ISO",
        "FD, 8421, Fl?, IBM",
        "B5, 8421, ?g/l, ISO",
        "B5, 8480, x ? y, DOUBTFUL",
        "B5, 3102, ?lvaro, NONE",
        "B0, 8480, 37 ?C, ISO",
        "B2, 8421, m?, ISO",
        "B2, 8480, x ? y, DOUBTFUL",
        "B1, 8480, 5 ?2, ISO",
        "F1, 8480, 5 ?2, IBM",
        "F1, 3101, Mu?oz, NONE",
        "DF, 8411, ?-HCG, ISO",
        "DF, 3101, Wei?, NONE",
        "B3, 8421, m?, ISO",
        "B3, 8480, a ? b, IBM"
    })
    void whatAByteSays(String hex, String field, String around, SignTraces.Verdict said) {
        byte[] bytes = around.getBytes(StandardCharsets.ISO_8859_1);
        int at = around.indexOf('?');
        bytes[at] = (byte) Integer.parseInt(hex, 16);
        assertThat(SignTraces.of(bytes, 0, bytes.length, at, Integer.parseInt(field)))
                .isEqualTo(said);
    }

    /** The declared charset is kept, and both readings are told. */
    @ParameterizedTest
    @CsvSource({"4, Beáta, Beßta", "2, Beßta, Beáta"})
    void whatNothingDecidesIsInDoubt(String declared, String read, String other) {
        Charset written = declared.equals("2") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;
        LdtFile file = LdtReader.read(flat("3102" + read, written, declared));
        assertThat(content(file, "3102")).isEqualTo(read);
        assertThat(file.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.severity()).isEqualTo(Severity.WARNING);
            assertThat(fault.field()).isEqualTo("3102");
            assertThat(fault.sentence().english()).contains(read).contains(other);
        });
    }

    /** One value from another source: its own line is told, the rest is read as before. */
    @Test
    void aSignOfAnotherCharsetIsToldOnItsLine() {
        byte[] sent = flat("3101Müller", StandardCharsets.ISO_8859_1, "4");
        byte[] mixed = new String(sent, StandardCharsets.ISO_8859_1)
                .replace("8480-", "8480\u00E6g/l -")
                .replace("0108480", "0148480")
                .getBytes(StandardCharsets.ISO_8859_1);
        LdtFile file = LdtReader.read(mixed);
        assertThat(content(file, "3101")).isEqualTo("Müller");
        assertThat(file.faults()).anySatisfy(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-CHARSET");
            assertThat(fault.field()).isEqualTo("8480");
            assertThat(fault.sentence().english()).contains("\"æg/l\"").contains("\"µg/l\"");
        });
    }

    private static byte[] flat(String field, Charset charset, String declared) {
        LdtText.Flat header = new LdtText.Flat("8220", charset).field("9212", "LDT1014.01");
        if (!declared.isEmpty()) {
            header.field("9106", declared);
        }
        LdtText.Flat report = new LdtText.Flat("8201", charset);
        report.field("8410", "K")
                .field(field.substring(0, 4), field.substring(4))
                .field("8480", "-");
        return LdtText.flat(header, report);
    }

    private static String content(LdtFile file, String id) {
        return file.packages().getFirst().records().stream()
                .flatMap(satz -> satz.fields().stream())
                .filter(field -> field.is(id))
                .findFirst()
                .orElseThrow()
                .text();
    }
}
