package health.careloop.senders;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sender as its tenant sees it: everything but its secrets.
 *
 * @param version counts changes; who changes names the one that was seen
 */
public record SenderRecord(
        UUID id,
        String name,
        String keyId,
        boolean active,
        Dialect dialect,
        List<String> addresses,
        int version,
        Instant createdAt,
        List<SecretRecord> secrets) {
    /**
     * What is known of a secret.
     *
     * @param validUntil null while nobody has set an end
     * @param uses messages it signed, a few seconds behind
     */
    public record SecretRecord(
            int number,
            Instant validFrom,
            @Nullable Instant validUntil,
            long uses,
            @Nullable Instant usedAt) {
        public boolean isValid(Instant now) {
            return !validFrom.isAfter(now) && (validUntil == null || validUntil.isAfter(now));
        }
    }
}
