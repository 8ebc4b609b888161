package health.careloop.bench.ldt;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A message as a network brings it: never more at once than it pleases. The same message always in the same pieces. */
final class Drip extends ByteArrayInputStream {
    private final SplittableRandom random;
    private final int most;

    Drip(byte[] message) {
        super(message);
        random = new SplittableRandom(Arrays.hashCode(message));
        // Large ones in large pieces: it is about where they part, not about how many there are.
        most = Math.max(40, message.length / 50);
    }

    @Override
    public int read(byte[] target, int at, int length) {
        return super.read(target, at, Math.min(length, random.nextInt(1, most)));
    }
}
