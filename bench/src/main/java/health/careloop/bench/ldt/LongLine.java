package health.careloop.bench.ldt;

import health.careloop.ldt.LdtTokenizer;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One line without an end, through a stream: a gigabyte in the long form. Nobody needs the memory to hold it. */
final class LongLine {
    private static final long LONG = 1_000_000_000;
    private static final long SHORT = 20_000_000;
    private static final long LONG_FORM = 100_000;
    private static final long MOST_BYTES = 4L * LdtTokenizer.BUFFER;
    private static final double MOST_NANOS_PER_BYTE = 20;

    private final long bytes;

    LongLine(long inputs) {
        bytes = bytes(inputs);
    }

    static long bytes(long inputs) {
        return inputs >= LONG_FORM ? LONG : SHORT;
    }

    /** What was too much, in sentences. */
    List<String> measured() {
        long allocated = Meter.allocated();
        long nanos = Meter.nanos();
        LineSum sum = LineSum.of(LdtTokenizer.of(new Endless(bytes)));
        nanos = Meter.nanos() - nanos;
        allocated = Meter.allocated() - allocated;
        List<String> found = new ArrayList<>();
        if (allocated > MOST_BYTES) {
            found.add("one line of %d bytes made the tokenizer allocate %d".formatted(bytes, allocated));
        }
        if (nanos > MOST_NANOS_PER_BYTE * bytes) {
            found.add("one line of %d bytes took %.1f s".formatted(bytes, nanos / 1e9));
        }
        if (sum.lines() != 1 || sum.bytes() != bytes) {
            found.add("one line of %d bytes was read as %s".formatted(bytes, sum));
        }
        return found;
    }

    /** Starts as a field and goes on. */
    private static final class Endless extends InputStream {
        private static final byte[] HEAD = Bytes.ascii("9996329");

        private long left;
        private int at;

        Endless(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("byte by byte would take all day");
        }

        @Override
        public int read(byte[] target, int from, int length) {
            if (left == 0) {
                return -1;
            }
            int given = (int) Math.min(left, length);
            Arrays.fill(target, from, from + given, (byte) 'A');
            for (int i = 0; i < given && at < HEAD.length; i++) {
                target[from + i] = HEAD[at++];
            }
            left -= given;
            return given;
        }
    }
}
