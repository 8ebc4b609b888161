package health.careloop.pages;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Geometry of the bar that shows where a value lies: the reference zone in the middle, the marker at the value. All in
 * units of a picture {@link #WIDTH} wide; a value beyond the picture stands at its edge with {@code beyond} set.
 */
public record RangeBar(double zoneFrom, double zoneTo, double marker, Position position, boolean beyond) {
    public static final int WIDTH = 240;
    private static final double INSET = 8;

    /** Where the value lies against the limits, both of which belong to the range. */
    public enum Position {
        BELOW,
        INSIDE,
        ABOVE
    }

    /** None without a number or without any limit, or if the limits contradict each other. */
    public static @Nullable RangeBar of(
            @Nullable BigDecimal value, @Nullable BigDecimal low, @Nullable BigDecimal high) {
        if (value == null || (low == null && high == null)) {
            return null;
        }
        if (low != null && high != null && low.compareTo(high) >= 0) {
            return null;
        }
        double from;
        double to;
        if (low != null && high != null) {
            double span = high.doubleValue() - low.doubleValue();
            from = low.doubleValue() - span;
            to = high.doubleValue() + span;
        } else {
            double limit = low != null ? low.doubleValue() : high != null ? high.doubleValue() : 0;
            double reach = Math.max(Math.abs(limit), 1e-9);
            from = limit - reach;
            to = limit + reach;
        }
        double zoneFrom = low == null ? 0 : place(low.doubleValue(), from, to);
        double zoneTo = high == null ? WIDTH : place(high.doubleValue(), from, to);
        double marker = place(value.doubleValue(), from, to);
        boolean beyond = marker < 0 || marker > WIDTH;
        Position position = low != null && value.compareTo(low) < 0
                ? Position.BELOW
                : high != null && value.compareTo(high) > 0 ? Position.ABOVE : Position.INSIDE;
        return new RangeBar(zoneFrom, zoneTo, Math.clamp(marker, INSET, WIDTH - INSET), position, beyond);
    }

    private static double place(double value, double from, double to) {
        return Math.round((value - from) / (to - from) * WIDTH * 10) / 10.0;
    }
}
