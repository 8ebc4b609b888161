package health.careloop.ldt.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A finding about a field that is not there names that field, whichever rule it is. */
class MissingFieldsTest {
    @Test
    void everyRuleNamesTheFieldThatIsMissing() {
        byte[] message = LdtText.flat(
                LdtText.header().field("0212", "999999900").field("0212", "123456601"),
                new LdtText.Flat("8201")
                        .field("8302", "20260115")
                        .field("8401", "E")
                        .field("8410", "K"));
        List<Fault> found = LdtValidator.of(Strictness.IMPORT).check(LdtReader.read(message));
        assertThat(fields(found, "BAS-MUST")).contains("8301").doesNotContain("8000");
        assertThat(fields(found, "R409")).containsExactly("8310");
        assertThat(fields(found, "R719")).containsExactly("8615");
        assertThat(fields(found, "R425")).containsExactly("8300");
        assertThat(found).filteredOn(fault -> fault.rule().equals("R409")).allMatch(fault -> fault.line() > 1);
    }

    @Test
    void anObjectWithoutItsFieldIsFoundByThatField() {
        byte[] message = Notation.message("8135(8160(8418=06 8410=K 7306=01 8420=1))");
        List<Fault> found = LdtValidator.of(Strictness.IMPORT).check(LdtReader.read(message));
        assertThat(fields(found, "K076")).containsExactly("8225");
        assertThat(fields(found, "K083")).doesNotContain("8000");
    }

    @Test
    void aRuleThatAsksForOneOfSeveralFieldsNamesTheFirstAndNotTheObject() {
        byte[] message = Notation.message("8135(8161(7304=1))");
        List<Fault> found = LdtValidator.of(Strictness.IMPORT).check(LdtReader.read(message));
        assertThat(fields(found, "K010")).containsExactly("8410");
    }

    @Test
    void noContextRuleIsWithoutAFieldToName() {
        assertThat(ContextRules.ALL)
                .filteredOn(rule -> rule.demand() != null)
                .allSatisfy(rule -> assertThat(rule.blamed().length + rule.missed().length)
                        .as(rule.id())
                        .isPositive());
    }

    private static List<String> fields(List<Fault> found, String rule) {
        return found.stream()
                .filter(fault -> fault.rule().equals(rule))
                .map(Fault::field)
                .toList();
    }
}
