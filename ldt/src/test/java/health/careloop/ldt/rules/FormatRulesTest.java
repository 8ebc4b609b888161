package health.careloop.ldt.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** F rules and E rules of LDT 3, and those of LDT 2 that say the same. */
class FormatRulesTest {
    @Test
    void anUnknownCodeIsNeverAnErrorInAVersionTheTablesAreNotOf() {
        String compared = "8135(8160(8418=77))";
        assertThat(severity("LDT3.2.17", compared)).isEqualTo("ERROR");
        assertThat(severity("LDT3.2.20", compared)).isEqualTo("ERROR");
        assertThat(severity("LDT3.2.21", compared)).isEqualTo("INFORMATION");
        assertThat(severity("LDT3.0.1", compared)).isEqualTo("INFORMATION");
        String other = "8117(8311=1 8611=9)";
        assertThat(severity("LDT3.2.17", other)).isEqualTo("ERROR");
        assertThat(severity("LDT3.2.20", other)).isEqualTo("INFORMATION");
    }

    @Test
    void aWrongCodeIsAnsweredWithTheAllowedOnes() {
        Fault fault = Notation.faults("8117(8311=1 8401=E)").stream()
                .filter(found -> found.rule().equals("E006"))
                .findFirst()
                .orElseThrow();
        assertThat(fault.sentence().german())
                .isEqualTo(
                        "Das Feld 8401 (Auftragsstatus) in Zeile 11 enthält \"E\"; dieser Wert ist nicht vorgesehen.");
        assertThat(fault.sentence().english())
                .isEqualTo("Field 8401 (Order status) in line 11 contains \"E\", which is not an allowed value.");
        assertThat(fault.hint().german()).isEqualTo("Erlaubt: 1, 2.");
    }

    @Test
    void beforeTwoThousandAndOneTheDayComesFirst() {
        String old = "01380008220\r\n014810000063\r\n014921107/99\r\n01091063\r\n0138300LABOR\r\n01380008202\r\n"
                + "014810000062\r\n0148310%s\r\n0178301%s\r\n01380008221\r\n014810000044\r\n017920200000169\r\n";
        assertThat(flatRules(old.formatted("12345", "09062008"))).doesNotContain("BAS-DATE");
        assertThat(flatRules(old.formatted("12345", "20260115"))).contains("BAS-DATE");
    }

    private static List<String> flatRules(String text) {
        return LdtValidator.of(Strictness.IMPORT).check(LdtReader.read(text.getBytes(LdtText.LATIN_9))).stream()
                .map(Fault::rule)
                .toList();
    }

    private static String severity(String version, String text) {
        return LdtValidator.of(Strictness.STRICT).check(LdtReader.read(Notation.message(version, text))).stream()
                .filter(fault -> fault.rule().equals("E007") || fault.rule().equals("E013"))
                .map(fault -> fault.severity().name())
                .findFirst()
                .orElse("");
    }
}
