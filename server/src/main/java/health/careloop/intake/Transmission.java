package health.careloop.intake;

import org.jspecify.annotations.Nullable;

/** What a sender posted, verified as its own. The bytes are kept exactly as they came. */
record Transmission(
        Sender sender,
        String webhookId,
        byte[] bytes,
        @Nullable String contentType,
        @Nullable String traceparent,
        @Nullable String ip) {}
