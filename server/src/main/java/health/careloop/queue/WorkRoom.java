package health.careloop.queue;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The part of the heap in which messages are read and documents rendered. Ordinary ones share it, four at a time; a heavy
 * one has it alone; one that even then has no room is not begun at all. Whoever enters weighs the work first.
 */
public final class WorkRoom {
    private static final int SHARES = 4;

    private final long heap;
    /** Fair: heavy work is not overtaken for ever by ordinary ones. */
    private final Semaphore shares = new Semaphore(SHARES, true);

    WorkRoom(long heap) {
        this.heap = heap;
    }

    /** Half of what there is: the other half holds the program, the door and the pages. */
    static WorkRoom ofThisProcess() {
        return new WorkRoom(Runtime.getRuntime().maxMemory() / 2);
    }

    /** What the heaviest work may need. */
    public long heap() {
        return heap;
    }

    public boolean isHeavy(long need) {
        return need > heap / SHARES;
    }

    /**
     * To be entered before the first write: who holds this room may wait for rows that were written already.
     *
     * @throws FullException when it did not become free in time
     */
    public Place enter(boolean heavy, Duration patience) {
        int wanted = heavy ? SHARES : 1;
        try {
            if (!shares.tryAcquire(wanted, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new FullException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FullException();
        }
        return new Place(wanted);
    }

    public final class Place implements AutoCloseable {
        private final int taken;

        private Place(int taken) {
            this.taken = taken;
        }

        @Override
        public void close() {
            shares.release(taken);
        }
    }

    /** Others work; come again. */
    public static final class FullException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FullException() {
            super("Other work takes the memory there is for it");
        }
    }
}
