package health.careloop.ldt.cli;

import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import java.util.Locale;

/** How a severity is called, marked in front of a line, and coloured. */
final class SeverityStyle {
    private SeverityStyle() {}

    static String word(Severity severity, Locale language) {
        Sentence word = switch (severity) {
            case FATAL -> new Sentence("unlesbar", "fatal");
            case ERROR -> new Sentence("Fehler", "error");
            case WARNING -> new Sentence("Warnung", "warning");
            case INFORMATION -> new Sentence("Hinweis", "note");
        };
        return word.in(language);
    }

    static char mark(Severity severity) {
        return switch (severity) {
            case FATAL -> 'X';
            case ERROR -> 'E';
            case WARNING -> '!';
            case INFORMATION -> 'i';
        };
    }

    static String coloured(Severity severity, String text) {
        String code = switch (severity) {
            case FATAL -> "1;31";
            case ERROR -> "31";
            case WARNING -> "33";
            case INFORMATION -> "36";
        };
        return "\u001B[" + code + "m" + text + "\u001B[0m";
    }
}
