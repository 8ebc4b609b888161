package health.careloop.bench.ldt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Damaged messages by number: the same seed is the same message on every machine. */
final class Inputs {
    private static final Mutation[] MUTATIONS = Mutation.values();
    private static final int USUAL_BYTES = 20_000;
    private static final int LARGE_BYTES = 1_000_000;
    /** One in so many is large, for what shows only in large ones. */
    private static final int LARGE_EVERY = 250;

    private final List<byte[]> samples;

    Inputs(LdtSamples samples) {
        this.samples = samples.messages();
    }

    byte[] input(long seed) {
        return input(new SplittableRandom(seed), Long.remainderUnsigned(seed, LARGE_EVERY) == LARGE_EVERY - 1);
    }

    /** One message, damaged. */
    byte[] damaged(byte[] message, long seed) {
        return damaged(message, new SplittableRandom(seed));
    }

    /** @param random anything that decides, also a fuzzer that learns */
    byte[] input(RandomGenerator random, boolean large) {
        byte[] message = sample(random);
        if (random.nextInt(8) == 0) {
            message = spliced(message, sample(random), random);
        }
        message = damaged(message, random);
        if (random.nextInt(4) == 0) {
            message = withRightLengths(message);
        }
        if (large && message.length > 0) {
            return grown(message, random);
        }
        return limited(message, USUAL_BYTES);
    }

    /** Lengths that tell the truth again, so that other damage is not hidden behind them. */
    static byte[] withRightLengths(byte[] message) {
        byte[] bytes = message.clone();
        for (int at = 0; at < bytes.length; at = Bytes.afterLine(bytes, at)) {
            if (Bytes.isField(bytes, at)) {
                int length = Math.min(999, Bytes.lineEnd(bytes, at) - at + 2);
                byte[] digits = "%03d".formatted(length).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(digits, 0, bytes, at, digits.length);
            }
        }
        return bytes;
    }

    private static byte[] damaged(byte[] message, RandomGenerator random) {
        byte[] damaged = message;
        for (int i = random.nextInt(1, 6); i > 0 && damaged.length > 0; i--) {
            Mutation mutation = MUTATIONS[random.nextInt(MUTATIONS.length)];
            damaged = limited(mutation.of(damaged, random), USUAL_BYTES * 2);
        }
        return damaged;
    }

    private byte[] sample(RandomGenerator random) {
        return samples.get(random.nextInt(samples.size()));
    }

    /** The beginning of one, the end of another. */
    private static byte[] spliced(byte[] first, byte[] second, RandomGenerator random) {
        boolean atLines = random.nextBoolean();
        int to = atLines ? Bytes.someLine(first, random) : random.nextInt(first.length);
        int from = atLines ? Bytes.someLine(second, random) : random.nextInt(second.length);
        return Bytes.joined(Bytes.slice(first, 0, to), Bytes.slice(second, from, second.length));
    }

    private static byte[] limited(byte[] message, int most) {
        return message.length <= most ? message : Bytes.slice(message, 0, most);
    }

    /** One stretch of it again and again. */
    private static byte[] grown(byte[] message, RandomGenerator random) {
        int from = Bytes.someLine(message, random);
        int to = from;
        for (int i = random.nextInt(1, 200); i > 0; i--) {
            to = Bytes.afterLine(message, to);
        }
        byte[] block = switch (random.nextInt(8)) {
            case 0, 1 -> message;
            case 2 -> Mutation.OPENED;
            default -> Bytes.slice(message, from, to);
        };
        int times = Math.max(1, random.nextInt(LARGE_BYTES / 4, LARGE_BYTES) / block.length);
        return Bytes.replaced(message, from, from, Bytes.repeated(block, times));
    }
}
