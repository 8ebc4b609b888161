package health.careloop.results;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The laboratory's normal range: its own words, and the limits where they are numbers. Both limits are inside. */
public record ReferenceRange(
        @Nullable String text,
        @Nullable BigDecimal low,
        @Nullable BigDecimal high) {}
