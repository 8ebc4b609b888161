package health.careloop.results;

import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtRange;
import health.careloop.ldt.clinical.Quantity;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a range as numbers. A sign in front says which limit it is, whatever field it stands in: "&lt;150" in 8461 is
 * an upper one.
 */
record Limits(@Nullable BigDecimal low, @Nullable BigDecimal high) {
    static final Limits NONE = new Limits(null, null);

    static Limits of(LdtRange range) {
        boolean lowIsUpper = range.low() != null && sign(range.rawLow()) < 0;
        boolean highIsLower = range.high() != null && sign(range.rawHigh()) > 0;
        if (!lowIsUpper && !highIsLower) {
            return new Limits(range.low(), range.high());
        }
        // With another limit beside it, nobody knows what was meant.
        return range.low() != null && range.high() != null
                        || lowIsUpper && range.rawHigh() != null
                        || highIsLower && range.rawLow() != null
                ? NONE
                : new Limits(range.high(), range.low());
    }

    /** Less than nought: at most; more: at least; nought: nothing is said. */
    private static int sign(@Nullable String raw) {
        LdtObservation.Comparator said =
                raw == null ? null : Quantity.of(raw, null).comparator();
        if (said == null) {
            return 0;
        }
        return switch (said) {
            case LT, LE -> -1;
            case GT, GE -> 1;
        };
    }
}
