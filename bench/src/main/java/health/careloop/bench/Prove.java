package health.careloop.bench;

import health.careloop.bench.churn.ContextChurnProof;
import health.careloop.bench.isolation.IsolationProof;
import health.careloop.bench.isolation.MutationProof;
import health.careloop.bench.isolation.TimingProof;
import health.careloop.bench.ldt.FuzzProof;
import health.careloop.bench.ldt.RoundTripProof;
import health.careloop.bench.provisioning.CrashProof;
import java.io.PrintStream;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** {@code ./careloop prove NAME}: 0 it holds, 1 it does not, 2 not understood. */
public final class Prove {
    private static final Map<String, Known> PROOFS = new TreeMap<>(Map.of(
            "context-churn", new Known(100_000, ContextChurnProof::new),
            "isolation", new Known(4_000, IsolationProof::new),
            "isolation-times", new Known(2_000, TimingProof::new),
            "isolation-mutation", new Known(10_000, MutationProof::new),
            "ldt-fuzz", new Known(1_000_000, FuzzProof::new),
            "ldt-roundtrip", new Known(100_000, RoundTripProof::new),
            "provisioning-crash", new Known(10_000, CrashProof::new)));

    /** @param n the usual number */
    private record Known(long n, Function<Progress, Proof> proof) {}

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
            arguments.requireName("prove", PROOFS.keySet());
            arguments.requireOptions("prove", Set.of("n", "seed"));
            Known known = Objects.requireNonNull(PROOFS.get(arguments.name()));
            long n = arguments.number("n", known.n(), 1);
            long seed = arguments.number("seed", ThreadLocalRandom.current().nextLong(1_000_000), 0);
            ProofReport report = known.proof().apply(progress).prove(n, seed);
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
