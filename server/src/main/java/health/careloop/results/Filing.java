package health.careloop.results;

import health.careloop.ldt.LdtReport;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One report to be filed.
 *
 * @param receivedAt when the message was accepted
 * @param fallbackLab what the sender is called, for messages that name no laboratory
 */
public record Filing(
        UUID messageId,
        UUID senderId,
        Instant receivedAt,
        String fallbackLab,
        LdtReport report,
        @Nullable String traceparent) {}
