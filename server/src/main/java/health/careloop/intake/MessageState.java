package health.careloop.intake;

import health.careloop.web.Problem;
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

    /** Null for all. */
    static @Nullable MessageState parse(String wire) {
        if (wire.equals("all")) {
            return null;
        }
        for (MessageState state : values()) {
            if (state.wire().equals(wire)) {
                return state;
            }
        }
        throw Problem.badRequest("'state' must be one of all, received, retrying, filed, quarantined, dead_letter.")
                .exception();
    }
}
