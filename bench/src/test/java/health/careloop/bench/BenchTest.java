package health.careloop.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each benchmark that drives the server runs to its figure; how high that is, no test says. */
class BenchTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "burst --clients 10",
                "intake --seconds 1 --warm-up 1 --clients 2",
                "loop --seconds 1 --warm-up 1 --clients 2",
                "provision --rounds 1 --each 1 --together 5"
            })
    void runsToItsFigure(String words) {
        assertThat(Bench.run(words.split(" "))).isZero();
    }
}
