package health.careloop.pages;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Geometry of the small line that shows what a value was: points placed by time, the reference zone behind them. */
public record Sparkline(
        List<Dot> dots, @Nullable Double zoneTop, @Nullable Double zoneBottom) {
    public static final int WIDTH = 200;
    public static final int HEIGHT = 56;
    private static final double INSET = 6;

    /** A value as it was at a time. */
    public record Point(Instant at, BigDecimal value) {}

    /** Where a point stands in the picture. */
    public record Dot(double x, double y) {}

    /** None for fewer than two points. */
    public static @Nullable Sparkline of(
            List<Point> unordered, @Nullable BigDecimal lowLimit, @Nullable BigDecimal highLimit) {
        if (unordered.size() < 2) {
            return null;
        }
        List<Point> points =
                unordered.stream().sorted(Comparator.comparing(Point::at)).toList();
        double low = lowLimit == null ? Double.POSITIVE_INFINITY : lowLimit.doubleValue();
        double high = highLimit == null ? Double.NEGATIVE_INFINITY : highLimit.doubleValue();
        for (Point point : points) {
            low = Math.min(low, point.value().doubleValue());
            high = Math.max(high, point.value().doubleValue());
        }
        if (low == high) {
            low -= 1;
            high += 1;
        }
        long first = points.getFirst().at().toEpochMilli();
        long last = points.getLast().at().toEpochMilli();
        List<Dot> dots = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            double share = last == first
                    ? i / (double) (points.size() - 1)
                    : (point.at().toEpochMilli() - first) / (double) (last - first);
            dots.add(new Dot(
                    tenth(INSET + share * (WIDTH - 2 * INSET)), y(point.value().doubleValue(), low, high)));
        }
        boolean zone = lowLimit != null || highLimit != null;
        return new Sparkline(
                List.copyOf(dots),
                zone ? (highLimit == null ? 0.0 : y(highLimit.doubleValue(), low, high)) : null,
                zone ? (lowLimit == null ? (double) HEIGHT : y(lowLimit.doubleValue(), low, high)) : null);
    }

    /** The dots as the {@code points} attribute of a polyline. */
    public String polyline() {
        return dots.stream().map(dot -> dot.x() + "," + dot.y()).collect(Collectors.joining(" "));
    }

    public Dot last() {
        return dots.getLast();
    }

    private static double y(double value, double low, double high) {
        return tenth(HEIGHT - INSET - (value - low) / (high - low) * (HEIGHT - 2 * INSET));
    }

    private static double tenth(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
