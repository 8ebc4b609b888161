package health.careloop.intake;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The part of the heap in which messages are read. Ordinary ones share it, four readers at a time; a heavy one has it
 * alone; one that even then has no room is not read at all. Weighed by {@link health.careloop.ldt.HeapNeed}.
 */
final class ReadingRoom {
    private static final int SHARES = 4;

    private final long heap;
    /** Fair: a heavy message is not overtaken for ever by ordinary ones. */
    private final Semaphore shares = new Semaphore(SHARES, true);

    ReadingRoom(long heap) {
        this.heap = heap;
    }

    /** Half of what there is: the other half holds the program, the door and the pages. */
    static ReadingRoom ofThisProcess() {
        return new ReadingRoom(Runtime.getRuntime().maxMemory() / 2);
    }

    /** What the heaviest message may need. */
    long heap() {
        return heap;
    }

    boolean isHeavy(long need) {
        return need > heap / SHARES;
    }

    /**
     * @param patience zero for whoever has written already: who holds this room may wait for those very rows
     * @throws FullException when it did not become free in time
     */
    Place enter(boolean heavy, Duration patience) {
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

    final class Place implements AutoCloseable {
        private final int taken;

        private Place(int taken) {
            this.taken = taken;
        }

        @Override
        public void close() {
            shares.release(taken);
        }
    }

    /** Others read; come again. */
    static final class FullException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FullException() {
            super("Other messages take the memory there is for reading them");
        }
    }
}
