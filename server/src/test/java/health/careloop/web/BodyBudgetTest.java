package health.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Large bodies share what there is of the heap; small ones never ask. */
class BodyBudgetTest {
    private static final long MEGABYTE = 1024 * 1024;

    @Test
    void whoFindsItSpentIsToldToComeAgainAndLaterIsServed() {
        BodyBudget budget = new BodyBudget(8 * MEGABYTE);
        BodyBudget.Share first = budget.open();
        first.cover(2 * MEGABYTE);
        try (BodyBudget.Share second = budget.open()) {
            assertThatThrownBy(() -> second.cover(MEGABYTE)).isInstanceOfSatisfying(ProblemException.class, refused -> {
                assertThat(refused.problem().status()).isEqualTo(503);
                assertThat(refused.problem().name()).isEqualTo("busy");
                assertThat(refused.problem().retryAfter()).isNotNull();
            });
            first.close();
            second.cover(2 * MEGABYTE);
        }
    }

    @Test
    void whoWaitsForItGetsItWhenAnotherIsDone() throws Exception {
        BodyBudget budget = new BodyBudget(4 * MEGABYTE);
        BodyBudget.Share first = budget.open();
        first.cover(MEGABYTE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> second = CompletableFuture.runAsync(
                    () -> {
                        try (BodyBudget.Share share = budget.open()) {
                            share.cover(MEGABYTE);
                        }
                    },
                    threads);
            assertThat(second).isNotDone();
            first.close();
            second.get();
        }
    }

    @Test
    void anOrdinaryMessagePassesWhateverLargeOnesHold() {
        BodyBudget budget = new BodyBudget(MEGABYTE);
        try (BodyBudget.Share large = budget.open();
                BodyBudget.Share small = budget.open()) {
            large.cover(MEGABYTE);
            small.cover(16 * 1024);
        }
    }

    @Test
    void oneThatNeedsMoreThanAllGetsAll() {
        BodyBudget budget = new BodyBudget(MEGABYTE);
        try (BodyBudget.Share huge = budget.open()) {
            huge.cover(100 * MEGABYTE);
            huge.cover(200 * MEGABYTE);
        }
        try (BodyBudget.Share next = budget.open()) {
            next.cover(MEGABYTE);
        }
    }
}
