package health.careloop.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf the current call runs, as the audit trail wants it. Bound by the gate for requests and by the queue
 * for jobs.
 *
 * @param actor the person, or the sender, or null for the platform itself
 * @param sessionId a pseudonym of the session, never the session's secret
 */
public record Caller(
        @Nullable UUID actor,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String sessionId,
        @Nullable String traceId) {
    public static final Caller PLATFORM = new Caller(null, null, null, null, null);
    private static final ScopedValue<Caller> CURRENT = ScopedValue.newInstance();

    public <R extends @Nullable Object, X extends Throwable> R calls(ScopedValue.CallableOp<R, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    public static Caller current() {
        return CURRENT.orElse(PLATFORM);
    }

    public Caller withTrace(@Nullable String trace) {
        return new Caller(actor, ip, userAgent, sessionId, trace);
    }
}
