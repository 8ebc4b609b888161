package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidV7Test {
    @Test
    void isOfVersionSevenAndTheVariantOfTheRfc() {
        for (int i = 0; i < 1_000; i++) {
            UUID id = UuidV7.next();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        }
    }

    @Test
    void beginsWithTheMillisecond() {
        long before = Instant.now().toEpochMilli();
        long stamp = UuidV7.next().getMostSignificantBits() >>> 16;

        assertThat(stamp).isBetween(before, Instant.now().toEpochMilli());
    }

    @Test
    void oneOfALaterMillisecondComesLater() {
        UUID first = UuidV7.next();
        UUID later = UuidV7.next();
        while (millisecond(later) == millisecond(first)) {
            later = UuidV7.next();
        }
        assertThat(later.toString()).isGreaterThan(first.toString());
    }

    @Test
    void aMillionAreAMillion() {
        Set<UUID> ids = HashSet.newHashSet(1_000_000);
        for (int i = 0; i < 1_000_000; i++) {
            ids.add(UuidV7.next());
        }
        assertThat(ids).hasSize(1_000_000);
    }

    private static long millisecond(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }
}
