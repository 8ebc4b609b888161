package health.careloop.bench.provisioning;

import java.io.IOException;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The death of the process as its database sees it: at the given exchange of one thread every socket closes, and nothing
 * more is said until the next process begins. On that thread it is an {@link Error} nobody catches.
 */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    /** Where in an exchange it happens. */
    enum Moment {
        /** The statement was not sent. */
        BEFORE,
        /** It was carried out, and nobody read the answer. */
        AFTER
    }

    private static final Set<CrashingSocket> OPEN = ConcurrentHashMap.newKeySet();
    private static volatile @Nullable Thread watched;
    private static volatile Moment moment = Moment.BEFORE;
    private static volatile int at;
    private static volatile int exchanges;
    private static volatile boolean dead;

    private Crash() {
        super("the process died", null, false, false);
    }

    /** From now on this thread's exchanges are counted, and it dies at the given one; never, if that is negative. */
    static void plan(int exchange, Moment when) {
        exchanges = 0;
        at = exchange;
        moment = when;
        dead = false;
        watched = Thread.currentThread();
    }

    /** @return how many exchanges there were */
    static int end() {
        watched = null;
        dead = false;
        return exchanges;
    }

    static boolean happened() {
        return dead;
    }

    static void opened(CrashingSocket socket) throws SocketException {
        alive();
        OPEN.add(socket);
    }

    static void closed(CrashingSocket socket) {
        OPEN.remove(socket);
    }

    static void alive() throws SocketException {
        if (dead) {
            if (Thread.currentThread() == watched) {
                throw new Crash();
            }
            throw new SocketException("The process died");
        }
    }

    static void beforeExchange() throws IOException {
        alive();
        if (Thread.currentThread() == watched) {
            int number = exchanges++;
            if (number == at && moment == Moment.BEFORE) {
                die();
            }
        }
    }

    static void answered() {
        if (Thread.currentThread() == watched && exchanges - 1 == at && moment == Moment.AFTER) {
            die();
        }
    }

    private static void die() {
        dead = true;
        for (CrashingSocket socket : OPEN) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
        OPEN.clear();
        throw new Crash();
    }
}
