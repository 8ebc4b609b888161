package health.careloop.pages;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.pages.RangeBar.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullUnmarked
class RangeBarTest {
    private static @Nullable RangeBar bar(String value, @Nullable String low, @Nullable String high) {
        return RangeBar.of(
                new BigDecimal(value),
                low == null ? null : new BigDecimal(low),
                high == null ? null : new BigDecimal(high));
    }

    @Test
    void showsTheRangeAsTheMiddleThird() {
        assertThat(bar("4.3", "3.5", "5.1")).isEqualTo(new RangeBar(80, 160, 120, Position.INSIDE, false));
        assertThat(bar("6.7", "3.5", "5.1").marker()).isEqualTo(232);
    }

    @Test
    void bothLimitsAreInside() {
        assertThat(bar("3.5", "3.5", "5.1").position()).isEqualTo(Position.INSIDE);
        assertThat(bar("5.10", "3.5", "5.1").position()).isEqualTo(Position.INSIDE);
        assertThat(bar("5.11", "3.5", "5.1").position()).isEqualTo(Position.ABOVE);
        assertThat(bar("3.4", "3.5", "5.1").position()).isEqualTo(Position.BELOW);
    }

    @Test
    void aValueFarAwayStandsAtTheEdgeAndSaysSo() {
        assertThat(bar("7.1", "3.5", "5.1")).isEqualTo(new RangeBar(80, 160, 232, Position.ABOVE, true));
        assertThat(bar("-99", "3.5", "5.1").marker()).isEqualTo(8);
        assertThat(bar("1e300", "3.5", "5.1").beyond()).isTrue();
    }

    @Test
    void oneLimitIsEnough() {
        assertThat(bar("0.3", null, "5.0")).isEqualTo(new RangeBar(0, 120, 8, Position.INSIDE, false));
        assertThat(bar("21", "60", null)).isEqualTo(new RangeBar(120, 240, 42, Position.BELOW, false));
        assertThat(bar("0", null, "0").position()).isEqualTo(Position.INSIDE);
    }

    @Test
    void drawsNothingItCannotJudge() {
        assertThat(RangeBar.of(null, BigDecimal.ONE, BigDecimal.TEN)).isNull();
        assertThat(bar("1", null, null)).isNull();
        assertThat(bar("1", "5", "2")).isNull();
    }

    @Test
    void theLineGoesFromTheOldestToTheNewest() {
        Instant now = Samples.NOW;
        Sparkline line = Sparkline.of(
                List.of(
                        new Sparkline.Point(now, new BigDecimal("7.1")),
                        new Sparkline.Point(now.minusSeconds(200), new BigDecimal("4.1")),
                        new Sparkline.Point(now.minusSeconds(100), new BigDecimal("5.6"))),
                new BigDecimal("4.1"),
                null);
        assertThat(line.polyline()).isEqualTo("6.0,50.0 100.0,28.0 194.0,6.0");
        assertThat(line.zoneTop()).isEqualTo(0);
        assertThat(line.zoneBottom()).isEqualTo(50);
        assertThat(Sparkline.of(List.of(new Sparkline.Point(now, BigDecimal.ONE)), null, null))
                .isNull();
        assertThat(Sparkline.of(
                                List.of(
                                        new Sparkline.Point(now, BigDecimal.ONE),
                                        new Sparkline.Point(now, BigDecimal.ONE)),
                                null,
                                null)
                        .polyline())
                .isEqualTo("6.0,28.0 194.0,28.0");
    }
}
