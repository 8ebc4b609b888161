package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Objects and records that do not end where they should. */
class ObjectTreeTest {
    @Test
    void anObjectThatIsNeverClosedIsFatal() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01_SYN_kalium_kritisch.ldt", "0178003Obj_0026\r\n", ""));
        assertThat(file.readable()).isFalse();
        assertThat(FramingTest.fatal(file))
                .isNotEmpty()
                .allMatch(fault -> fault.rule().equals("BAS-OBJ"));
    }

    @Test
    void anObjectThatIsClosedTwiceIsFatal() {
        LdtFile file = LdtReader.read(Samples.replaced(
                "Z01_SYN_kalium_kritisch.ldt", "0178003Obj_0026\r\n", "0178003Obj_0026\r\n0178003Obj_0026\r\n"));
        assertThat(file.readable()).isFalse();
    }

    @Test
    void aRecordWithoutItsEndIsFatal() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01_SYN_kalium_kritisch.ldt", "01380018205\r\n", ""));
        assertThat(FramingTest.fatal(file))
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule()).isEqualTo("BAS-FSAL"));
    }

    @Test
    void deepNestingIsRefusedInsteadOfOverflowingTheStack() {
        StringBuilder text = new StringBuilder("01380008220\r\n");
        for (int i = 0; i < 100_000; i++) {
            text.append("0158147Person\r\n0178002Obj_0047\r\n");
        }
        LdtFile file = LdtReader.read(text.toString().getBytes(StandardCharsets.US_ASCII));
        assertThat(file.readable()).isFalse();
        assertThat(file.faults()).hasSizeLessThan(100);
    }
}
