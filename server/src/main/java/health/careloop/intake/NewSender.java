package health.careloop.intake;

import java.util.Base64;
import java.util.UUID;

/**
 * A sender just made. The secret is shown once and never again.
 *
 * @param secret {@code whsec_} and base64, as Standard Webhooks libraries take it
 */
public record NewSender(UUID id, String name, String keyId, String secret) {
    /** What goes into {@code webhook-signature}: for whoever plays a laboratory. */
    public String signature(String webhookId, long timestamp, byte[] message) {
        return Signature.header(
                Base64.getDecoder().decode(secret.substring("whsec_".length())), webhookId, timestamp, message);
    }
}
