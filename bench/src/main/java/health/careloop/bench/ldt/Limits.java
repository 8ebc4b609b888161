package health.careloop.bench.ldt;

import java.util.Optional;

/**
 * What one message may cost, in processor time and allocation of the thread that reads it. Allocation is what the heap
 * could be asked for at most, whatever the collector does meanwhile. Both are several times what a message of that size
 * usually costs (the dearest seen is a header and no more, hundreds of times): the limits are there to find what grows
 * faster than the message.
 */
record Limits(long nanos, long nanosPerByte, long bytes, long bytesPerByte) {
    static final Limits STATED = new Limits(50_000_000, 400, 1_000_000, 1_500);

    /** The time it took is measured thrice where it is too long: the first may have waited for the compiler. */
    Optional<String> time(long nanos, int length) {
        return nanos <= this.nanos + nanosPerByte * length
                ? Optional.empty()
                : Optional.of("%d bytes took %.1f ms of processor time".formatted(length, nanos / 1e6));
    }

    Optional<String> allocation(long allocated, int length) {
        return allocated <= bytes + bytesPerByte * length
                ? Optional.empty()
                : Optional.of("%d bytes made it allocate %.1f MB".formatted(length, allocated / 1e6));
    }
}
