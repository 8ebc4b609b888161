package health.careloop.ldt.clinical;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A reference range, or the alarm limits beyond which a value is dangerous.
 *
 * @param text 8460 and list lines 7316/7317, joined by line breaks; where two ranges or two units were sent for one, all of
 *     them in words, and no limits
 * @param low 8461 or 7363, when it is a number
 * @param high 8462 or 7371, when it is a number
 * @param unit its own unit, or that of the result when it has none
 * @param alarm these are alarm limits (7363, 7371; LDT 3 only)
 * @param rawLow the lower limit exactly as sent
 * @param rawHigh the upper limit exactly as sent
 * @param specification 8424 of LDT 3, rule E052: which population or standard the range is for
 * @param sources 8460, 8461, 8462, 7363, 7371 and their units 8421
 */
public record LdtRange(
        @Nullable String text,
        @Nullable BigDecimal low,
        @Nullable BigDecimal high,
        @Nullable String unit,
        boolean alarm,
        @Nullable String rawLow,
        @Nullable String rawHigh,
        @Nullable String specification,
        Sources sources)
        implements ClinicalPart {}
