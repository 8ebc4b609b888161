package health.careloop.senders;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a sender says that a request is its own. A sender signs in one of them, and in no other. */
public enum Dialect {
    /** {@code webhook-id}, {@code webhook-timestamp}, {@code webhook-signature}: libraries in every language. */
    STANDARD_WEBHOOKS,
    /**
     * {@code X-Timestamp} and {@code X-Signature: sha256=<hex>} over {@code timestamp.body}, for engines in which three
     * headers are two too many. There is no id: the same bytes are the same message.
     */
    TIMESTAMP_SIGNATURE;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Dialect> ofWire(String wire) {
        return Arrays.stream(values()).filter(each -> each.wire().equals(wire)).findFirst();
    }
}
