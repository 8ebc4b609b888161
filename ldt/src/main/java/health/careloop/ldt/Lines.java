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

    private static final int RECORD = 8000;

    // One line is one number: where it starts above, and below field number and length, each plus one, ending and
    // traits.
    private static final int ID = (1 << 14) - 1;
    private static final int DECLARED_AT = 14;
    private static final int DECLARED = (1 << 10) - 1;
    private static final int ENDING_AT = 24;
    private static final int ENDING = 7;
    private static final int ODD = 1 << 27;
    private static final int HIGH = 1 << 28;

    private final byte[] bytes;
    private final LdtCharset charset;
    /** Some lines are UTF-8 all the same. */
    private final boolean mixed;

    private int count;
    private long baseOffset;
    private int baseLine;
    private long[] words;
    /** Only from the first line on that does not end with CR LF where its length says. */
    private int @Nullable [] contentEnd;
    /** Where the last line ends. */
    private int end;
    /** Only from the first line on that is not the next one of the file. */
    private int @Nullable [] line;
    /** Indexes of the lines 8000. */
    private int[] heads;

    private int headCount;
    private boolean flawless = true;
    /** What any line has of {@link #ODD} and {@link #HIGH}. */
    private int traits;

    private Lines(byte[] bytes, int expected) {
        this.bytes = bytes;
        charset = LdtCharset.ISO_8859_15;
        mixed = false;
        words = new long[expected];
        heads = new int[4];
    }

    private Lines(Lines lines, LdtCharset charset, boolean mixed) {
        this.charset = charset;
        this.mixed = mixed;
        bytes = lines.bytes;
        count = lines.count;
        baseOffset = lines.baseOffset;
        baseLine = lines.baseLine;
        words = lines.words;
        contentEnd = lines.contentEnd;
        end = lines.end;
        line = lines.line;
        heads = lines.heads;
        headCount = lines.headCount;
        flawless = lines.flawless;
        traits = lines.traits;
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
        lines.add(from, to, to, line, NOT_A_FIELD, NOT_A_FIELD, LineEnding.NONE, 0);
        return lines;
    }

    /**
     * The same lines with texts in that charset, where nothing is known of it ISO 8859-15.
     *
     * @param mixed what is UTF-8 all the same is read as that
     */
    Lines in(LdtCharset charset, boolean mixed) {
        return charset == this.charset && mixed == this.mixed ? this : new Lines(this, charset, mixed);
    }

    LdtCharset charset(int i) {
        return mixed && isHigh(i) && Utf8.characters(bytes, contentStart(i), contentEnd(i), false) > 0
                ? LdtCharset.UTF_8
                : charset;
    }

    /** Where one line has both, umlauts of UTF-8 are read as that and everything else in the charset of the package. */
    String text(int i) {
        LdtCharset written = charset(i);
        int from = contentStart(i);
        int to = contentEnd(i);
        if (!mixed || written == LdtCharset.UTF_8 || !isHigh(i)) {
            return written.decode(bytes, from, to - from);
        }
        StringBuilder text = new StringBuilder();
        int read = from;
        for (int p = from; p < to; p++) {
            if (CharsetTraces.isUtf8Umlaut(bytes, from, to, p)) {
                text.append(written.decode(bytes, read, p - read)).append(LdtCharset.UTF_8.decode(bytes, p, 2));
                read = p + 2;
                p++;
            }
        }
        return text.append(written.decode(bytes, read, to - read)).toString();
    }

    /** Says where in a stream these bytes begin. */
    Lines startingAt(long offset, int line) {
        baseOffset = offset;
        baseLine = line - 1;
        return this;
    }

    /** Byte offset in the file. */
    long offset(int i) {
        return baseOffset + start(i);
    }

    int count() {
        return count;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int i) {
        return (int) (words[i] >>> Integer.SIZE);
    }

    int contentStart(int i) {
        long word = words[i];
        return (int) (word >>> Integer.SIZE) + (id(word) == NOT_A_FIELD ? 0 : LineScan.HEAD);
    }

    int contentEnd(int i) {
        if (contentEnd != null) {
            return contentEnd[i];
        }
        long word = words[i];
        return (int) (word >>> Integer.SIZE) + declared(word) - LineScan.BREAK;
    }

    int contentLength(int i) {
        return contentEnd == null ? declared(words[i]) - FRAME : contentEnd[i] - contentStart(i);
    }

    int end(int i) {
        return i + 1 < count ? start(i + 1) : end;
    }

    /** 1-based line in the file. */
    int line(int i) {
        return baseLine + (line == null ? i + 1 : line[i]);
    }

    int declared(int i) {
        return declared(words[i]);
    }

    /** 0 to 9999, or {@link #NOT_A_FIELD}. */
    int id(int i) {
        return id(words[i]);
    }

    private static int id(long word) {
        return ((int) word & ID) - 1;
    }

    private static int declared(long word) {
        return ((int) word >>> DECLARED_AT & DECLARED) - 1;
    }

    boolean isField(int i) {
        return id(i) != NOT_A_FIELD;
    }

    LineEnding ending(int i) {
        return ENDINGS[(int) words[i] >>> ENDING_AT & ENDING];
    }

    /** Every line is a field, ends with CR LF and is as long as it says: nothing needs to be looked at again. */
    boolean areFlawless() {
        return flawless;
    }

    /** Whether any field may have no content but blanks, or a control character in it. */
    boolean anyOdd() {
        return (traits & ODD) != 0;
    }

    /** Whether this one may. */
    boolean isOdd(int i) {
        return ((int) words[i] & ODD) != 0;
    }

    /** Whether any byte of any line is above 127. */
    boolean anyHigh() {
        return (traits & HIGH) != 0;
    }

    /** Whether any byte of this line is. */
    boolean isHigh(int i) {
        return ((int) words[i] & HIGH) != 0;
    }

    /** Index of the next line 8000 from {@code from} on, or {@code to}. */
    int nextHead(int from, int to) {
        int found = Arrays.binarySearch(heads, 0, headCount, from);
        int at = found < 0 ? ~found : found;
        return at < headCount ? Math.min(heads[at], to) : to;
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
        for (int p = start(i); p < contentEnd(i); p++) {
            if (bytes[p] < 0 || bytes[p] > ' ') {
                return false;
            }
        }
        return true;
    }

    private void scan(LdtTokenizer token, long most) {
        while (count <= most && token.next()) {
            boolean blank = token.contentLength() == 0 && token.fieldId() == NOT_A_FIELD;
            if (blank && count > 0 && end > contentEnd(count - 1)) {
                flawless = false;
                end = token.end();
                words[count - 1] = words[count - 1] & ~((long) ENDING << ENDING_AT)
                        | (long) LineEnding.BLANK_LINES.ordinal() << ENDING_AT;
            } else {
                add(
                        token.start(),
                        token.contentStart() + token.contentLength(),
                        token.end(),
                        (int) token.line(),
                        token.declaredLength(),
                        token.fieldId(),
                        token.ending(),
                        token.traits());
            }
        }
    }

    private void add(
            int from, int contentTo, int to, int number, int length, int field, LineEnding lineEnding, int found) {
        if (count == words.length) {
            int larger = count * 2;
            words = Arrays.copyOf(words, larger);
            contentEnd = contentEnd == null ? null : Arrays.copyOf(contentEnd, larger);
            line = line == null ? null : Arrays.copyOf(line, larger);
        }
        int content = contentTo - from - LineScan.HEAD;
        boolean odd = content <= 0 || (found & LineScan.CONTROL) != 0 || bytes[from + LineScan.HEAD] == ' ';
        int own = (odd ? ODD : 0) | ((found & LineScan.ABOVE) != 0 ? HIGH : 0);
        traits |= own;
        words[count] = (long) from << Integer.SIZE
                | own
                | lineEnding.ordinal() << ENDING_AT
                | length + 1 << DECLARED_AT
                | field + 1;
        boolean regular = field != NOT_A_FIELD && lineEnding == LineEnding.CRLF && length == content + FRAME;
        if (!regular || contentEnd != null) {
            flawless &= regular;
            keepContentEnd(contentTo);
        }
        end = to;
        number(number);
        if (field == RECORD) {
            heads = headCount == heads.length ? Arrays.copyOf(heads, headCount * 2) : heads;
            heads[headCount++] = count;
        }
        count++;
    }

    private void keepContentEnd(int to) {
        if (contentEnd == null) {
            int[] known = new int[words.length];
            for (int i = 0; i < count; i++) {
                known[i] = contentEnd(i);
            }
            contentEnd = known;
        }
        contentEnd[count] = to;
    }

    private void number(int number) {
        if (line == null) {
            if (number == count + 1) {
                return;
            }
            line = new int[words.length];
            for (int i = 0; i < count; i++) {
                line[i] = i + 1;
            }
        }
        line[count] = number;
    }
}
