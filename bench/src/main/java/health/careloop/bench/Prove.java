package health.careloop.bench;

import health.careloop.bench.isolation.IsolationProof;
import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** {@code ./careloop prove NAME}: 0 it holds, 1 it does not, 2 not understood. */
public final class Prove {
    private static final long REQUESTS = 4_000;

    private Prove() {}

    public static void main(String[] words) {
        System.exit(run(words));
    }

    static int run(String... words) {
        Progress progress = Progress.toStandardError();
        PrintStream standardOutput = System.out;
        System.setOut(System.err); // the application in this process has things to say, too
        try {
            Arguments arguments = Arguments.parse(words);
            arguments.requireName("prove", Set.of("isolation"));
            arguments.requireOptions("prove", Set.of("n", "seed"));
            long n = arguments.number("n", REQUESTS, 1);
            long seed = arguments.number("seed", ThreadLocalRandom.current().nextLong(1_000_000), 0);
            ProofReport report = new IsolationProof(progress).prove(n, seed);
            standardOutput.println(Json.line(report));
            return report.holds() ? 0 : 1;
        } catch (Arguments.Misunderstood e) {
            progress.say("careloop: " + e.getMessage());
            return 2;
        } catch (Exception e) {
            throw new IllegalStateException("The proof itself failed", e);
        }
    }
}
