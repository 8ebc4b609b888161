package health.careloop.bench;

import java.util.Map;
import java.util.TreeMap;

/** {@code ./careloop bench NAME}: 0 measured, 1 not to be believed, 2 not understood. */
public final class Bench {
    private static final Map<String, Benchmark> BENCHMARKS = new TreeMap<>(Map.of(
            "ldt", new LdtBenchmark(),
            "intake", new IntakeBenchmark(),
            "loop", new LoopBenchmark(),
            "start", new StartBenchmark(),
            "burst", new BurstBenchmark()));

    private Bench() {}

    public static void main(String[] words) {
        System.exit(run(words));
    }

    private static int run(String... words) {
        Progress progress = Progress.toStandardError();
        try {
            Arguments arguments = Arguments.parse(words);
            Benchmark benchmark = BENCHMARKS.get(arguments.name());
            if (benchmark == null) {
                throw new Arguments.Misunderstood("There is no benchmark '" + arguments.name() + "'; there are "
                        + String.join(", ", BENCHMARKS.keySet()) + ".");
            }
            arguments.requireOptions(benchmark.options());
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
