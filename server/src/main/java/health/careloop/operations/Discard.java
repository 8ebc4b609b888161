package health.careloop.operations;

import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.NanoTime;

/**
 * Reads what nobody wants, so that the sender comes to reading the answer: a connection closed over unread bytes is
 * reset. Ends at the last byte, after 64 MB or after 10 s; a silent sender is cut by the idle timeout.
 */
final class Discard {
    private static final long MOST_BYTES = 64L * 1024 * 1024;
    private static final long LONGEST_MILLIS = 10_000;

    private final long begunNanos = NanoTime.now();
    private long left;

    Discard() {
        this(MOST_BYTES);
    }

    private Discard(long most) {
        left = most;
    }

    /** For a sender who waits for the answer before it sends. */
    static Discard nothing() {
        return new Discard(0);
    }

    boolean more() {
        return left > 0 && NanoTime.millisSince(begunNanos) < LONGEST_MILLIS;
    }

    /** Releases the chunk; true if nothing comes after it. */
    boolean endsWith(Content.Chunk chunk) {
        left -= chunk.remaining();
        boolean ends = chunk.isLast() || Content.Chunk.isFailure(chunk);
        chunk.release();
        return ends;
    }
}
