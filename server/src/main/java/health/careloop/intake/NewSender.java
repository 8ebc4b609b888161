package health.careloop.intake;

import java.util.UUID;

/**
 * A sender just made. The secret is shown once and never again.
 *
 * @param secret {@code whsec_} and base64, as Standard Webhooks libraries take it
 */
public record NewSender(UUID id, String name, String keyId, String secret) {}
