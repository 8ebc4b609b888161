package health.careloop.web;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The heap that bodies of requests may take together. Without it a dozen large ones at once, each within its limit, end
 * the server for everybody. Whoever finds it spent waits for a moment, then is told to come again.
 */
final class BodyBudget {
    /** Of every body: an ordinary message never waits behind large ones. */
    private static final int FREE_BYTES = 16 * 1024;

    /** As received, as put together, as sealed, as parsed or sent on. */
    private static final int COPIES = 4;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final int UNIT = 1024;

    private final int units;
    private final Duration longestWait;
    private final Semaphore left;

    /**
     * @param bytes for all bodies, with all their copies
     * @param longestWait until others are done
     */
    BodyBudget(long bytes, Duration longestWait) {
        this.units = Math.toIntExact(Math.max(1, bytes / UNIT));
        this.longestWait = longestWait;
        this.left = new Semaphore(units, true);
    }

    static BodyBudget ofHalfTheHeap() {
        return new BodyBudget(Runtime.getRuntime().maxMemory() / 2, LONGEST_WAIT);
    }

    /** How many requests wait for their share. */
    int waiting() {
        return left.getQueueLength();
    }

    Share open() {
        return new Share();
    }

    /** What one request has of it, until it is closed. */
    final class Share implements AutoCloseable {
        private int taken;

        /** @param bytes of the body, in all */
        void cover(long bytes) {
            if (bytes <= FREE_BYTES) {
                return;
            }
            int needed = (int) Math.min(units, bytes * COPIES / UNIT);
            if (needed > taken) {
                take(needed - taken);
                taken = needed;
            }
        }

        private void take(int more) {
            try {
                if (!left.tryAcquire(more, longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
                    throw Problem.of(
                                    503,
                                    "busy",
                                    "Busy",
                                    "Too many large requests arrive at this moment. Nothing was changed; send it again"
                                            + " after as many seconds as Retry-After says.")
                            .retryAfter(longestWait)
                            .exception();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Failures.unavailable().exception();
            }
        }

        @Override
        public void close() {
            left.release(taken);
            taken = 0;
        }
    }
}
