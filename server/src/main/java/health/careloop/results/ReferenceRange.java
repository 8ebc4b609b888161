package health.careloop.results;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The laboratory's normal range: its own words, and the limits where they are numbers, with as many digits as were sent.
 * Both limits are inside. {@code rawLow} and {@code rawHigh} are 8461 and 8462 exactly as sent.
 */
public record ReferenceRange(
        @Nullable String text,
        @Nullable BigDecimal low,
        @Nullable BigDecimal high,
        @Nullable String rawLow,
        @Nullable String rawHigh) {
    /** Nothing lies between the limits, so nothing is said about a value. */
    boolean isContradictory() {
        return low != null && high != null && low.compareTo(high) > 0;
    }
}
