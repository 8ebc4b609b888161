package health.careloop.results;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Whether a value certainly lies outside its range, both limits of which are inside. */
public enum Outside {
    BELOW,
    ABOVE,
    /** Inside, or nobody can tell: "&lt; 5" of 3 to 10 is open. */
    NO;

    static Outside of(
            @Nullable Comparator comparator, BigDecimal value, @Nullable BigDecimal low, @Nullable BigDecimal high) {
        int below = low == null ? 1 : value.compareTo(low);
        int above = high == null ? -1 : value.compareTo(high);
        if (comparator == null) {
            return below < 0 ? BELOW : above > 0 ? ABOVE : NO;
        }
        return switch (comparator) {
            case GREATER -> above >= 0 ? ABOVE : NO;
            case GREATER_OR_EQUAL -> above > 0 ? ABOVE : NO;
            case LESS -> below <= 0 ? BELOW : NO;
            case LESS_OR_EQUAL -> below < 0 ? BELOW : NO;
        };
    }
}
