package health.careloop.queue;

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
        Instant enqueuedAt) {}
