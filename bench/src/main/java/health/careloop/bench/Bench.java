package health.careloop.bench;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** {@code ./careloop bench NAME}: 0 measured, 1 not to be believed, 2 not understood. */
public final class Bench {
    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.of(
            "ldt", new LdtBenchmark(),
            "intake", new IntakeBenchmark(),
            "loop", new LoopBenchmark(),
            "start", new StartBenchmark(),
            "burst", new BurstBenchmark(),
            "provision", new ProvisionBenchmark(),
            "tenancy", new TenancyBenchmark()));

    private Bench() {}

    public static void main(String[] words) {
        System.exit(run(words));
    }

    static int run(String... words) {
        Progress progress = Progress.toStandardError();
        try {
            Arguments arguments = Arguments.parse(words);
            arguments.requireName("bench", BENCHMARKS.keySet());
            Benchmark benchmark = Objects.requireNonNull(BENCHMARKS.get(arguments.name()));
            arguments.requireOptions("bench", benchmark.options());
            BenchReport report = benchmark.run(arguments, progress);
            progress.table(report);
            System.out.println(Json.line(report));
            return 0;
        } catch (Arguments.Misunderstood e) {
            progress.say("careloop: " + e.getMessage());
            return 2;
        } catch (Benchmark.Unsound | Crew.Failed | ServerUnderTest.NotReady e) {
            progress.say("careloop: no figure: " + e.getMessage());
            return 1;
        } catch (Exception e) {
            throw new IllegalStateException("The benchmark itself failed", e);
        }
    }
}
