package health.careloop.results;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of specimens; what it says of itself is sealed already. */
record DraftSpecimen(UUID id, byte[] described, @Nullable Moment collectedAt) {
    /** Sealed as a whole. */
    record Description(
            @Nullable String number,
            @Nullable String code,
            @Nullable String name,
            List<String> notes) {}
}
