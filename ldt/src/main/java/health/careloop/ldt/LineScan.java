package health.careloop.ldt;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds line breaks and reads line heads, eight bytes at a time. Every reader of LDT in this library goes through here,
 * so that no two of them disagree where a line ends.
 */
final class LineScan {
    /** Length and field number: {@code LLLFFFF}. */
    static final int HEAD = 7;

    /** Declared length or field number of a line that does not start with seven digits. */
    static final int NOT_A_FIELD = -1;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final long SEVEN = 0x00FFFFFFFFFFFFFFL;

    private LineScan() {}

    static boolean isBreak(byte value) {
        return value == '\n' || value == '\r';
    }

    /** Position of the first CR or LF, or {@code to}. */
    static int lineBreak(byte[] bytes, int from, int to) {
        int p = from;
        while (p + Long.BYTES <= to) {
            long word = (long) WORD.get(bytes, p);
            // Bytes below 14 raise their top bit; the lowest one raised is exact, those above it may be carries.
            long below = (word - ONES * 14) & ~word & TOPS;
            if (below == 0) {
                p += Long.BYTES;
                continue;
            }
            p += Long.numberOfTrailingZeros(below) >>> 3;
            if (isBreak(bytes[p])) {
                return p;
            }
            p++;
        }
        while (p < to && !isBreak(bytes[p])) {
            p++;
        }
        return p;
    }

    /** Position of the first byte that means different characters in different charsets, above {@code z}, or {@code to}. */
    static int telling(byte[] bytes, int from, int to) {
        int p = from;
        while (p + Long.BYTES <= to) {
            long word = (long) WORD.get(bytes, p);
            // Adding five raises the top bit of what is above z. A carry can only come out of a byte that is found
            // itself.
            if (((word | (word + ONES * 5)) & TOPS) != 0) {
                break;
            }
            p += Long.BYTES;
        }
        while (p < to && bytes[p] >= 0 && bytes[p] <= 'z') {
            p++;
        }
        return p;
    }

    /** The position after the line break at {@code at}, CR LF being one. */
    static int afterBreak(byte[] bytes, int at, int to) {
        if (at >= to) {
            return at;
        }
        return at + (bytes[at] == '\r' && at + 1 < to && bytes[at + 1] == '\n' ? 2 : 1);
    }

    /** The seven digits at a position as one number, or {@link #NOT_A_FIELD}. */
    static int head(byte[] bytes, int at, int to) {
        if (at + HEAD > to) {
            return NOT_A_FIELD;
        }
        if (at + Long.BYTES <= bytes.length) {
            long word = (long) WORD.get(bytes, at) & SEVEN;
            long digits = word ^ (ONES * '0' & SEVEN);
            // A digit is below ten now; adding 118 raises the top bit of everything else.
            if (((digits | (digits + (ONES * 118 & SEVEN))) & TOPS) != 0) {
                return NOT_A_FIELD;
            }
            long tens = ((digits << 8) * 2561) >>> 8 & 0x00FF00FF00FF00FFL;
            long hundreds = (tens * 6_553_601) >>> 16 & 0x0000FFFF0000FFFFL;
            return (int) ((hundreds * 42_949_672_960_001L) >>> 32);
        }
        int value = 0;
        for (int p = at; p < at + HEAD; p++) {
            int digit = bytes[p] - '0';
            if (digit < 0 || digit > 9) {
                return NOT_A_FIELD;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
