package health.careloop.intake;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a message stands; on the wire in lower snake_case ({@code ?state=dead_letter}). */
public enum MessageState {
    RECEIVED,
    RETRYING,
    FILED,
    QUARANTINED,
    DEAD_LETTER;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Null for all, and for a word that is none of these: an address typed wrong shows everything. */
    static @Nullable MessageState parse(String wire) {
        for (MessageState state : values()) {
            if (state.wire().equals(wire)) {
                return state;
            }
        }
        return null;
    }
}
