package health.careloop.tenancy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/**
 * Ids as RFC 9562 version 7 has them: 48 bits of Unix milliseconds, then random bits, so that an index grows at its
 * right end and an id tells nobody how many there are (T-11).
 */
public final class UuidV7 {
    private static final SecureRandom RANDOM = new SecureRandom();

    private UuidV7() {}

    /** Less than every id made at {@code moment} or later, and more than every earlier one. */
    public static UUID firstOf(Instant moment) {
        return new UUID((moment.toEpochMilli() << 16) | 0x7000L, 0x8000000000000000L);
    }

    public static UUID next() {
        long high = (System.currentTimeMillis() << 16) | 0x7000L | (RANDOM.nextInt() & 0x0FFF);
        long low = 0x8000000000000000L | (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL);
        return new UUID(high, low);
    }
}
