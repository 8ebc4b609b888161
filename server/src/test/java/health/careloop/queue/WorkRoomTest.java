package health.careloop.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Who reads messages at the same time, so that together they stay within their part of the heap. */
class WorkRoomTest {
    private static final long HEAP = 100_000_000;

    private final WorkRoom room = new WorkRoom(HEAP);

    @Test
    void fourOrdinaryOnesReadAtATimeAndTheFifthIsToldToComeAgain() {
        assertThat(room.isHeavy(HEAP / 4)).isFalse();
        assertThat(room.isHeavy(HEAP / 4 + 1)).isTrue();
        for (int i = 0; i < 4; i++) {
            enter(false);
        }
        refuses(false);
    }

    @Test
    void aHeavyOneIsAloneAndWhatItHadIsFreeAfterwards() {
        try (WorkRoom.Place ordinary = enter(false)) {
            refuses(true);
        }
        try (WorkRoom.Place heavy = enter(true)) {
            refuses(false);
            refuses(true);
        }
        enter(true);
    }

    @Test
    void aHeavyOneThatWaitsIsNotOvertaken() throws Exception {
        WorkRoom.Place first = enter(false);
        CountDownLatch hadItsTurn = new CountDownLatch(1);
        AtomicBoolean overtook = new AtomicBoolean();
        Thread heavy = Thread.ofVirtual().start(() -> {
            try (WorkRoom.Place place = room.enter(true, Duration.ofSeconds(20))) {
                hadItsTurn.countDown();
            }
        });
        while (heavy.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        Thread later = Thread.ofVirtual().start(() -> {
            try (WorkRoom.Place place = room.enter(false, Duration.ofSeconds(20))) {
                overtook.set(hadItsTurn.getCount() > 0);
            }
        });
        while (later.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        first.close();
        assertThat(hadItsTurn.await(20, TimeUnit.SECONDS)).isTrue();
        later.join();
        assertThat(overtook).isFalse();
    }

    private WorkRoom.Place enter(boolean heavy) {
        return room.enter(heavy, Duration.ZERO);
    }

    private void refuses(boolean heavy) {
        assertThatThrownBy(() -> room.enter(heavy, Duration.ZERO).close()).isInstanceOf(WorkRoom.FullException.class);
    }
}
