package health.careloop.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    @Test
    void threeAttemptsAndNoMore() {
        RetryPolicy policy = RetryPolicy.standard();

        assertThat(IntStream.rangeClosed(1, 4).mapToObj(policy::exhaustedAfter))
                .containsExactly(false, false, true, true);
    }

    @Test
    void delaysDoubleFromTwoSecondsWithAtMostHalfOfThatMore() {
        RetryPolicy policy = new RetryPolicy(3, Duration.ofSeconds(2), new Random(1));

        for (int attempt = 1; attempt <= 10; attempt++) {
            Duration base = Duration.ofSeconds(2).multipliedBy(1L << (attempt - 1));
            for (int i = 0; i < 1_000; i++) {
                assertThat(policy.delayAfter(attempt)).isBetween(base, base.plus(base.dividedBy(2)));
            }
        }
    }

    @Test
    void whatFailedTogetherDoesNotReturnTogether() {
        RetryPolicy policy = RetryPolicy.standard();

        List<Duration> delays =
                IntStream.range(0, 100).mapToObj(i -> policy.delayAfter(1)).toList();

        assertThat(delays.stream().distinct().count()).isGreaterThan(50);
    }

    @Test
    void evenAnAbsurdAttemptHasADelay() {
        assertThat(RetryPolicy.standard().delayAfter(Short.MAX_VALUE)).isPositive();
    }
}
