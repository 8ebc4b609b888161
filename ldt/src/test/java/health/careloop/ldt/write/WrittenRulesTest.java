package health.careloop.ldt.write;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Fault;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.Samples;
import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What we write keeps every rule at its strictest. */
class WrittenRulesTest {
    private static final LdtValidator STRICT = LdtValidator.of(Strictness.STRICT);

    @ParameterizedTest
    @EnumSource
    void generatedMessagesBreakNoRule(Generation generation) {
        TreeMap<String, Integer> broken = new TreeMap<>();
        for (int number = 0; number < 100; number++) {
            LdtGenerator generator = LdtGenerator.of(generation, 1).critical().microbiology();
            if (generation == Generation.LDT3) {
                generator.pdf();
            }
            findings(generator.message(number)).forEach(finding -> broken.merge(finding, 1, Integer::sum));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void reportsOfEveryShapeBreakNoRule() {
        TreeMap<String, Integer> broken = new TreeMap<>();
        for (int seed = 0; seed < 200; seed++) {
            findings(ReportMessages.ldt3(RandomReports.envelope(), new RandomReports(seed, Generation.LDT3).some()))
                    .forEach(finding -> broken.merge(finding, 1, Integer::sum));
            findings(ReportMessages.ldt2(
                            RandomReports.envelope(),
                            LdtCharset.ISO_8859_15,
                            new RandomReports(seed, Generation.LDT2).some()))
                    .forEach(finding -> broken.merge(finding, 1, Integer::sum));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void anonymisingBreaksNoRuleThatWasKept() {
        LdtAnonymiser anonymiser = LdtAnonymiser.of(4);
        for (String name : Samples.own()) {
            byte[] message = Samples.bytes(name);
            assertThat(findings(anonymiser.anonymise(message))).as(name).isEqualTo(findings(message));
            assertThat(findings(anonymiser.blurringTexts().anonymise(message)))
                    .as(name)
                    .isEqualTo(findings(message));
        }
        Samples.outside("Z01_KBV").forEach(file -> {
            byte[] message = Samples.bytes(file);
            assertThat(findings(anonymiser.anonymise(message)))
                    .as(file.toString())
                    .isEqualTo(findings(message));
        });
    }

    private static List<String> findings(byte[] message) {
        return STRICT.check(LdtReader.read(message)).stream()
                .map(WrittenRulesTest::shown)
                .toList();
    }

    private static String shown(Fault fault) {
        return fault.rule() + " " + fault.severity() + " " + fault.field() + " "
                + fault.sentence().english().replaceAll("[Ll]ine \\d+", "line").replaceAll("\"[^\"]*\"", "…");
    }
}
