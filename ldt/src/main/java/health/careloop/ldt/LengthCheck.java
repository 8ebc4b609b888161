package health.careloop.ldt;

import java.util.EnumMap;
import java.util.Map;

/**
 * Compares what every line declares with what was found. A deviation is harmless when one cause explains it for the
 * whole package (line breaks rewritten, text transcoded); any other may hide lost bytes and is fatal.
 */
final class LengthCheck {
    private static final String LENGTH = "BAS-LLL";
    private static final String LINE_BREAK = "BAS-EOL";

    private final Lines lines;
    private final PackageSpan span;
    private final CharsetFinding charset;
    private final FaultLog faults;
    private final Map<Lines.Break, Integer> endings = new EnumMap<>(Lines.Break.class);
    private final Map<Lines.Break, Integer> firstWith = new EnumMap<>(Lines.Break.class);

    LengthCheck(Lines lines, PackageSpan span, CharsetFinding charset, FaultLog faults) {
        this.lines = lines;
        this.span = span;
        this.charset = charset;
        this.faults = faults;
    }

    void run() {
        for (int i = span.from(); i < span.to(); i++) {
            endings.merge(lines.ending(i), 1, Integer::sum);
            firstWith.putIfAbsent(lines.ending(i), i);
        }
        lineBreaks();
        int frame = countsShortBreaks() ? 8 : 9;
        for (int i = span.from(); i < span.to(); i++) {
            check(i, frame);
        }
    }

    private void lineBreaks() {
        int lf = endings.getOrDefault(Lines.Break.LF, 0);
        int cr = endings.getOrDefault(Lines.Break.CR, 0);
        int crlf = endings.getOrDefault(Lines.Break.CRLF, 0);
        if (lf + cr > 0) {
            String found = crlf > 0 ? "a mixture of CR LF and other line breaks" : lf > 0 ? "LF only" : "CR only";
            int at = firstWith.getOrDefault(lf > 0 ? Lines.Break.LF : Lines.Break.CR, span.from());
            warning(
                    at,
                    LINE_BREAK,
                    "Line breaks are " + found
                            + " instead of CR LF, so every length is one too large. Nothing is lost.",
                    "A version control system, editor or text transfer rewrote the file. Send it in binary mode.");
        }
        if (endings.containsKey(Lines.Break.BLANK_LINES)) {
            int at = firstWith.getOrDefault(Lines.Break.BLANK_LINES, span.from());
            warning(
                    at,
                    LINE_BREAK,
                    "There are blank lines, the first after line " + lines.line(at) + ".",
                    "A text transfer probably doubled the line breaks. Send the file in binary mode.");
        }
        if (endings.containsKey(Lines.Break.INSIDE)) {
            int at = firstWith.getOrDefault(Lines.Break.INSIDE, span.from());
            warning(
                    at,
                    LINE_BREAK,
                    "The text in line " + lines.line(at) + " contains a line break.",
                    "LDT has one line per field; the sender should repeat the field instead.");
        }
    }

    /** Some tools count a bare LF as one byte. Accepted only when every line of the package does so. */
    private boolean countsShortBreaks() {
        if (endings.containsKey(Lines.Break.CRLF)) {
            return false;
        }
        for (int i = span.from(); i < span.to(); i++) {
            if (lines.isField(i) && lines.declared(i) != content(i) + 8) {
                return false;
            }
        }
        return true;
    }

    private void check(int i, int frame) {
        if (brokeOffIn(i, frame)) {
            // Without its trailer the package is reported as interrupted already.
            if (!span.trailer().isEmpty()) {
                fatal(
                        i,
                        "BAS-FSAP",
                        "The transmission was interrupted: line " + lines.line(i)
                                + ", the last one that arrived, is not" + " complete.",
                        "Nothing of it may be filed. Ask the laboratory to send it again.");
            }
            return;
        }
        if (!lines.isField(i)) {
            if (lines.isPadding(i)) {
                faults.add(new Fault(
                        lines.line(i),
                        lines.start(i),
                        "",
                        "BAS-LINE",
                        Severity.INFORMATION,
                        "Line " + lines.line(i) + " holds only blanks or control characters.",
                        ""));
            } else {
                fatal(
                        i,
                        "BAS-LINE",
                        "Line " + lines.line(i)
                                + " is no LDT field: it does not start with a length and a field number.",
                        "Bytes were lost or inserted. Ask the laboratory to send the message again.");
            }
            return;
        }
        int found = content(i) + frame;
        if (lines.declared(i) == found) {
            return;
        }
        fatal(
                i,
                LENGTH,
                "Line " + lines.line(i) + " says it is " + lines.declared(i) + " bytes long, but " + found
                        + " were found.",
                "Bytes were lost or inserted. Ask the laboratory to send the message again.");
    }

    /**
     * The last line has no line break, and less than it declares; or what there is of it is a part of its seven digits.
     * Without a trailer, whatever stands there unfinished.
     */
    private boolean brokeOffIn(int i, int frame) {
        if (i != lines.count() - 1 || lines.ending(i) != Lines.Break.NONE) {
            return false;
        }
        if (lines.isField(i)) {
            int missing = lines.declared(i) - content(i) - frame;
            return missing > 0 || (missing != 0 && span.trailer().isEmpty());
        }
        return !lines.isPadding(i) && (span.trailer().isEmpty() || isPartOfAHead(i));
    }

    private boolean isPartOfAHead(int i) {
        for (int p = lines.start(i); p < lines.contentEnd(i); p++) {
            if (lines.bytes()[p] < '0' || lines.bytes()[p] > '9') {
                return false;
            }
        }
        return true;
    }

    /** In the unit the sender counted: characters once the text was transcoded, bytes otherwise. */
    private int content(int i) {
        if (charset.transcoded()) {
            int characters = Utf8.characters(lines.bytes(), lines.contentStart(i), lines.contentEnd(i), true);
            return characters < 0 ? lines.contentLength(i) : characters;
        }
        return lines.contentLength(i);
    }

    private void warning(int i, String rule, String sentence, String hint) {
        faults.add(new Fault(lines.line(i), lines.start(i), "", rule, Severity.WARNING, sentence, hint));
    }

    private void fatal(int i, String rule, String sentence, String hint) {
        faults.add(new Fault(
                lines.line(i), lines.start(i), FieldId.text(lines.id(i)), rule, Severity.FATAL, sentence, hint));
    }
}
