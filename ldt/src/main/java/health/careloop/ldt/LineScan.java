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

    /** CR LF. */
    static final int BREAK = 2;

    /** Of a content: it has a byte below the blank, or a DEL. */
    static final int CONTROL = 1;

    /** Of a content: it has a byte above 127. */
    static final int ABOVE = 2;

    /** Of a line: it does not end where its length says, or that is in doubt. */
    static final int NOT_THERE = -1;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;
    private static final long OBJECT = 'O' | (long) '_' << 24;
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

    /**
     * What a content has of {@link #CONTROL} and {@link #ABOVE}, if the first line break from {@code from} on is a CR LF at
     * {@code at}, as the length of the line says; else {@link #NOT_THERE}. Nearly every line of nearly every message, and
     * confirmed faster than searched for.
     *
     * @param from after a head, so that there are {@value #HEAD} bytes in front of it
     */
    static int traitsTo(byte[] bytes, int from, int at, int to) {
        if (at <= from || at + BREAK > to || bytes[at] != '\r' || bytes[at + 1] != '\n') {
            return NOT_THERE;
        }
        // Two words that may overlap hold up to sixteen bytes: most contents, without a branch for each length.
        int last = at - Long.BYTES;
        long front = word(bytes, Math.min(from, last));
        long back = word(bytes, last);
        long all = front | back;
        long control = controls(front) | controls(back);
        for (int p = from + Long.BYTES; p < last; p += Long.BYTES) {
            long word = word(bytes, p);
            all |= word;
            control |= controls(word);
        }
        if (control != 0) {
            return lineBreak(bytes, from, at) < at ? NOT_THERE : CONTROL | above(all);
        }
        return above(all);
    }

    /** The same of any bytes, whatever ends them. */
    static int traits(byte[] bytes, int from, int to) {
        long all = 0;
        long control = 0;
        int p = from;
        for (; p + Long.BYTES <= to; p += Long.BYTES) {
            long word = word(bytes, p);
            all |= word;
            control |= controls(word);
        }
        for (; p < to; p++) {
            all |= bytes[p];
            control |= bytes[p] >= 0 && bytes[p] < ' ' || bytes[p] == 0x7F ? 1 : 0;
        }
        return above(all) | (control == 0 ? 0 : CONTROL);
    }

    private static int above(long all) {
        return (all & TOPS) == 0 ? 0 : ABOVE;
    }

    private static long controls(long word) {
        long del = word ^ ONES * 0x7F;
        return (word - ONES * ' ' & ~word | del - ONES & ~del) & TOPS;
    }

    /** Position of the first byte above 127, or {@code to}. */
    static int high(byte[] bytes, int from, int to) {
        int p = from;
        while (p + Long.BYTES <= to && (word(bytes, p) & TOPS) == 0) {
            p += Long.BYTES;
        }
        while (p < to && bytes[p] >= 0) {
            p++;
        }
        return p;
    }

    /** Position of the first byte above {@code z}, or {@code to}, where no byte is above 127. */
    static int national(byte[] bytes, int from, int to) {
        int p = from;
        // Adding five raises the top bit of what is above z, and carries nothing.
        while (p + Long.BYTES <= to && (word(bytes, p) + ONES * 5 & TOPS) == 0) {
            p += Long.BYTES;
        }
        while (p < to && bytes[p] <= 'z') {
            p++;
        }
        return p;
    }

    /** Position of the first {@code [ \ ]}, or {@code to}, where no byte is above 127. */
    static int bracket(byte[] bytes, int from, int to) {
        int p = from;
        // The first sum raises the top bit of what is not below [, the second of what is above ]; neither carries.
        while (p + Long.BYTES <= to && (word(bytes, p) + ONES * 0x25 & ~(word(bytes, p) + ONES * 0x22) & TOPS) == 0) {
            p += Long.BYTES;
        }
        while (p < to && (bytes[p] < '[' || bytes[p] > ']')) {
            p++;
        }
        return p;
    }

    /** The eight bytes at a position as one number; only where there are eight. */
    static long word(byte[] bytes, int at) {
        return (long) WORD.get(bytes, at);
    }

    /** The first three of the digits {@link #head} has found: where the next line starts need not wait for all seven. */
    static int length(byte[] bytes, int at) {
        return bytes[at] * 100 + bytes[at + 1] * 10 + bytes[at + 2] - '0' * 111;
    }

    /** The four digits at a position as a number, or -1. */
    static int fourDigits(byte[] bytes, int at) {
        int number = 0;
        for (int p = at; p < at + 4; p++) {
            int digit = bytes[p] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** The four digits after "O", two letters and an underscore; -1 when the eight bytes are something else. */
    static int objectNumber(byte[] bytes, int at) {
        long word = word(bytes, at);
        if ((word & 0xFF0000FFL) != OBJECT) {
            return -1;
        }
        int digits = (int) (word >>> Integer.SIZE) ^ (int) (ONES * '0');
        if (((digits | digits + (int) (ONES * 118)) & (int) TOPS) != 0) {
            return -1;
        }
        int tens = digits * 2561 >>> 8 & 0x00FF00FF;
        return tens * 6_553_601 >>> 16;
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
