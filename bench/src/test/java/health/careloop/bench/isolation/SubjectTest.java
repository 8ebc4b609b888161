package health.careloop.bench.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SubjectTest {
    private final Random random = new Random(7);

    @Test
    void aMadeUpIdLooksLikeARealOne() {
        UUID real = UUID.fromString("01a1f794-f280-7046-8789-e998533336cf");
        UUID madeUp = UUID.fromString(Subject.PATIENT.random(real.toString(), random));
        assertThat(madeUp).isNotEqualTo(real);
        assertThat(madeUp.version()).isEqualTo(7);
        assertThat(madeUp.variant()).isEqualTo(2);
        assertThat(madeUp.getMostSignificantBits()).isEqualTo(real.getMostSignificantBits());
    }

    @Test
    void aMadeUpKeyOrNumberKeepsItsShape() {
        assertThat(Subject.SENDER.random("clk_0123456789abcdef0123456789abcdef", random))
                .matches("clk_[0-9a-f]{32}")
                .isNotEqualTo("clk_0123456789abcdef0123456789abcdef");
        assertThat(Subject.BAIT_ORDER.random("12345678", random)).matches("1234\\d{4}");
        assertThat(Subject.NAME.random("Kanarienvogelab", random)).matches("Kana[a-z]{11}");
    }
}
