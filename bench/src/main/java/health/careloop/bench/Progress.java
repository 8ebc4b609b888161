package health.careloop.bench;

import java.io.PrintStream;
import java.util.Locale;

/** What a person reads while it runs: standard error, so that standard output stays one line of JSON. */
record Progress(PrintStream out) {

    static Progress toStandardError() {
        return new Progress(System.err);
    }

    void say(String sentence) {
        out.println(sentence);
    }

    void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
