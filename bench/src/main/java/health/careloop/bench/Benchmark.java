package health.careloop.bench;

import java.util.Set;

/** Measures one thing beside its floor. */
interface Benchmark {
    /** The options it knows, without their dashes. */
    Set<String> options();

    /** @throws Unsound when what was measured cannot be believed */
    BenchReport run(Arguments arguments, Progress progress) throws Exception;

    /** Something went wrong that makes every figure worthless: an answer was no 202, or a message is missing. */
    final class Unsound extends RuntimeException {
        Unsound(String sentence) {
            super(sentence);
        }
    }
}
