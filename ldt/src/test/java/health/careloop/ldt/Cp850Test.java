package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.write.LdtAnonymiser;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Senders write CP850 and declare CP437, for which alone 9106 has a number. */
class Cp850Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Yılmaz",
                "Kılıç",
                "Ørsted",
                "Søren",
                "López Íñigo",
                "Õun",
                "Þóra",
                "Óscar",
                "João",
                "Assunção",
                "Øystein",
                "Ýldýz",
                "Àlex",
                "Ávila",
                "Êzgi",
                "LÓPEZ",
                "Marke ®",
                "3 × täglich",
                "§ 25 Müller",
                "g/m³",
                "cm³",
                "10³/µl",
                "d´Agostino"
            })
    void whatOnlyCp850HasIsReadInIt(String text) {
        for (String office : new String[] {"Praxis Linde", "Prüfstraße"}) {
            LdtFile file = LdtReader.read(message("2", office, text, LdtCharset.CP850));
            assertThat(text(file)).isEqualTo(text);
            assertThat(file.faults()).anySatisfy(fault -> {
                assertThat(fault.rule()).isEqualTo("BAS-CHARSET");
                assertThat(fault.sentence().english()).contains("CP850");
            });
        }
    }

    /** The same byte is an ä of ISO 8859; the umlauts of others decide. */
    @Test
    void anUmlautOfIbmDecidesWhatMayBeIso8859() {
        assertThat(text(LdtReader.read(message("2", "Prüfstraße", "Tõnu", LdtCharset.CP850))))
                .isEqualTo("Tõnu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Yılmaz", "Kılıç", "Søren", "Þóra", "g/m³"})
    void alsoWhereIso8859IsDeclared(String text) {
        assertThat(text(LdtReader.read(message("4", "Prüfstraße", text, LdtCharset.CP850))))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "α-Amylase",
                "TNF-α",
                "α1-Antitrypsin",
                "≥5",
                "≤ 60 Jahre",
                "√2",
                "Größe",
                "k║l",
                "│Wert│",
                "René",
                "François"
            })
    void whatCp437HasIsReadInItWithoutAWarning(String text) {
        LdtFile file = LdtReader.read(message("2", "Prüfstraße", text, LdtCharset.CP437));
        assertThat(text(file)).isEqualTo(text);
        assertThat(file.faults()).noneMatch(fault -> fault.rule().equals("BAS-CHARSET"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TNFα", "kΩ"})
    void whatNothingDecidesIsToldInBothReadings(String text) {
        LdtFile file = LdtReader.read(message("2", "Prüfstraße", text, LdtCharset.CP437));
        assertThat(text(file)).isEqualTo(text);
        assertThat(file.faults())
                .filteredOn(fault -> fault.rule().equals("BAS-CHARSET"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.severity()).isEqualTo(Severity.WARNING);
                    assertThat(fault.sentence().german()).contains(text, "CP437", "CP850");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"López Íñigo", "René", "François", "Müller", "mütterlich", "Kümmel"})
    void iso8859IsNoCp850(String text) {
        for (String declared : new String[] {"2", "3", "4"}) {
            for (String office : new String[] {"Praxis Linde", "Prüfstraße"}) {
                if (!declared.equals("2") || !office.equals("Praxis Linde") || !text.startsWith("L")) {
                    assertThat(text(LdtReader.read(message(declared, office, text, LdtCharset.ISO_8859_1))))
                            .isEqualTo(text);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Úlfarsdóttir", "Yılmaz", "Søren"})
    void aNameInCp850DoesNotComeThroughTheAnonymiser(String name) {
        byte[] left = LdtAnonymiser.of(1).anonymise(message("2", "Prüfstraße", name, LdtCharset.CP850));
        assertThat(LdtCharset.CP850.decode(left, 0, left.length)).doesNotContain(name);
    }

    private static byte[] message(String declared, String office, String text, LdtCharset written) {
        return LdtText.flat(
                new LdtText.Flat("8220", bytes(written))
                        .field("9212", "LDT1014.01")
                        .field("9106", declared)
                        .field("0203", office),
                new LdtText.Flat("8201", bytes(written))
                        .field("3101", text)
                        .field("8410", "K")
                        .field("8480", text));
    }

    private static Charset bytes(LdtCharset charset) {
        return Charset.forName(
                switch (charset) {
                    case CP850 -> "IBM850";
                    case CP437 -> "IBM437";
                    default -> "ISO-8859-1";
                });
    }

    private static String text(LdtFile file) {
        return file.packages().getFirst().records().get(1).text("8480").orElseThrow();
    }
}
