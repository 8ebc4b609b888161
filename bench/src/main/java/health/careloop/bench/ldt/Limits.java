package health.careloop.bench.ldt;

import java.util.Optional;

/**
 * What one message may cost, in processor time and allocation of the thread that reads it. Allocation is what the heap
 * could be asked for at most, whatever the collector does meanwhile. Both are several times what a message of that size
 * usually costs: the limits are there to find what grows faster than the message.
 *
 * @param bytesPerPackage each begins its checks anew, also one that is a header and no more; the reader refuses a file of
 *     more than 5,000
 */
record Limits(long nanos, long nanosPerByte, long bytes, long bytesPerByte, long bytesPerPackage) {
    private static final int MOST_PACKAGES = 5_000;

    static final Limits STATED = new Limits(50_000_000, 400, 1_000_000, 1_500, 40_000);

    /** The time it took is measured thrice where it is too long: the first may have waited for the compiler. */
    Optional<String> time(long nanos, int length) {
        return nanos <= this.nanos + nanosPerByte * length
                ? Optional.empty()
                : Optional.of("%d bytes took %.1f ms of processor time".formatted(length, nanos / 1e6));
    }

    Optional<String> allocation(long allocated, byte[] message) {
        long allowed = bytes + bytesPerByte * message.length;
        if (allocated > allowed && allocated > allowed + bytesPerPackage * packages(message)) {
            return Optional.of("%d bytes made it allocate %.1f MB".formatted(message.length, allocated / 1e6));
        }
        return Optional.empty();
    }

    private static int packages(byte[] message) {
        int packages = 0;
        for (int at = 0; at < message.length && packages < MOST_PACKAGES; at = Bytes.afterLine(message, at)) {
            boolean header = Bytes.isField(message, at)
                    && Bytes.field(message, at).equals("8000")
                    && at + 9 < message.length
                    && message[at + 7] == '8'
                    && message[at + 8] == '2';
            packages += header ? 1 : 0;
        }
        return packages;
    }
}
