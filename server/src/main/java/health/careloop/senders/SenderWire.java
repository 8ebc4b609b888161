package health.careloop.senders;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sender on the wire.
 *
 * @param dialect {@code standard_webhooks} or {@code timestamp_signature}
 * @param addresses where it may post from: addresses and ranges; from everywhere when empty
 * @param secret only in the answer that makes it
 */
record SenderWire(
        UUID senderId,
        String name,
        String keyId,
        boolean active,
        String dialect,
        List<String> addresses,
        Instant createdAt,
        List<SecretWire> secrets,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secret) {
    record SecretWire(
            int number,
            Instant validFrom,
            @Nullable Instant validUntil,
            long uses,
            @Nullable Instant usedAt) {}

    /** What a client sends; what is left out is as for a new sender. */
    record Draft(
            @Nullable String name,
            @Nullable String dialect,
            @Nullable List<@Nullable String> addresses,
            @Nullable Boolean active) {}

    static SenderWire of(SenderRecord sender, @Nullable String secret) {
        return new SenderWire(
                sender.id(),
                sender.name(),
                sender.keyId(),
                sender.active(),
                sender.dialect().wire(),
                sender.addresses(),
                sender.createdAt(),
                sender.secrets().stream()
                        .map(kept -> new SecretWire(
                                kept.number(), kept.validFrom(), kept.validUntil(), kept.uses(), kept.usedAt()))
                        .toList(),
                secret);
    }
}
