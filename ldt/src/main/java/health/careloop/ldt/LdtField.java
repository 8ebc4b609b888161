package health.careloop.ldt;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line: {@code LLL FFFF content CR LF}. A line that is no field, such as garbage between two records, is kept with an
 * empty {@code id}, so the byte ranges of all fields laid end to end are the file. Says only where it stands; everything
 * else is looked up there, as most fields of most messages are asked for little.
 */
public final class LdtField implements LdtPart {
    private static final int MOST_DIGITS = 15;

    private final Lines lines;
    private final int at;
    /** What is asked most. */
    private final short number;

    LdtField(Lines lines, int at) {
        this.lines = lines;
        this.at = at;
        number = (short) lines.id(at);
    }

    /** Among the lines it was read with. */
    int index() {
        return at;
    }

    /** 1-based line in the file. */
    public int line() {
        return lines.line(at);
    }

    /** Byte offset in the file. */
    public long offset() {
        return lines.offset(at);
    }

    /** The LLL of the line: bytes of content + 9; -1 when the line is no field. */
    public int declaredLength() {
        return lines.declared(at);
    }

    /** Bytes this line occupies on the wire, line break and blank lines after it included. */
    public int actualLength() {
        return lines.end(at) - lines.start(at);
    }

    /** Four digits, or "" when the line is no field. */
    public String id() {
        return FieldId.text(number);
    }

    /** The four digits as a number; -1 when the line is no field. */
    public int number() {
        return number;
    }

    /** The bytes between the identifier and the line break. */
    public Slice content() {
        return new Slice(lines.bytes(), contentStart(), length(), lines.charset(at));
    }

    public String text() {
        return lines.text(at);
    }

    /** What the content says in one to fifteen digits, blanks around them allowed; -1 when it says anything else. */
    public long digits() {
        int from = lines.contentStart(at);
        int to = from + lines.contentLength(at);
        byte[] bytes = lines.bytes();
        while (from < to && bytes[from] <= ' ' && bytes[from] > 0) {
            from++;
        }
        while (from < to && bytes[to - 1] <= ' ' && bytes[to - 1] > 0) {
            to--;
        }
        if (from == to || to - from > MOST_DIGITS) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** How many bytes stand between the identifier and the line break. */
    public int length() {
        return lines.contentEnd(at) - contentStart();
    }

    private int contentStart() {
        return lines.start(at) + (number == Lines.NOT_A_FIELD ? 0 : LineScan.HEAD);
    }

    public boolean isEmpty() {
        return length() == 0;
    }

    /** Nothing stands there, or blanks only. */
    public boolean isBlank() {
        byte[] bytes = lines.bytes();
        int to = lines.contentEnd(at);
        int p = contentStart();
        while (p < to && bytes[p] == ' ') {
            p++;
        }
        return p == to;
    }

    /** How many control characters stand there; a line break inside has its own fault. */
    int controls() {
        byte[] bytes = lines.bytes();
        int controls = 0;
        for (int p = contentStart(); p < lines.contentEnd(at); p++) {
            boolean control = (bytes[p] >= 0 && bytes[p] < ' ') || bytes[p] == 0x7F;
            controls += control && !LineScan.isBreak(bytes[p]) ? 1 : 0;
        }
        return controls;
    }

    /** One of the bytes between the identifier and the line break. */
    public byte byteAt(int index) {
        return lines.bytes()[contentStart() + Objects.checkIndex(index, length())];
    }

    /** Whether exactly these bytes stand there. */
    public boolean contains(byte[] content) {
        int from = contentStart();
        return Arrays.equals(lines.bytes(), from, lines.contentEnd(at), content, 0, content.length);
    }

    /** The object that 8002 opens and 8003 closes: 60 for "Obj_0060", -1 for anything else. */
    public int objectNumber() {
        return length() == Long.BYTES ? LineScan.objectNumber(lines.bytes(), contentStart()) : -1;
    }

    /** The first four bytes as a number, or -1. */
    int fourDigits() {
        return LineScan.fourDigits(lines.bytes(), contentStart());
    }

    /** Of eight bytes, as {@link LineScan#word} gives them. */
    boolean isWritten(long word) {
        return length() == Long.BYTES && LineScan.word(lines.bytes(), contentStart()) == word;
    }

    public boolean is(String field) {
        return id().equals(field);
    }

    /** Byte offset of the first byte after this line. */
    public long end() {
        return offset() + actualLength();
    }

    /** The line as it was read: length, field number, content and line break. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(lines.bytes(), lines.start(at), actualLength());
    }

    void copyTo(byte[] target, int to) {
        System.arraycopy(lines.bytes(), lines.start(at), target, to, actualLength());
    }

    @Override
    public int firstLine() {
        return line();
    }

    @Override
    public int lastLine() {
        return line();
    }

    /** Same line at the same place, with the same bytes in the same charset. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LdtField that
                && line() == that.line()
                && offset() == that.offset()
                && declaredLength() == that.declaredLength()
                && actualLength() == that.actualLength()
                && number() == that.number()
                && content().equals(that.content());
    }

    @Override
    public int hashCode() {
        return Objects.hash(line(), offset(), number(), content());
    }

    @Override
    public String toString() {
        return "line " + line() + ": " + id() + " " + text();
    }
}
