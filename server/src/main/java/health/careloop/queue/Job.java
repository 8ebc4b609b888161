package health.careloop.queue;

import health.careloop.audit.Caller;
import health.careloop.tenancy.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One piece of claimed work.
 *
 * @param subject what it is about; a reference, never patient data
 * @param attempt 1 at first
 */
public record Job(
        TenantId tenant,
        UUID id,
        String queue,
        String kind,
        int priority,
        UUID subject,
        int attempt,
        @Nullable String traceparent,
        Instant enqueuedAt) {
    private static final int TRACE_ID_FROM = 3;
    private static final int TRACE_ID_TO = 35;

    /** On whose behalf it runs: the platform's, in the trace of what caused it. */
    public Caller caller() {
        return Caller.PLATFORM.withTrace(traceId());
    }

    /** The trace that caused this job, from its W3C traceparent. */
    @Nullable
    String traceId() {
        return traceparent == null || traceparent.length() < TRACE_ID_TO
                ? null
                : traceparent.substring(TRACE_ID_FROM, TRACE_ID_TO);
    }
}
