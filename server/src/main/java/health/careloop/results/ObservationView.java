package health.careloop.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import health.careloop.ldt.clinical.Quantity;
import health.careloop.pages.RangeBar;
import health.careloop.pages.Sparkline;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One measured value with everything that lets a person judge it. {@code number} is set if the laboratory sent one and
 * is then shown with as many digits as it had; otherwise {@code rawValue} is shown as it came. {@code texts} are results
 * in prose, {@code notes} the laboratory's remarks about the value. {@code timeOf} says what happened {@code at} its time.
 */
public record ObservationView(
        String name,
        @Nullable String code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String rawValue,
        @Nullable Comparator comparator,
        @Nullable BigDecimal number,
        @Nullable String unit,
        @Nullable ReferenceRange range,
        @Nullable String flagRaw,
        Flag flag,
        Danger danger,
        ObservationStatus status,
        Moment at,
        List<String> texts,
        List<String> notes,
        List<PreviousValue> previous,
        @Nullable WhyFlagged why,
        TimeOf timeOf,
        @Nullable Moment measuredAt,
        @Nullable String method) {

    /** Why the value is not compared with its range, where somebody would expect it. */
    public @Nullable RangeRemark rangeRemark() {
        if (range == null) {
            return null;
        }
        if (range.isContradictory()) {
            return RangeRemark.CONTRADICTORY;
        }
        boolean limits = range.rawLow() != null || range.rawHigh() != null;
        return limits
                        && (number == null && losesDigits(rawValue)
                                || losesDigits(range.rawLow())
                                || losesDigits(range.rawHigh()))
                ? RangeRemark.TOO_MANY_DIGITS
                : null;
    }

    private static boolean losesDigits(@Nullable String sent) {
        BigDecimal number = sent == null ? null : Quantity.limit(sent);
        return number != null && Observations.kept(number) == null;
    }

    /** Where the value lies outside its range though nobody flagged it. */
    public Outside outsideUnflagged() {
        return danger != Danger.NORMAL || number == null || range == null || range.isContradictory()
                ? Outside.NO
                : Outside.of(comparator, number, range.low(), range.high());
    }

    /** Where the value lies against its limits, if that can be drawn. */
    public @Nullable RangeBar rangeBar() {
        return range == null ? null : RangeBar.of(number, range.low(), range.high());
    }

    /** Since when earlier values are known. */
    public Moment trendFrom() {
        return previous.stream()
                .map(PreviousValue::at)
                .min(java.util.Comparator.comparing(Moment::start))
                .orElse(at);
    }

    /** What the value was, if that can be drawn. */
    public @Nullable Sparkline sparkline() {
        if (number == null) {
            return null;
        }
        List<Sparkline.Point> points = new ArrayList<>();
        previous.forEach(value -> points.add(new Sparkline.Point(value.at().start(), value.number())));
        points.add(new Sparkline.Point(at.start(), number));
        return range == null || range.isContradictory()
                ? Sparkline.of(points, null, null)
                : Sparkline.of(points, range.low(), range.high());
    }
}
