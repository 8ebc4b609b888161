package health.careloop.results;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One row of specimens; what it says of itself is sealed already. */
record DraftSpecimen(UUID id, byte[] described, @Nullable Moment collectedAt) {
    /** Sealed as a whole. */
    record Description(
            @Nullable String number,
            @Nullable String code,
            @Nullable String name,
            List<String> notes) {
        /** What was examined, where two reports are compared; remarks may change. */
        String identity() {
            return Stream.of(number, code, name)
                    .map(part -> Objects.requireNonNullElse(part, ""))
                    .collect(Collectors.joining("|"));
        }
    }
}
