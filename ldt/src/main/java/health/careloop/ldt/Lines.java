package health.careloop.ldt;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file as offsets, found by {@link LdtTokenizer} in one pass; a blank line belongs to the one before. A
 * line ends where the next begins, and nearly always has the number after the one before: neither is kept for each.
 */
final class Lines {
    /** Declared length or field number of a line that does not start with seven digits. */
    static final int NOT_A_FIELD = LineScan.NOT_A_FIELD;

    /** What a line declares beyond its content: length, field number, CR LF. */
    private static final int FRAME = 9;

    private static final LineEnding[] ENDINGS = LineEnding.values();
    /** More lines make room for themselves: fields keep these arrays, so long lines must not make them long. */
    private static final int EXPECTED = 1_024;

    private final byte[] bytes;
    private final LdtCharset charset;
    private int count;
    private long baseOffset;
    private int baseLine;
    private int[] start;
    private int[] contentEnd;
    /** Where the last line ends. */
    private int end;
    /** Only from the first line on that is not the next one of the file. */
    private int @Nullable [] line;

    private short[] declared;
    private short[] id;
    private byte[] ending;
    private boolean flawless = true;
    private boolean anyOdd;

    private Lines(byte[] bytes, int expected) {
        this.bytes = bytes;
        charset = LdtCharset.ISO_8859_15;
        start = new int[expected];
        contentEnd = new int[expected];
        declared = new short[expected];
        id = new short[expected];
        ending = new byte[expected];
    }

    private Lines(Lines lines, LdtCharset charset) {
        this.charset = charset;
        bytes = lines.bytes;
        count = lines.count;
        baseOffset = lines.baseOffset;
        baseLine = lines.baseLine;
        start = lines.start;
        contentEnd = lines.contentEnd;
        end = lines.end;
        line = lines.line;
        declared = lines.declared;
        id = lines.id;
        ending = lines.ending;
        flawless = lines.flawless;
        anyOdd = lines.anyOdd;
    }

    static Lines of(byte[] bytes, int from, int to) {
        return of(bytes, from, to, Integer.MAX_VALUE);
    }

    /** @param most of lines; behind one more than that nothing is read */
    static Lines of(byte[] bytes, int from, int to, long most) {
        Lines lines = new Lines(bytes, Math.min((to - from) / 16 + 16, EXPECTED));
        lines.scan(LdtTokenizer.of(bytes, from, to), most);
        return lines;
    }

    /** Bytes that are no field, as one line. */
    static Lines raw(byte[] bytes, int line, int from, int to) {
        Lines lines = new Lines(bytes, 1);
        lines.add(from, to, to, line, NOT_A_FIELD, NOT_A_FIELD, LineEnding.NONE);
        return lines;
    }

    /** The same lines with texts in that charset, where nothing is known of it ISO 8859-15. */
    Lines in(LdtCharset charset) {
        return charset == this.charset ? this : new Lines(this, charset);
    }

    LdtCharset charset() {
        return charset;
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
        return i + 1 < count ? start[i + 1] : end;
    }

    /** 1-based line in the file. */
    int line(int i) {
        return baseLine + (line == null ? i + 1 : line[i]);
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
        return ENDINGS[ending[i]];
    }

    /** Every line is a field, ends with CR LF and is as long as it says: nothing needs to be looked at again. */
    boolean areFlawless() {
        return flawless;
    }

    /** Whether any field may have no content but blanks, or a control character in it. */
    boolean anyOdd() {
        return anyOdd;
    }

    /** Content as ASCII without surrounding blanks: enough for record types, versions and check sums. */
    String ascii(int i) {
        int number = contentLength(i) == 4 ? LineScan.fourDigits(bytes, contentStart(i)) : NOT_A_FIELD;
        if (number >= 0) {
            return FieldId.text(number);
        }
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

    private void scan(LdtTokenizer token, long most) {
        while (count <= most && token.next()) {
            boolean blank = token.contentLength() == 0 && !isField(token);
            if (blank && count > 0 && end > contentEnd[count - 1]) {
                flawless = false;
                end = token.end();
                ending[count - 1] = (byte) LineEnding.BLANK_LINES.ordinal();
            } else {
                add(
                        token.start(),
                        token.contentStart() + token.contentLength(),
                        token.end(),
                        (int) token.line(),
                        token.declaredLength(),
                        token.fieldId(),
                        token.ending());
            }
        }
    }

    private static boolean isField(LdtTokenizer token) {
        return token.fieldId() != NOT_A_FIELD;
    }

    private void add(int from, int contentTo, int to, int number, int length, int field, LineEnding lineEnding) {
        if (count == start.length) {
            int larger = count * 2;
            start = Arrays.copyOf(start, larger);
            contentEnd = Arrays.copyOf(contentEnd, larger);
            line = line == null ? null : Arrays.copyOf(line, larger);
            declared = Arrays.copyOf(declared, larger);
            id = Arrays.copyOf(id, larger);
            ending = Arrays.copyOf(ending, larger);
        }
        start[count] = from;
        contentEnd[count] = contentTo;
        end = to;
        number(number);
        declared[count] = (short) length;
        id[count] = (short) field;
        ending[count] = (byte) lineEnding.ordinal();
        int content = contentTo - from - LineScan.HEAD;
        flawless &= field != NOT_A_FIELD && lineEnding == LineEnding.CRLF && length == content + FRAME;
        anyOdd |= content <= 0 || isOdd(from + LineScan.HEAD, contentTo);
        count++;
    }

    /** A content that begins with a blank may be nothing else. */
    private boolean isOdd(int from, int to) {
        return bytes[from] == ' ' || LineScan.hasControl(bytes, from, to);
    }

    private void number(int number) {
        if (line == null) {
            if (number == count + 1) {
                return;
            }
            line = new int[start.length];
            for (int i = 0; i < count; i++) {
                line[i] = i + 1;
            }
        }
        line[count] = number;
    }
}
