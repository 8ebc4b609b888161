package health.careloop.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Threads that each repeat one operation as fast as they can, for a while. They prepare first and start together; what
 * one of them throws ends the round for all.
 */
final class Crew {

    /** One thread's operation, with what it needs open. */
    interface Member extends AutoCloseable {
        void act() throws Exception;

        @Override
        default void close() throws Exception {}
    }

    /** Makes the member of one thread. */
    interface Hiring {
        Member hire(int number) throws Exception;
    }

    /** What went wrong in one of the threads. */
    static final class Failed extends RuntimeException {
        Failed(Throwable cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    private final Hiring hiring;
    private final int size;
    private final Duration length;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean over;

    private Crew(Hiring hiring, int size, Duration length) {
        this.hiring = hiring;
        this.size = size;
        this.length = length;
    }

    /** Platform threads: a client that waits for its own scheduler would be measured, too. */
    static Round work(int size, Duration length, Hiring hiring) {
        return new Crew(hiring, size, length).work();
    }

    private Round work() {
        List<Histogram> histograms = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        CyclicBarrier start = new CyclicBarrier(size + 1);
        for (int i = 0; i < size; i++) {
            Histogram latencies = new Histogram();
            histograms.add(latencies);
            int number = i;
            threads.add(Thread.ofPlatform().name("crew-" + i).start(() -> repeat(number, start, latencies)));
        }
        long begun = 0;
        long ended = 0;
        try {
            start.await();
            begun = System.nanoTime();
            for (long left = length.toNanos(); left > 0 && failure.get() == null; ) {
                Thread.sleep(Duration.ofNanos(Math.min(left, 50_000_000)));
                left = begun + length.toNanos() - System.nanoTime();
            }
            over = true;
            ended = System.nanoTime();
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException | BrokenBarrierException e) {
            failure.compareAndSet(null, e);
        }
        Throwable failed = failure.get();
        if (failed != null) {
            throw new Failed(failed);
        }
        Histogram all = new Histogram();
        histograms.forEach(all::add);
        return new Round(all.count(), Duration.ofNanos(ended - begun), all);
    }

    private void repeat(int number, CyclicBarrier start, Histogram latencies) {
        try (Member member = hiring.hire(number)) {
            start.await();
            while (!over) {
                long begun = System.nanoTime();
                member.act();
                long ended = System.nanoTime();
                if (!over) {
                    latencies.record(ended - begun);
                }
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
            start.reset();
        }
    }
}
