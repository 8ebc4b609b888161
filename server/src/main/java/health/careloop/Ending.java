package health.careloop;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * What is done when somebody ends this process, with Ctrl-C or SIGTERM, at whatever moment: one sentence, then what was
 * begun is ended, the last first. Whatever fails meanwhile fails because of it and has nothing to tell.
 */
final class Ending {
    private static final Deque<Runnable> ACTIONS = new ArrayDeque<>();
    private static boolean hooked;
    private static volatile boolean begun;

    private Ending() {}

    /** Whether somebody ends this process. */
    static boolean hasBegun() {
        return begun;
    }

    /** Begins something, and remembers how it is ended; the two cannot be torn apart by a signal. */
    static synchronized <T extends AutoCloseable> T ends(PrintStream err, Supplier<T> beginning) {
        if (begun) {
            throw new IllegalStateException("The process ends");
        }
        if (!hooked) {
            hooked = true;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> run(err), "ending"));
        }
        var begunThing = beginning.get();
        ACTIONS.push(() -> close(begunThing));
        return begunThing;
    }

    /** It has ended by itself. */
    static synchronized void isOver() {
        if (!begun) {
            ACTIONS.poll();
        }
    }

    private static void run(PrintStream err) {
        synchronized (Ending.class) {
            if (ACTIONS.isEmpty()) {
                return; // nothing runs: the process ends by itself
            }
            begun = true;
        }
        err.println("careloop: stopping.");
        ACTIONS.forEach(Runnable::run);
    }

    private static void close(AutoCloseable begunThing) {
        try {
            begunThing.close();
        } catch (Exception e) {
            // What comes after must be ended all the same.
        }
    }
}
