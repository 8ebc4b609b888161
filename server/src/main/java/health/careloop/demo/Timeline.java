package health.careloop.demo;

import java.io.PrintStream;
import java.time.Duration;

/** What happened when, one line a step, and whether it was what should happen. */
final class Timeline {
    private final PrintStream out;
    private final long begun = System.nanoTime();
    private int failed;

    Timeline(PrintStream out) {
        this.out = out;
    }

    void heading(String text) {
        out.println();
        out.println(text);
    }

    /** A step that must be seen. */
    void step(String who, String what, boolean seen, String found) {
        if (!seen) {
            failed++;
        }
        out.printf("  %s %8.3f s  %-10s %-46s %s%n", seen ? "✓" : "✗", seconds(), who, what, found);
    }

    /** The head of a table. */
    void row(String first, String second, String third) {
        out.printf("    %-40s %-12s %s%n", first, second, third);
    }

    /** A row of it that must be as it should. */
    void row(boolean good, String first, String second, String third) {
        if (!good) {
            failed++;
        }
        out.printf("  %s %-40s %-12s %s%n", good ? "✓" : "✗", first, second, third);
    }

    /** Something to know about the row above. */
    void note(String text) {
        out.println(text.isEmpty() ? "" : "      " + text);
    }

    boolean allSeen() {
        return failed == 0;
    }

    private double seconds() {
        return Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
    }
}
