package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code [ \ ]} in files without bytes above 127 and without small umlauts: Ä Ö Ü of DIN 66003, or themselves. */
class SevenBitCapitalsTest {

    @ParameterizedTest
    @CsvSource({
        "[RZTE,                        ÄRZTE",
        "BITTE ]BERPR]FEN,             BITTE ÜBERPRÜFEN",
        "F]R M[NNER,                   FÜR MÄNNER",
        "[rztlicher Dienst,             Ärztlicher Dienst",
        "ERH\\HT,                    ERHÖHT",
        "GR\\SSE F]R M[DCHEN [1],    GRÖSSE FÜR MÄDCHEN Ä1Ü"
    })
    void wordsDecide(String sent, String meant) {
        for (String declared : List.of("2", "3", "4")) {
            LdtFile file = read("8480", sent, declared);
            assertThat(charset(file)).as(sent).isEqualTo(LdtCharset.DIN_66003);
            assertThat(text(file, "8480")).isEqualTo(meant);
            assertThat(file.faults())
                    .anySatisfy(fault -> assertThat(fault.sentence().english()).contains("declared charset is wrong"));
        }
    }

    @ParameterizedTest
    @CsvSource({"3101, M]LLER", "3101, \\ZDEMIR", "3113, K\\LN", "3102, J\\RG", "3101, [HRENS"})
    void aNameDecides(String field, String name) {
        assertThat(charset(read(field, name, "4"))).isEqualTo(LdtCharset.DIN_66003);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "[mg/dl]",
                "[RZTE]",
                "Wert [siehe Anlage]",
                "BENZO[A]PYREN",
                "Benzo[ghi]perylen",
                "BICYCLO[2.2.1]HEPTAN",
                "C:\\DATEN\\LABOR\\BEFUND.PDF",
                "\\\\SERVER\\LABOR",
                "\\H\\FETT\\N\\",
                "Zeile\\nZeile",
                "[arb'U]/ml",
                "X[1] Y[2]",
                "] [",
                "["
            })
    void bracketsStayBracketsAndNothingIsSaid(String text) {
        LdtFile file = read("8480", text, "4");
        assertThat(charset(file)).isEqualTo(LdtCharset.ISO_8859_15);
        assertThat(text(file, "8480")).isEqualTo(text);
        assertThat(file.faults()).noneMatch(fault -> fault.rule().equals("BAS-CHARSET"));
    }

    @ParameterizedTest
    @CsvSource({"D\\RTER NICHT, DÖRTER", "LABOR\\MEIER, LABORÖMEIER", "NR]T, NRÜT"})
    void whatNobodyCanKnowIsReadAsItStandsAndToldInBothReadings(String sent, String meant) {
        LdtFile file = read("8480", sent, "4");
        assertThat(text(file, "8480")).isEqualTo(sent);
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .filteredOn(fault -> fault.rule().equals("BAS-CHARSET"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.severity()).isEqualTo(Severity.INFORMATION);
                    assertThat(fault.field()).isEqualTo("8480");
                    assertThat(fault.sentence().german()).contains(sent.split(" ")[0], meant);
                    assertThat(fault.hint().english()).contains("9106 = 1");
                });
    }

    /** One word against many brackets: a file full of them is not DIN 66003. */
    @Test
    void manyBracketsOutweighOneWord() {
        LdtFile file = read("8480", "[1] [2] [3] [4] [5] F]R", "4");
        assertThat(charset(file)).isEqualTo(LdtCharset.ISO_8859_15);
        assertThat(file.faults())
                .filteredOn(fault -> fault.rule().equals("BAS-CHARSET"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence().english()).contains("F]R", "FÜR"));
    }

    @Test
    void aLineThatIsNoFieldMayBeginWithABracket() {
        for (String text : List.of("[", "]", "\\", "[A]", "[RZTE")) {
            byte[] bytes = (text + "\r\n01380008220\r\n").getBytes(StandardCharsets.US_ASCII);
            assertThat(LdtReader.read(bytes).bytes()).isEqualTo(bytes);
            byte[] cut = ("01380008220\r\n" + text).getBytes(StandardCharsets.US_ASCII);
            assertThat(LdtReader.read(cut).bytes()).isEqualTo(cut);
        }
    }

    @Test
    void whatIsDeclaredAsSuchIsNotInDoubt() {
        LdtFile file = read("8480", "LABOR\\MEIER", "1");
        assertThat(text(file, "8480")).isEqualTo("LABORÖMEIER");
        assertThat(file.faults()).noneMatch(fault -> fault.rule().equals("BAS-CHARSET"));
    }

    private static LdtFile read(String field, String text, String declared) {
        return LdtReader.read(LdtText.flat(
                new LdtText.Flat("8220").field("9212", "LDT1014.01").field("9106", declared),
                new LdtText.Flat("8201").field("8410", "K").field(field, text)));
    }

    private static LdtCharset charset(LdtFile file) {
        return file.packages().getFirst().charset().charset();
    }

    private static String text(LdtFile file, String field) {
        return file.packages().getFirst().records().get(1).text(field).orElseThrow();
    }
}
