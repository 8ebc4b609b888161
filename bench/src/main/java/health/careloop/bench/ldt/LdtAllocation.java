package health.careloop.bench.ldt;

import java.util.Objects;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How much one field makes the library allocate, by JMH's profiler of the garbage collector, in a Java of its own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
public class LdtAllocation {
    private static final TimeValue SECOND = TimeValue.seconds(1);

    @Param({"TOKENISE"})
    public LdtWork work = LdtWork.LINE_ENDS;

    private LdtCorpus corpus = LdtCorpus.small();

    @Setup
    public void read() {
        corpus = LdtCorpus.small();
    }

    @Benchmark
    public long pass() {
        return work.pass(corpus);
    }

    /** In bytes. */
    public static double perField(LdtWork work) throws RunnerException {
        System.setProperty("jmh.ignoreLock", "true");
        Options options = new OptionsBuilder()
                .include(LdtAllocation.class.getName())
                .param("work", work.name())
                .addProfiler(GCProfiler.class)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(SECOND)
                .measurementIterations(3)
                .measurementTime(SECOND)
                .verbosity(VerboseMode.SILENT)
                // JMH itself needs what the JDK warns about.
                .jvmArgsAppend(
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dcareloop.root=" + System.getProperty("careloop.root", ".."))
                .build();
        RunResult result = new Runner(options).runSingle();
        Result<?> perPass = Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"));
        return perPass.getScore() / LdtCorpus.small().fields();
    }
}
