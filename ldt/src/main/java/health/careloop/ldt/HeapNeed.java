package health.careloop.ldt;

import java.util.OptionalInt;

/** What a message may take of the heap while it is read, checked and turned into reports: told from its bytes, unread. */
public final class HeapNeed {
    /** The file, the copy of the reader, and what text and documents become. */
    public static final int PER_BYTE = 5;

    /** A field with its findings, or a result that has this line only, and a tenth more (LargestFileTest). */
    public static final int PER_LINE = 360;

    private HeapNeed() {}

    /** The heap that surely holds a message of so many bytes and lines, beside the program. */
    public static long of(long bytes, long lines) {
        return bytes * PER_BYTE + lines * PER_LINE;
    }

    public static long of(byte[] message) {
        return of(message.length, lines(message));
    }

    /** CR LF counts once, LF and CR alone do too. */
    public static int lines(byte[] message) {
        int lines = 1;
        for (int i = 0; i < message.length; i++) {
            if (endsLine(message, i)) {
                lines++;
            }
        }
        return lines;
    }

    /** The first line that {@code heap} does not surely hold; empty when it holds the message. */
    public static OptionalInt lineBeyond(byte[] message, long heap) {
        int lines = 1;
        for (int i = 0; i < message.length; i++) {
            if (endsLine(message, i)) {
                lines++;
            }
            if (of(i + 1L, lines) > heap) {
                return OptionalInt.of(lines);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean endsLine(byte[] message, int at) {
        return message[at] == '\n' ? at == 0 || message[at - 1] != '\r' : message[at] == '\r';
    }
}
