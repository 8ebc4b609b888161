package health.careloop.ldt;

import java.util.Arrays;

/**
 * The lines of a file as offsets, found in one pass over the bytes without creating an object per line. A line ends at
 * its line break, never at its declared length: a wrong length then costs one line, not the rest of the file.
 */
final class Lines {
    /** How a line ended. */
    enum Break {
        CRLF,
        LF,
        CR,
        /** End of file. */
        NONE,
        /** A line break and at least one blank line after it, both belonging to this line. */
        BLANK_LINES,
        /** Ended properly, and its declared length covers a line break in the middle of the content. */
        INSIDE
    }

    /** Declared length or field number of a line that does not start with seven digits. */
    static final int NOT_A_FIELD = -1;

    private static final int HEAD = 7;

    private final byte[] bytes;
    private int count;
    private int[] start;
    private int[] contentEnd;
    private int[] end;
    private int[] line;
    private short[] declared;
    private short[] id;
    private Break[] ending;

    private Lines(byte[] bytes) {
        this.bytes = bytes;
        int expected = bytes.length / 20 + 16;
        start = new int[expected];
        contentEnd = new int[expected];
        end = new int[expected];
        line = new int[expected];
        declared = new short[expected];
        id = new short[expected];
        ending = new Break[expected];
    }

    static Lines of(byte[] bytes, int from) {
        Lines lines = new Lines(bytes);
        lines.scan(from);
        return lines;
    }

    int count() {
        return count;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int i) {
        return start[i];
    }

    int contentStart(int i) {
        return isField(i) ? start[i] + HEAD : start[i];
    }

    int contentEnd(int i) {
        return contentEnd[i];
    }

    int contentLength(int i) {
        return contentEnd[i] - contentStart(i);
    }

    int end(int i) {
        return end[i];
    }

    /** 1-based line in the file. */
    int line(int i) {
        return line[i];
    }

    int declared(int i) {
        return declared[i];
    }

    /** 0 to 9999, or {@link #NOT_A_FIELD}. */
    int id(int i) {
        return id[i];
    }

    boolean isField(int i) {
        return id[i] != NOT_A_FIELD;
    }

    Break ending(int i) {
        return ending[i];
    }

    /** Content as ASCII without surrounding blanks: enough for record types, versions and check sums. */
    String ascii(int i) {
        return LdtCharset.ISO_8859_1
                .decode(bytes, contentStart(i), contentLength(i))
                .strip();
    }

    /** Only blanks and control characters: an end of file mark, padding. */
    boolean isPadding(int i) {
        for (int p = start[i]; p < contentEnd[i]; p++) {
            if (bytes[p] < 0 || bytes[p] > ' ') {
                return false;
            }
        }
        return true;
    }

    private void scan(int from) {
        int at = from;
        int number = 1;
        while (at < bytes.length) {
            int head = head(at);
            int length = head < 0 ? NOT_A_FIELD : head / 10_000;
            int stop = lineBreak(at);
            boolean inside = head >= 0 && hidesABreak(at, stop, length);
            if (inside) {
                stop = at + length - 2;
            }
            int next = afterBreak(stop);
            Break how = inside ? Break.INSIDE : kind(stop, next);
            int breaks = inside ? breaksIn(at, next) : next > stop ? 1 : 0;
            while (next < bytes.length && isBreak(bytes[next])) {
                next = afterBreak(next);
                breaks++;
                how = Break.BLANK_LINES;
            }
            add(at, stop, next, number, length, head < 0 ? NOT_A_FIELD : head % 10_000, how);
            number += breaks;
            at = next;
        }
    }

    /** The seven digits at a position as one number, or -1. */
    private int head(int at) {
        if (at + HEAD > bytes.length) {
            return NOT_A_FIELD;
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

    private int lineBreak(int at) {
        int p = at;
        while (p < bytes.length && !isBreak(bytes[p])) {
            p++;
        }
        return p;
    }

    private static boolean isBreak(byte value) {
        return value == '\n' || value == '\r';
    }

    private int afterBreak(int at) {
        if (at >= bytes.length) {
            return at;
        }
        boolean crlf = bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n';
        return at + (crlf ? 2 : 1);
    }

    private Break kind(int stop, int next) {
        return switch (next - stop) {
            case 0 -> Break.NONE;
            case 2 -> Break.CRLF;
            default -> bytes[stop] == '\n' ? Break.LF : Break.CR;
        };
    }

    /**
     * The declared length reaches exactly to a later CRLF and none of the lines in between looks like a field: a sender
     * wrote a line break into a text.
     */
    private boolean hidesABreak(int at, int firstBreak, int length) {
        int stop = at + length - 2;
        if (stop <= firstBreak || stop + 1 >= bytes.length || bytes[stop] != '\r' || bytes[stop + 1] != '\n') {
            return false;
        }
        int p = firstBreak;
        while (p < stop) {
            p = afterBreak(p);
            if (p < stop && head(p) >= 0) {
                return false;
            }
            p = lineBreak(p);
        }
        return p == stop;
    }

    private int breaksIn(int from, int to) {
        int breaks = 0;
        int p = lineBreak(from);
        while (p < to) {
            p = lineBreak(afterBreak(p));
            breaks++;
        }
        return breaks;
    }

    private void add(int at, int stop, int next, int number, int length, int field, Break how) {
        if (count == start.length) {
            int larger = count * 2;
            start = Arrays.copyOf(start, larger);
            contentEnd = Arrays.copyOf(contentEnd, larger);
            end = Arrays.copyOf(end, larger);
            line = Arrays.copyOf(line, larger);
            declared = Arrays.copyOf(declared, larger);
            id = Arrays.copyOf(id, larger);
            ending = Arrays.copyOf(ending, larger);
        }
        start[count] = at;
        contentEnd[count] = stop;
        end[count] = next;
        line[count] = number;
        declared[count] = (short) length;
        id[count] = (short) field;
        ending[count] = how;
        count++;
    }
}
