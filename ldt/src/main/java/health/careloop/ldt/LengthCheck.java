package health.careloop.ldt;

/**
 * Compares what every line declares with what was found. A deviation is harmless when one cause explains it for the
 * whole package (line breaks rewritten, text transcoded); any other may hide lost bytes and is fatal.
 */
final class LengthCheck {
    private static final String LENGTH = "BAS-LLL";
    private static final String LINE_BREAK = "BAS-EOL";

    private static final Sentence SEND_AGAIN = new Sentence(
            "Es sind Bytes verloren gegangen oder hinzugekommen. Bitten Sie das Labor, die Nachricht erneut zu senden.",
            "Bytes were lost or inserted. Ask the laboratory to send the message again.");

    /** Length, field number, CR LF. */
    private static final int FRAME = 9;

    private static final int BREAK = 2;

    private final Lines lines;
    private final PackageSpan span;
    private final CharsetFinding charset;
    private final FaultLog faults;
    /** By ordinal: how many lines end so, and which is the first. A map would make an object of every count. */
    private final int[] endings = new int[LineEnding.values().length];

    private final int[] firstWith = new int[LineEnding.values().length];

    private final Measured measured;

    /** Lines that are not off by the same as nearly all. */
    private int others;

    LengthCheck(Lines lines, PackageSpan span, CharsetFinding charset, FaultLog faults) {
        this.lines = lines;
        this.span = span;
        this.charset = charset;
        this.faults = faults;
        measured = new Measured(span.from());
    }

    Measured run() {
        if (lines.areFlawless() && !charset.transcoded()) {
            return Measured.NONE;
        }
        for (int i = span.from(); i < span.to(); i++) {
            int ending = lines.ending(i).ordinal();
            if (endings[ending]++ == 0) {
                firstWith[ending] = i;
            }
        }
        int shift = shift();
        LineBreaks breaks = new LineBreaks(lines, endings, firstWith, faults);
        breaks.check(shift);
        missingBreaks(shift);
        if (shift != 0 && !breaks.explain(shift)) {
            breaks.shifted(span.from(), shift, others > 0);
        }
        for (int i = span.from(); i < span.to(); i++) {
            if (shift != 0 && lines.isField(i)) {
                measured.put(i, lines.declared(i) - shift, span.to());
            }
            check(i, FRAME + shift);
        }
        return measured;
    }

    private void missingBreaks(int shift) {
        int last = span.to() - 1;
        if (lines.ending(last) == LineEnding.NONE
                && lines.isField(last)
                && lines.declared(last) - content(last) == FRAME + shift
                && !span.trailer().isEmpty()) {
            warning(
                    last,
                    LINE_BREAK,
                    new Sentence(
                            "Der letzten Zeile " + lines.line(last)
                                    + " fehlt das Zeilenende CR LF. Verloren ist nichts.",
                            "The last line " + lines.line(last) + " misses its CR LF. Nothing is lost."),
                    new Sentence(
                            "Der Absender sollte jedes Feld mit CR LF beenden.",
                            "The sender should end every field with CR LF."));
        }
        if (endings[LineEnding.MISSING.ordinal()] > 0) {
            int at = firstWith[LineEnding.MISSING.ordinal()];
            warning(
                    at,
                    LINE_BREAK,
                    new Sentence(
                            "In Zeile " + lines.line(at)
                                    + " fehlt ein Zeilenende: Zwei Felder stehen in einer Zeile. Die"
                                    + " Längen sagen, wo sie sich trennen.",
                            "Line " + lines.line(at)
                                    + " misses a line break: two fields stand in one line. Their lengths"
                                    + " say where they part."),
                    new Sentence(
                            "Der Absender sollte jedes Feld mit CR LF beenden.",
                            "The sender should end every field with CR LF."));
        }
    }

