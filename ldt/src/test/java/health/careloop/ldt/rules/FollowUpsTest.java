package health.careloop.ldt.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtText;
import health.careloop.ldt.clinical.LdtReports;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** One defect is one finding. */
class FollowUpsTest {
    @Test
    void aLineWithoutAHeadIsNotSaidOnceMoreByWhatDependsOnIt() {
        byte[] good = LdtText.flat(
                new LdtText.Flat("8220").field("9212", "LDT1014.01").field("9106", "4"),
                new LdtText.Flat("8201")
                        .field("8301", "20261119")
                        .field("8302", "20261120")
                        .field("8401", "E")
                        .field("8410", "K")
                        .field("8411", "Kalium")
                        .field("8420", "4.2"));
        String damaged = new String(good, StandardCharsets.ISO_8859_1).replace("0108410K", " 108410K");
        LdtFile file = LdtReader.read(damaged.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(file.faults())
                .filteredOn(fault -> fault.line() >= 9)
                .extracting(Fault::rule)
                .containsExactly("BAS-LINE");
        assertThat(LdtValidator.of(Strictness.IMPORT).check(file))
                .filteredOn(fault -> fault.line() >= 9)
                .isEmpty();
        assertThat(LdtReports.of(file.packages().getFirst()))
                .allSatisfy(report -> assertThat(report.faults()).isEmpty());
    }

    @Test
    void objectsNestedTooDeepAreOneFinding() {
        LdtText text = new LdtText().record("8220").record("8205");
        for (int i = 0; i < 200; i++) {
            text.open("8147", "Person", "Obj_0047");
        }
        text.field("3101", "X");
        for (int i = 0; i < 200; i++) {
            text.close();
        }
        assertThat(LdtReader.read(text.trailer("8221")).faults())
                .filteredOn(fault -> fault.rule().equals("BAS-OBJ"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence().english()).contains("nested more than 40 deep"));
    }
}
