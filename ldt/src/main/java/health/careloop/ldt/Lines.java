package health.careloop.ldt;

import java.util.Arrays;

/** The lines of a file as offsets, found by {@link LdtTokenizer} in one pass; a blank line belongs to the one before. */
final class Lines {
    /** Declared length or field number of a line that does not start with seven digits. */
    static final int NOT_A_FIELD = LineScan.NOT_A_FIELD;

    private final byte[] bytes;
    private int count;
    private long baseOffset;
    private int baseLine;
    private int[] start;
    private int[] contentEnd;
    private int[] end;
    private int[] line;
    private short[] declared;
    private short[] id;
    private LineEnding[] ending;

    private Lines(byte[] bytes) {
        this.bytes = bytes;
        int expected = bytes.length / 20 + 16;
        start = new int[expected];
        contentEnd = new int[expected];
        end = new int[expected];
        line = new int[expected];
        declared = new short[expected];
        id = new short[expected];
        ending = new LineEnding[expected];
    }

    static Lines of(byte[] bytes, int from, int to) {
        Lines lines = new Lines(bytes);
        lines.scan(LdtTokenizer.of(bytes, from, to));
        return lines;
    }

    /** Says where in a stream these bytes begin. */
    Lines startingAt(long offset, int line) {
        baseOffset = offset;
        baseLine = line - 1;
        return this;
    }

    /** Byte offset in the file. */
    long offset(int i) {
        return baseOffset + start[i];
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
        return isField(i) ? start[i] + LineScan.HEAD : start[i];
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
        return baseLine + line[i];
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

    LineEnding ending(int i) {
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

    private void scan(LdtTokenizer token) {
        while (token.next()) {
            boolean blank = token.contentLength() == 0 && !isField(token);
            if (blank && count > 0 && end[count - 1] > contentEnd[count - 1]) {
                end[count - 1] = token.end();
                ending[count - 1] = LineEnding.BLANK_LINES;
            } else {
                add(token);
            }
        }
    }

    private static boolean isField(LdtTokenizer token) {
        return token.fieldId() != NOT_A_FIELD;
    }

    private void add(LdtTokenizer token) {
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
        start[count] = token.start();
        contentEnd[count] = token.contentStart() + token.contentLength();
        end[count] = token.end();
        line[count] = (int) token.line();
        declared[count] = (short) token.declaredLength();
        id[count] = (short) token.fieldId();
        ending[count] = token.ending();
        count++;
    }
}
