package health.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Large bodies share what there is of the heap; small ones never ask. */
class BodyBudgetTest {
    private static final long MEGABYTE = 1024 * 1024;
    private static final Duration A_MOMENT = Duration.ofMillis(50);
    private static final Duration FOR_EVER = Duration.ofMinutes(5);

    @Test
    void whoFindsItSpentIsToldToComeAgainAndLaterIsServed() {
        BodyBudget budget = new BodyBudget(8 * MEGABYTE, A_MOMENT);
        BodyBudget.Share first = budget.open();
        first.cover(2 * MEGABYTE);
        try (BodyBudget.Share second = budget.open()) {
            assertThatThrownBy(() -> second.cover(MEGABYTE)).isInstanceOfSatisfying(ProblemException.class, refused -> {
                assertThat(refused.problem().status()).isEqualTo(503);
                assertThat(refused.problem().name()).isEqualTo("busy");
                assertThat(refused.problem().retryAfter()).isEqualTo(A_MOMENT);
            });
            first.close();
            assertThatCode(() -> second.cover(2 * MEGABYTE)).doesNotThrowAnyException();
        }
    }

    @Test
    void whoWaitsForItGetsItWhenAnotherIsDoneAndNotBefore() {
        BodyBudget budget = new BodyBudget(4 * MEGABYTE, FOR_EVER);
        BodyBudget.Share first = budget.open();
        first.cover(MEGABYTE);
        Queue<String> order = new ConcurrentLinkedQueue<>();
        Thread second = Thread.ofVirtual().start(() -> {
            try (BodyBudget.Share share = budget.open()) {
                share.cover(MEGABYTE);
                order.add("second begins");
            }
        });
        await().until(() -> budget.waiting() == 1);

        order.add("first ends");
        first.close();

        await().until(() -> !second.isAlive());
        assertThat(order).containsExactly("first ends", "second begins");
        assertThat(budget.waiting()).isZero();
    }

    @Test
    void whereThereIsRoomForBothNobodyWaits() {
        BodyBudget budget = new BodyBudget(8 * MEGABYTE, Duration.ZERO);
        try (BodyBudget.Share first = budget.open();
                BodyBudget.Share second = budget.open()) {
            first.cover(MEGABYTE);

            assertThatCode(() -> second.cover(MEGABYTE)).doesNotThrowAnyException();
        }
    }

    @Test
    void anOrdinaryMessagePassesWhateverLargeOnesHold() {
        BodyBudget budget = new BodyBudget(MEGABYTE, A_MOMENT);
        try (BodyBudget.Share large = budget.open();
                BodyBudget.Share small = budget.open()) {
            large.cover(MEGABYTE);

            assertThatCode(() -> small.cover(16 * 1024)).doesNotThrowAnyException();
            assertThatThrownBy(() -> small.cover(16 * 1024 + 1)).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void oneThatNeedsMoreThanAllGetsAll() {
        BodyBudget budget = new BodyBudget(MEGABYTE, A_MOMENT);
        try (BodyBudget.Share huge = budget.open()) {
            huge.cover(100 * MEGABYTE);
            huge.cover(200 * MEGABYTE);
        }
        try (BodyBudget.Share next = budget.open()) {
            assertThatCode(() -> next.cover(MEGABYTE)).doesNotThrowAnyException();
        }
    }
}
