package health.careloop.ldt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Walks over the lines of a file as a cursor, without creating an object per line. Ends a line at its line break, never
 * at its declared length: a wrong length then costs one line, not the rest of the file.
 *
 * <p>Memory: over an array nothing but this object; over a stream one buffer of {@value #BUFFER} bytes, whatever the
 * input. A line of more than {@value #LONGEST} bytes comes from a stream in pieces, each at most that long: all but the
 * last end with {@link LineEnding#CONTINUED}, and all but the first have no field number. LDT allows 999 bytes.
 *
 * <pre>{@code
 * LdtTokenizer lines = LdtTokenizer.of(stream);
 * while (lines.next()) {
 *     if (lines.fieldId() == 8410) {
 *         consume(lines.buffer(), lines.contentStart(), lines.contentLength());
 *     }
 * }
 * }</pre>
 */
public final class LdtTokenizer {
    /** Field number and declared length of a line that does not start with seven digits. */
    public static final int NOT_A_FIELD = LineScan.NOT_A_FIELD;

    /** The longest piece of a line that comes from a stream at once. */
    public static final int LONGEST = 65_536;

    /** What a tokenizer over a stream holds in memory. */
    public static final int BUFFER = 4 * LONGEST;

    /** A declared length reaches at most so far ahead, line break included. */
    private static final int AHEAD = 1024;

    private final InputStream in;
    private final byte[] bytes;
    private final boolean streaming;
    private int limit;
    private boolean drained;
    /** Offset in the file of the first byte of the buffer. */
    private long base;

    private int start;
    private int contentStart;
    private int contentEnd;
    private int end;
    private int declared;
    private int id;
    private long line;
    private int breaks;
    private LineEnding ending = LineEnding.NONE;
    /** Of the content, as far as it is known. */
    private int traits;

    /** Up to here the pieces of one line without line breaks are known to fit their lengths. */
    private int chained;

    private LdtTokenizer(InputStream in, byte[] bytes, int from, int to, boolean streaming) {
        this.in = in;
        this.bytes = bytes;
        this.limit = to;
        this.streaming = streaming;
        this.drained = !streaming;
        this.end = from;
        this.line = 1;
    }

    /** Over an array, which must not change meanwhile. */
    public static LdtTokenizer of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** Over a part of an array; {@link #offset} counts from the start of the array. */
    public static LdtTokenizer of(byte[] bytes, int from, int to) {
        Objects.checkFromToIndex(from, to, bytes.length);
        return new LdtTokenizer(InputStream.nullInputStream(), bytes, from, to, false);
    }

    /** Over a stream, which is read to its end and not closed. */
    public static LdtTokenizer of(InputStream in) {
        return new LdtTokenizer(in, new byte[BUFFER], 0, 0, true);
    }

    /**
     * Moves to the next line.
     *
     * @return false at the end of the input
     * @throws UncheckedIOException when the stream fails; content never throws
     */
    public boolean next() {
        boolean continues = ending == LineEnding.CONTINUED;
        line += breaks;
        if (!drained && limit - end < LONGEST + AHEAD) {
            fill();
        }
        start = end;
        if (start >= limit) {
            breaks = 0;
            return false;
        }
        int head = continues ? NOT_A_FIELD : LineScan.head(bytes, start, limit);
        if (head == NOT_A_FIELD) {
            declared = NOT_A_FIELD;
            id = NOT_A_FIELD;
            contentStart = start;
        } else {
            declared = LineScan.length(bytes, start);
            id = head - declared * 10_000;
            contentStart = start + LineScan.HEAD;
        }
        int wanted = start + declared - 2;
        traits = head == NOT_A_FIELD ? LineScan.NOT_THERE : LineScan.traitsTo(bytes, contentStart, wanted, limit);
        if (traits != LineScan.NOT_THERE) {
            contentEnd = wanted;
            end = wanted + 2;
            breaks = 1;
            ending = LineEnding.CRLF;
            return true;
        }
        int stop = LineScan.lineBreak(bytes, contentStart, limit);
        if (streaming && stop - start > LONGEST) {
            piece();
        } else {
            whole(stop);
        }
        return true;
    }

    private void piece() {
        contentEnd = start + LONGEST;
        end = contentEnd;
        breaks = 0;
        ending = LineEnding.CONTINUED;
    }

    private void whole(int stop) {
        int wanted = start + declared - 2;
        if (declared != NOT_A_FIELD && wanted != stop) {
            if (wanted < stop && isChained(wanted, stop)) {
                contentEnd = wanted;
                end = wanted;
                breaks = 0;
                ending = LineEnding.MISSING;
                return;
            }
            if (wanted > stop && hidesABreak(stop, wanted)) {
                contentEnd = wanted;
                end = wanted + 2;
                breaks = breaksBetween(start, end);
                ending = LineEnding.INSIDE;
                return;
            }
        }
        contentEnd = stop;
        end = LineScan.afterBreak(bytes, stop, limit);
        breaks = end > stop ? 1 : 0;
        ending = switch (end - stop) {
            case 0 -> LineEnding.NONE;
            case 2 -> LineEnding.CRLF;
            default -> bytes[stop] == '\n' ? LineEnding.LF : LineEnding.CR;
        };
    }

    /** Fields follow each other without a line break, each as long as it says, up to the line break. */
    private boolean isChained(int from, int stop) {
        if (stop <= chained) {
            return true;
        }
        if (from < contentStart || stop - start > LONGEST) {
            return false;
        }
        int p = from;
        while (p < stop) {
            int head = LineScan.head(bytes, p, stop);
            int length = head / 10_000 - 2;
            if (head == NOT_A_FIELD || length < LineScan.HEAD) {
                return false;
            }
            p += length;
        }
        if (p == stop) {
            chained = stop;
        }
        return p == stop;
    }

    /**
     * The declared length reaches exactly to a later CRLF and none of the lines in between looks like a field: a sender
     * wrote a line break into a text.
     */
    private boolean hidesABreak(int firstBreak, int stop) {
        if (stop + 1 >= limit || bytes[stop] != '\r' || bytes[stop + 1] != '\n') {
            return false;
        }
        int p = firstBreak;
        while (p < stop) {
            p = LineScan.afterBreak(bytes, p, limit);
            if (p < stop && LineScan.head(bytes, p, limit) != NOT_A_FIELD) {
                return false;
            }
            p = LineScan.lineBreak(bytes, p, limit);
        }
        return p == stop;
    }

    private int breaksBetween(int from, int to) {
        int found = 0;
        int p = LineScan.lineBreak(bytes, from, to);
        while (p < to) {
            p = LineScan.lineBreak(bytes, LineScan.afterBreak(bytes, p, to), to);
            found++;
        }
        return found;
    }

    /** Moves what is left to the front and fills the rest. */
    private void fill() {
        int left = limit - end;
        System.arraycopy(bytes, end, bytes, 0, left);
        base += end;
        chained -= end;
        end = 0;
        limit = left;
        try {
            while (limit < bytes.length) {
                int read = in.read(bytes, limit, bytes.length - limit);
                if (read < 0) {
                    drained = true;
                    return;
                }
                limit += read;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Byte offset of this line in the input. */
    public long offset() {
        return base + start;
    }

    /** 1-based, as an editor counts lines. */
    public long line() {
        return line;
    }

    /** The LLL of the line, bytes of content + 9, or {@link #NOT_A_FIELD}. */
    public int declaredLength() {
        return declared;
    }

    /** Bytes this line occupies, line break included. */
    public int actualLength() {
        return end - start;
    }

    /** 0 to 9999, or {@link #NOT_A_FIELD}. */
    public int fieldId() {
        return id;
    }

    public LineEnding ending() {
        return ending;
    }

    /** What the content has of {@link LineScan#CONTROL} and {@link LineScan#ABOVE}. */
    int traits() {
        return traits == LineScan.NOT_THERE ? LineScan.traits(bytes, contentStart, contentEnd) : traits;
    }

    /** The bytes around the cursor; valid until the next call of {@link #next}, and not to be written to. */
    public byte[] buffer() {
        return bytes;
    }

    /** Position in {@link #buffer} where the line starts. */
    int start() {
        return start;
    }

    /** Position in {@link #buffer} after the line and its line break. */
    int end() {
        return end;
    }

    /** Position in {@link #buffer} where the content starts. */
    public int contentStart() {
        return contentStart;
    }

    public int contentLength() {
        return contentEnd - contentStart;
    }

    /** A copy of the content, without identifier and line break. */
    public byte[] content() {
        return Arrays.copyOfRange(bytes, contentStart, contentEnd);
    }
}
