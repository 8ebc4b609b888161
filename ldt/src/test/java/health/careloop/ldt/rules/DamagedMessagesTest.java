package health.careloop.ldt.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.Samples;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever arrives is checked to its end: lines doubled, lost, shuffled, and bytes overwritten. */
class DamagedMessagesTest {
    @Test
    void checkingNeverThrowsAndEveryFaultHasBothLanguages() {
        Random random = new Random(8205);
        int faults = 0;
        for (String name : Samples.own()) {
            for (int i = 0; i < 250; i++) {
                byte[] bytes = damaged(Samples.bytes(name), random);
                for (Fault fault : LdtValidator.of(Strictness.STRICT).check(LdtReader.read(bytes))) {
                    assertThat(fault.sentence().german()).isNotBlank();
                    assertThat(fault.sentence().english()).isNotBlank();
                    assertThat(fault.line()).isPositive();
                    faults++;
                }
            }
        }
        assertThat(faults).isGreaterThan(1000);
    }

    @Test
    void aCheckFindsTheSameWhateverTheValidatorCheckedBefore() {
        Random random = new Random(8215);
        LdtValidator shared = LdtValidator.of(Strictness.STRICT);
        for (String name : Samples.own()) {
            for (int i = 0; i < 250; i++) {
                LdtFile file = LdtReader.read(damaged(Samples.bytes(name), random));
                assertThat(shared.check(file))
                        .isEqualTo(LdtValidator.of(Strictness.STRICT).check(file));
            }
        }
    }

    private static byte[] damaged(byte[] sample, Random random) {
        List<String> lines = new ArrayList<>(List.of(new String(sample, StandardCharsets.ISO_8859_1).split("(?<=\n)")));
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(4)) {
                case 0 -> lines.add(at, lines.get(random.nextInt(lines.size())));
                case 1 -> lines.set(at, "");
                case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
                default -> lines.set(at, lines.get(at).replace((char) ('0' + random.nextInt(10)), '8'));
            }
        }
        return String.join("", lines).getBytes(StandardCharsets.ISO_8859_1);
    }
}
