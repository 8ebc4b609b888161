package health.careloop.intake;

import health.careloop.senders.Sender;
import health.careloop.senders.Signature;
import health.careloop.web.Trace;
import org.jspecify.annotations.Nullable;

/** What a sender posted, verified as its own. The bytes are kept exactly as they came. */
record Transmission(
        Sender sender,
        Signature signature,
        byte[] bytes,
        @Nullable String contentType,
        @Nullable Trace trace,
        @Nullable String ip) {
    @Nullable
    String traceparent() {
        return trace == null ? null : trace.traceparent();
    }

    @Nullable
    String traceId() {
        return trace == null ? null : trace.traceId();
    }
}