    /**
     * By how much the lines of the package are off, else 0: whoever counts otherwise does so in all of them, and what loses
     * bytes does not take the same number from each. Of twenty lines one may differ, and has its own fault then. One line alone
     * proves nothing.
     */
    private int shift() {
        int[] counts = new int[2 * FRAME + 1];
        int count = 0;
        int shift = 0;
        for (int i = span.from(); i < span.to(); i++) {
            if (lines.isField(i)) {
                count++;
                int found = lines.declared(i) - content(i) - FRAME;
                if (Math.abs(found) <= FRAME && ++counts[found + FRAME] > counts[shift + FRAME]) {
                    shift = found;
                }
            }
        }
        others = count - counts[shift + FRAME];
        return count > 1 && others * 20 <= count ? shift : 0;
    }

    private void check(int i, int frame) {
        if (brokeOffIn(i, frame)) {
            // Without its trailer the package is reported as interrupted already.
            if (!span.trailer().isEmpty()) {
                fatal(
                        i,
                        "BAS-FSAP",
                        new Sentence(
                                "Die Übertragung wurde unterbrochen: Zeile " + lines.line(i)
                                        + ", die letzte angekommene, ist unvollständig.",
                                "The transmission was interrupted: line " + lines.line(i)
                                        + ", the last one that arrived, is not complete."),
                        new Sentence(
                                "Nichts davon darf abgelegt werden. Bitten Sie das Labor, sie erneut zu senden.",
                                "Nothing of it may be filed. Ask the laboratory to send it again."));
            }
            return;
        }
        if (!lines.isField(i)) {
            if (lines.isPadding(i)) {
                faults.add(new Fault(
                        lines.line(i),
                        lines.offset(i),
                        "",
                        "BAS-LINE",
                        Severity.INFORMATION,
                        new Sentence(
                                "Zeile " + lines.line(i) + " enthält nur Leer- oder Steuerzeichen.",
                                "Line " + lines.line(i) + " holds only blanks or control characters."),
                        Sentence.NONE));
            } else {
                fatal(
                        i,
                        "BAS-LINE",
                        new Sentence(
                                "Zeile " + lines.line(i)
                                        + " ist kein LDT-Feld: Sie beginnt nicht mit Länge und Feldkennung.",
                                "Line " + lines.line(i)
                                        + " is no LDT field: it does not start with a length and a field number."),
                        SEND_AGAIN);
                // What it counts, so that the sum of its record is not called wrong as well.
                measured.put(i, lines.contentLength(i) + BREAK, span.to());
            }
            return;
        }
        int found = content(i) + frame;
        if (lines.declared(i) == found) {
            return;
        }
        measured.put(i, found, span.to());
        fatal(
                i,
                LENGTH,
                new Sentence(
                        "Zeile " + lines.line(i) + " gibt die Länge " + lines.declared(i) + " an, gefunden wurden aber "
                                + found + " Bytes.",
                        "Line " + lines.line(i) + " says it is " + lines.declared(i) + " bytes long, but " + found
                                + " were found."),
                SEND_AGAIN);
    }

    /**
     * The last line has no line break, and less than it declares; or what there is of it is a part of its seven digits.
     * Without a trailer, whatever stands there unfinished.
     */
    private boolean brokeOffIn(int i, int frame) {
        if (i != lines.count() - 1 || lines.ending(i) != LineEnding.NONE) {
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
        if (charset.transcoded() && charset.charset() == LdtCharset.UTF_8_TWICE) {
            return charset.charset()
                    .decode(lines.bytes(), lines.contentStart(i), lines.contentLength(i))
                    .length();
        }
        if (charset.transcoded()) {
            int characters = Utf8.characters(lines.bytes(), lines.contentStart(i), lines.contentEnd(i), true);
            return characters < 0 ? lines.contentLength(i) : characters;
        }
        return lines.contentLength(i);
    }

    private void warning(int i, String rule, Sentence sentence, Sentence hint) {
        faults.add(new Fault(lines.line(i), lines.offset(i), "", rule, Severity.WARNING, sentence, hint));
    }

    private void fatal(int i, String rule, Sentence sentence, Sentence hint) {
        faults.add(new Fault(
                lines.line(i), lines.offset(i), FieldId.text(lines.id(i)), rule, Severity.FATAL, sentence, hint));
    }
}
