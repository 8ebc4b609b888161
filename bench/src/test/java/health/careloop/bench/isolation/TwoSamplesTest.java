package health.careloop.bench.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TwoSamplesTest {
    /** U = 16.5 of 49 with ties; z = 1.0277 without a correction for continuity. */
    @Test
    void theRankTestIsThatOfTheBooks() {
        TwoSamples samples = TwoSamples.of(List.of(1L, 2L, 2L, 4L, 5L, 6L, 9L), List.of(3L, 4L, 6L, 7L, 8L, 9L, 5L));

        assertThat(samples.median()).isEqualTo(6);
        assertThat(samples.gap()).isCloseTo(-1.0 / 3, within(1e-9));
        assertThat(samples.chance()).isCloseTo(0.2, within(0.05));
    }

    @Test
    void whatIsOfOneKindIsNotToldApartAndWhatIsNotIs() {
        Random random = new Random(7);
        List<Long> one = some(random, 0);
        List<Long> same = some(random, 0);
        List<Long> more = some(random, 30);

        assertThat(TwoSamples.of(one, same).chance()).isGreaterThan(0.01);
        assertThat(TwoSamples.of(more, one).chance()).isLessThan(1e-6);
        assertThat(TwoSamples.of(one, one).chance()).isCloseTo(1, within(1e-6));
    }

    private static List<Long> some(Random random, long more) {
        return LongStream.range(0, 2_000)
                .map(i -> 500 + more + Math.round(100 * random.nextGaussian()))
                .boxed()
                .toList();
    }
}
