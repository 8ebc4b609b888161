package health.careloop.bench;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person reads while it runs: standard error, so that standard output stays one line of JSON. */
public record Progress(PrintStream out) {

    public static Progress toStandardError() {
        return new Progress(System.err);
    }

    public void say(String sentence) {
        out.println(sentence);
    }

    public void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    void table(BenchReport report) {
        say("");
        row("value", report.value(), report.unit());
        row("floor", report.floor(), report.unit());
        row("ratio", report.ratio(), "of the floor");
        row("p50", report.p50Ms(), "ms");
        row("p99", report.p99Ms(), "ms");
        row("processor", report.cpuMsPerOp(), "ms per operation, server and PostgreSQL");
        report.figures().forEach((name, value) -> {
            if (value instanceof Number number) {
                row(name, number.doubleValue(), "");
            }
        });
        say("");
    }

    private void row(String name, @Nullable Double value, String unit) {
        if (value != null) {
            say("  %-22s %12s %s", name, Json.line(value), unit);
        }
    }
}
