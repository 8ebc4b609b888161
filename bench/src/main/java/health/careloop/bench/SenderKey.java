package health.careloop.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a sender got when it was set up.
 *
 * @param keyId names it, in {@code X-Careloop-Key}
 * @param secret signs, as Standard Webhooks want it
 */
public record SenderKey(UUID tenantId, String keyId, String secret) {
    private static final String SECRET_PREFIX = "whsec_";

    /** Not for two threads at once. */
    public Mac mac() {
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java lacks HmacSHA256", e);
        }
    }

    public static String sign(Mac mac, String id, long timestamp, byte[] body) {
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.US_ASCII));
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    }
}
