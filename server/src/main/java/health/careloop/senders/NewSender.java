package health.careloop.senders;

import java.util.Base64;
import java.util.UUID;

/**
 * A sender just made, or one with a new secret. The secret is shown once and never again.
 *
 * @param secret {@code whsec_} and base64, as Standard Webhooks libraries take it
 */
public record NewSender(UUID id, String name, String keyId, String secret) {
    static final String PREFIX = "whsec_";

    static NewSender of(UUID id, String name, String keyId, byte[] secret) {
        return new NewSender(id, name, keyId, PREFIX + Base64.getEncoder().encodeToString(secret));
    }

    /** What goes into {@code webhook-signature}: for whoever plays a laboratory. */
    public String signature(String webhookId, long timestamp, byte[] message) {
        return Signature.header(
                Base64.getDecoder().decode(secret.substring(PREFIX.length())), webhookId, timestamp, message);
    }
}
