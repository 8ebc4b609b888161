package health.careloop.bench;

import health.careloop.senders.NewSender;
import java.util.UUID;

/** What a sender got when it was set up, and whose it is. */
public record SenderKey(UUID tenantId, NewSender sender) {
    /** Names it, in {@code X-Careloop-Key}. */
    public String keyId() {
        return sender.keyId();
    }

    public String sign(String id, long timestamp, byte[] body) {
        return sender.signature(id, timestamp, body);
    }
}
