package health.careloop.bench;

import java.util.UUID;

/** Ids that grow, as UUIDv7 do, and cost nothing: an index takes them at its right end. */
final class TimeOrdered {
    private TimeOrdered() {}

    static UUID uuid(long number, int kind) {
        return new UUID(0x0190_0000_0000_7000L | number << 20, Long.MIN_VALUE | number << 8 | kind);
    }
}
