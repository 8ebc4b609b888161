package health.careloop.tenancy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The signed contexts of one database's tenants, each kept for half its life. Time is the database's, as it was when a
 * connection to it was last opened, and runs on by this machine's monotonic clock: whoever sets the wall clock here,
 * forwards or back, changes nothing.
 */
final class Contexts {
    /** Longer than any transaction; short enough that a context somebody copied is worth little. */
    static final Duration LIFETIME = Duration.ofMinutes(10);

    /** @param renewAt on the monotonic clock, in nanoseconds */
    private record Signed(String context, long renewAt) {}

    private final ContextKey key;
    private final DatabaseAddress database;
    private final Map<TenantId, Signed> signed = new ConcurrentHashMap<>();

    /** Seconds since 1970 at the database minus the monotonic clock's. */
    private volatile long ahead = Long.MIN_VALUE;

    Contexts(ContextKey key, DatabaseAddress database) {
        this.key = key;
        this.database = database;
    }

    /** @param now seconds since 1970, as the database just said */
    void databaseSays(long now) {
        ahead = now - seconds(System.nanoTime());
    }

    String of(TenantId tenant) {
        Signed known = signed.get(tenant);
        long now = System.nanoTime();
        if (known == null || known.renewAt() - now < 0) {
            if (ahead == Long.MIN_VALUE) {
                throw new IllegalStateException("Nobody has asked " + database + " for its time yet");
            }
            long expires = seconds(now) + ahead + LIFETIME.toSeconds();
            known = new Signed(
                    key.sign(tenant, database.name(), expires),
                    now + LIFETIME.dividedBy(2).toNanos());
            signed.put(tenant, known);
        }
        return known.context();
    }

    private static long seconds(long nanos) {
        return Math.floorDiv(nanos, 1_000_000_000L);
    }
}
