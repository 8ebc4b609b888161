package health.careloop.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 63, 64, 127, 128, 1_000, 4_097, 50_000, 1_000_000, 3_600_000_000L})
    void givesBackWhatWasRecordedWithinTwoPercent(long micros) {
        Histogram histogram = new Histogram();
        histogram.record(micros * 1000);
        assertThat(histogram.quantile(0.5)).isCloseTo(micros / 1000.0, within(micros / 1000.0 * 0.016));
    }

    @Test
    void quantilesAreThoseOfTheSortedValues() {
        Histogram histogram = new Histogram();
        for (int micros = 1; micros <= 10_000; micros++) {
            histogram.record(micros * 1000L);
        }
        assertThat(histogram.quantile(0.5)).isCloseTo(5, within(0.08));
        assertThat(histogram.quantile(0.99)).isCloseTo(9.9, within(0.16));
        assertThat(histogram.quantile(1)).isCloseTo(10, within(0.16));
    }

    @Test
    void addsUpWhatSeveralThreadsRecorded() {
        Histogram one = new Histogram();
        Histogram other = new Histogram();
        one.record(1_000_000);
        other.record(3_000_000);
        other.record(3_000_000);
        one.add(other);
        assertThat(one.count()).isEqualTo(3);
        assertThat(one.quantile(0.5)).isCloseTo(3, within(0.05));
    }

    @Test
    void anEndlessWaitIsTheLongestOneAndNothingIsNothing() {
        Histogram histogram = new Histogram();
        assertThat(histogram.quantile(0.5)).isZero();
        histogram.record(Duration.ofDays(1).toNanos());
        assertThat(histogram.quantile(0.5)).isCloseTo(3_600_000, within(60_000.0));
    }
}
