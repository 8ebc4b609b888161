package health.careloop.ldt;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A view of bytes inside a message together with the charset they are written in. Decodes only when asked. */
public final class Slice {
    private final byte[] source;
    private final int from;
    private final int length;
    private final LdtCharset charset;

    Slice(byte[] source, int from, int length, LdtCharset charset) {
        this.source = source;
        this.from = from;
        this.length = length;
        this.charset = charset;
    }

    /** Bytes that stand in no message; not copied. */
    public static Slice of(byte[] bytes, LdtCharset charset) {
        return new Slice(bytes, 0, bytes.length, charset);
    }

    byte[] source() {
        return source;
    }

    int from() {
        return from;
    }

    /** In bytes. */
    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    public byte byteAt(int index) {
        return source[from + Objects.checkIndex(index, length)];
    }

    public LdtCharset charset() {
        return charset;
    }

    public String text() {
        return charset.decode(source, from, length);
    }

    /** A copy. */
    public byte[] bytes() {
        return Arrays.copyOfRange(source, from, from + length);
    }

    /** Copies all bytes to a position of a larger array. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(source, from, target, at, length);
    }

    /** Same bytes in the same charset, wherever they stand. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Slice that
                && charset == that.charset
                && Arrays.equals(source, from, from + length, that.source, that.from, that.from + that.length);
    }

    @Override
    public int hashCode() {
        int hash = charset.hashCode();
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + source[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return text();
    }
}
