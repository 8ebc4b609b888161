package health.careloop.bench.ldt;

import health.careloop.bench.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts inputs through a subject, one after another, on a thread that can be given up: an input that never ends is a
 * finding too, and the next thread goes on behind it.
 */
final class Campaign {
    private static final Duration LONGEST = Duration.ofSeconds(3);
    /** For a thread that waits instead of working; one that could work and gets no processor is not to blame. */
    private static final Duration LONGEST_BY_THE_WALL = Duration.ofMinutes(2);

    private static final Duration SPOKEN_EVERY = Duration.ofSeconds(10);

    private final Subject subject;
    private final LongFunction<byte[]> inputs;
    private final Limits limits;
    private final Progress progress;
    private final Consumer<Finding> found;

    /** @param nanosPerByte the dearest input of 100 kB or more, as is {@code allocatedPerByte} */
    record Outcome(long inputs, long bytes, double nanosPerByte, double allocatedPerByte, List<Finding> findings) {}

    /** @param found told of each finding at once: the next input may end the process */
    Campaign(Subject subject, LongFunction<byte[]> inputs, Limits limits, Progress progress, Consumer<Finding> found) {
        this.subject = subject;
        this.inputs = inputs;
        this.limits = limits;
        this.progress = progress;
        this.found = found;
    }

    /** @param enough findings to stop after */
    Outcome run(long seed, long n, int enough) throws InterruptedException {
        Standing state = new Standing(seed, n, enough);
        long spoken = System.nanoTime();
        while (!state.finished()) {
            Worker worker = new Worker(state);
            worker.setDaemon(true);
            worker.start();
            while (worker.isAlive() && !worker.hangs()) {
                worker.join(Duration.ofMillis(100));
                if (System.nanoTime() - spoken > SPOKEN_EVERY.toNanos()) {
                    spoken = System.nanoTime();
                    progress.say("  %d of %d inputs, %d findings", state.done, n, state.findings.size());
                }
            }
            if (worker.isAlive()) {
                worker.giveUp();
            }
        }
        return new Outcome(
                state.done, state.bytes, state.nanosPerByte, state.allocatedPerByte, List.copyOf(state.findings));
    }

    /** Belongs to the worker of the moment; one that was given up touches it no more. */
    private final class Standing {
        private final long seed;
        private final long n;
        private final int enough;
        private final List<Finding> findings = new ArrayList<>();
        private volatile long done;
        private long bytes;
        private double nanosPerByte;
        private double allocatedPerByte;

        Standing(long seed, long n, int enough) {
            this.seed = seed;
            this.n = n;
            this.enough = enough;
        }

        synchronized boolean finished() {
            return done >= n || findings.size() >= enough;
        }

        synchronized void add(Finding finding) {
            findings.add(finding);
            found.accept(finding);
        }

        synchronized void count(byte[] message, long nanos, long allocated) {
            done++;
            bytes += message.length;
            if (message.length >= 100_000) {
                nanosPerByte = Math.max(nanosPerByte, (double) nanos / message.length);
                allocatedPerByte = Math.max(allocatedPerByte, (double) allocated / message.length);
            }
        }
    }

    private final class Worker extends Thread {
        private final Standing state;
        private volatile long seedNow;
        private volatile long begunNanos;
        private volatile long begunAt = System.nanoTime();
        private volatile boolean givenUp;

        Worker(Standing state) {
            this.state = state;
        }

        @Override
        public void run() {
            while (!givenUp && !state.finished()) {
                seedNow = state.seed + state.done;
                byte[] message = inputs.apply(seedNow);
                begunAt = System.nanoTime();
                begunNanos = Meter.nanos();
                examine(message);
            }
        }

        private void examine(byte[] message) {
            long seed = seedNow;
            long before = Meter.allocated();
            long begun = Meter.nanos();
            Finding finding = findingIn(message, seed);
            long nanos = Meter.nanos() - begun;
            long allocated = Meter.allocated() - before;
            if (finding == null) {
                var tooLong = limits.time(nanos, message.length);
                for (int i = 0; tooLong.isPresent() && i < 2 && !givenUp; i++) {
                    begun = Meter.nanos();
                    findingIn(message, seed);
                    nanos = Math.min(nanos, Meter.nanos() - begun);
                    tooLong = limits.time(nanos, message.length);
                }
                if (tooLong.isPresent()) {
                    finding = new Finding(seed, Finding.Kind.TIME, tooLong.get(), null);
                }
            }
            if (finding == null) {
                finding = limits.allocation(allocated, message)
                        .map(sentence -> new Finding(seed, Finding.Kind.MEMORY, sentence, null))
                        .orElse(null);
            }
            synchronized (this) {
                if (givenUp) {
                    return;
                }
                state.count(message, nanos, allocated);
                if (finding != null) {
                    state.add(finding);
                }
            }
        }

        boolean hangs() {
            return begunNanos > 0
                    && (Meter.nanosOf(this) - begunNanos > LONGEST.toNanos()
                            || (getState() != State.RUNNABLE
                                    && System.nanoTime() - begunAt > LONGEST_BY_THE_WALL.toNanos()));
        }

        void giveUp() {
            synchronized (this) {
                givenUp = true;
                if (isAlive()) {
                    state.add(new Finding(seedNow, Finding.Kind.HANG, "it did not end", trace()));
                    state.count(new byte[0], 0, 0);
                }
            }
            interrupt();
        }

        private Throwable trace() {
            Throwable where = new IllegalStateException("still here");
            where.setStackTrace(getStackTrace());
            return where;
        }
    }

    private @Nullable Finding findingIn(byte[] message, long seed) {
        try {
            subject.examine(message);
            return null;
        } catch (Subject.Contradiction e) {
            return new Finding(seed, Finding.Kind.CONTRADICTION, String.valueOf(e.getMessage()), e);
        } catch (Throwable e) {
            return new Finding(seed, Finding.Kind.EXCEPTION, e.toString(), e);
        }
    }
}
