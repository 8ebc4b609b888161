package health.careloop.ldt;

import java.util.Optional;

/**
 * What a reader may do beyond reading.
 *
 * @param mostBytes most a stream may give, or an archive may become, before reading stops; a sixteenth of it is the most
 *     lines, see {@link #mostLines}
 * @param unpack read what is inside a gzip archive; else it is refused by its name
 * @param unwrap read the LDT inside an XML document; else it is refused by its name
 * @param declared charset the transport named, such as that of a Content-Type; weighed last, and only when the bytes
 *     themselves do not tell
 */
public record ReadOptions(long mostBytes, boolean unpack, boolean unwrap, Optional<LdtCharset> declared) {
    /** 64 MB, nothing unpacked, nothing declared. */
    public static final ReadOptions DEFAULT = new ReadOptions(64_000_000, false, false, Optional.empty());

    private static final int BYTES_PER_LINE = 16;
    /** However small a message must be: they need no more than six megabytes. */
    private static final long FEWEST = 100_000;

    public ReadOptions {
        if (mostBytes < 1 || mostBytes > Integer.MAX_VALUE - 64) {
            throw new IllegalArgumentException("A message has between 1 byte and 2 GB, not " + mostBytes);
        }
    }

    /**
     * Most lines of a message, or of a record of {@link LdtRecordReader}: one for every 16 bytes of {@link #mostBytes}, four
     * million by default. A line takes up to 60 bytes of memory with its field, however short it is: unbounded, lines of one
     * letter would need 25 times the length of the message, bounded they need at most another four times mostBytes. Lines of
     * LDT have 20 to 70 bytes.
     */
    public long mostLines() {
        return Math.max(FEWEST, mostBytes / BYTES_PER_LINE);
    }

    public ReadOptions upTo(long bytes) {
        return new ReadOptions(bytes, unpack, unwrap, declared);
    }

    public ReadOptions unpacking() {
        return new ReadOptions(mostBytes, true, unwrap, declared);
    }

    public ReadOptions unwrapping() {
        return new ReadOptions(mostBytes, unpack, true, declared);
    }

    /** With the charset parameter of a Content-Type; a name that LDT does not know declares nothing. */
    public ReadOptions declaring(String charset) {
        return new ReadOptions(mostBytes, unpack, unwrap, LdtCharset.named(charset));
    }
}
