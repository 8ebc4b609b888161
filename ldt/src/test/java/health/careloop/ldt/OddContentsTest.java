package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contents with nothing in them that anybody could read. */
class OddContentsTest {
    @Test
    void blanksAloneAreNoContent() {
        LdtFile file = LdtReader.read(message("8480", "   "));
        assertThat(file.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("E036");
            assertThat(fault.sentence().english()).endsWith("holds only blanks.");
        });
        assertThat(LdtReader.read(message("8480", "  x ")).faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\u0000b", "\u001b[31mRED and nothing else", "the bell rings at the end\u0007", "\u007f", "a\tb"
            })
    void aControlCharacterIsAFinding(String text) {
        assertThat(LdtReader.read(message("8480", text)).faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.rule()).isEqualTo("BAS-CONTROL");
                    assertThat(fault.severity()).isEqualTo(Severity.WARNING);
                    assertThat(fault.field()).isEqualTo("8480");
                });
    }

    @Test
    void thoseOfOneRecordAreOneFinding() {
        assertThat(LdtReader.read(message("8480", "a\u0000b\u001b[31mRED\u0007"))
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence().english()).contains("3 control characters"));
    }

    @Test
    void anEmptyPhysicianNumberIsNoSecondPhysician() {
        byte[] sent = LdtText.flat(
                new LdtText.Flat("8220")
                        .field("9212", "LDT1014.01")
                        .field("0212", "")
                        .field("0212", "999999900")
                        .field("9106", "4"),
                new LdtText.Flat("8201").field("8410", "K").field("8420", "1"));
        LdtFile file = LdtReader.read(sent);
        assertThat(file.faults()).extracting(Fault::rule).containsExactly("E036");
        assertThat(LdtValidator.of(Strictness.STRICT).check(file))
                .extracting(Fault::rule)
                .doesNotContain("R719");
    }

    private static byte[] message(String field, String text) {
        return LdtText.flat(
                new LdtText.Flat("8220").field("9212", "LDT1014.01").field("9106", "4"),
                new LdtText.Flat("8201").field("8410", "K").field(field, text));
    }
}
