package health.careloop.bench.ldt;

import org.jspecify.annotations.Nullable;

/** One input that broke a promise. */
record Finding(
        long seed, Kind kind, String sentence, @Nullable Throwable thrown) {

    enum Kind {
        EXCEPTION,
        CONTRADICTION,
        TIME,
        MEMORY,
        HANG
    }

    /** With the line that repeats it: the first input of a seed is the seed's own. */
    String replay(String proof) {
        return "%s: %s; repeat with: ./careloop prove %s --n 1 --seed %d".formatted(kind, sentence, proof, seed);
    }
}
