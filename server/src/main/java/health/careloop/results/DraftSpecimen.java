package health.careloop.results;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of specimens. */
record DraftSpecimen(
        UUID id,
        @Nullable String labId,
        @Nullable String code,
        @Nullable String name,
        @Nullable Moment collectedAt) {}
