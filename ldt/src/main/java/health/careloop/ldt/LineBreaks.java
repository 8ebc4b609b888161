package health.careloop.ldt;

/** What is wrong with the line breaks of a package, and with lengths that are all off by what they leave out. */
final class LineBreaks {
    private static final String LENGTH = "BAS-LLL";
    private static final String LINE_BREAK = "BAS-EOL";

    private final Lines lines;
    private final int[] endings;
    private final int[] firstWith;
    private final FaultLog faults;

    /**
     * @param endings by ordinal of {@link LineEnding}, how many lines end so
     * @param firstWith which is the first of them
     */
    LineBreaks(Lines lines, int[] endings, int[] firstWith, FaultLog faults) {
        this.lines = lines;
        this.endings = endings;
        this.firstWith = firstWith;
        this.faults = faults;
    }

    void check(int shift) {
        int lf = endings[LineEnding.LF.ordinal()];
        int cr = endings[LineEnding.CR.ordinal()];
        int crlf = endings[LineEnding.CRLF.ordinal()];
        if (lf + cr > 0) {
            boolean mixed = crlf > 0;
            String one = lf > 0 ? "LF" : "CR";
            int at = firstWith[(lf > 0 ? LineEnding.LF : LineEnding.CR).ordinal()];
            warning(
                    at,
                    LINE_BREAK,
                    mixed ? mixed(lf + cr, crlf, shift) : all(one, shift),
                    new Sentence(
                            "Eine Versionsverwaltung, ein Editor oder eine Textübertragung hat die Datei umgeschrieben."
                                    + " Sie muss binär übertragen werden.",
                            "A version control system, editor or text transfer rewrote the file. Send it in binary"
                                    + " mode."));
        }
        if (endings[LineEnding.BLANK_LINES.ordinal()] > 0) {
            int at = firstWith[LineEnding.BLANK_LINES.ordinal()];
            warning(
                    at,
                    LINE_BREAK,
                    new Sentence(
                            "Es gibt Leerzeilen, die erste nach Zeile " + lines.line(at) + ".",
                            "There are blank lines, the first after line " + lines.line(at) + "."),
                    new Sentence(
                            "Vermutlich hat eine Textübertragung die Zeilenenden verdoppelt. Die Datei muss binär"
                                    + " übertragen werden.",
                            "A text transfer probably doubled the line breaks. Send the file in binary mode."));
        }
        if (endings[LineEnding.INSIDE.ordinal()] > 0) {
            int at = firstWith[LineEnding.INSIDE.ordinal()];
            warning(
                    at,
                    LINE_BREAK,
                    new Sentence(
                            "Der Text in Zeile " + lines.line(at) + " enthält einen Zeilenumbruch.",
                            "The text in line " + lines.line(at) + " contains a line break."),
                    new Sentence(
                            "LDT kennt eine Zeile je Feld; der Absender sollte stattdessen das Feld wiederholen.",
                            "LDT has one line per field; the sender should repeat the field instead."));
        }
    }

    private static Sentence mixed(int other, int crlf, int shift) {
        String german = other + " von " + (other + crlf) + " Zeilen enden nicht mit CR LF";
        String english = other + " of " + (other + crlf) + " lines do not end with CR LF";
        return shift == 0
                ? new Sentence(
                        german + "; ihre Längen sind deshalb um eins zu groß. Verloren ist nichts.",
                        english + ", so their lengths are one too large. Nothing is lost.")
                : new Sentence(german + ".", english + ".");
    }

    private static Sentence all(String one, int shift) {
        String german = "Zeilen enden nur mit " + one + " statt mit CR LF";
        String english = "Line breaks are " + one + " only instead of CR LF";
        return switch (shift) {
            case 0 ->
                new Sentence(
                        german + "; jede Länge ist deshalb um eins zu groß. Verloren ist nichts.",
                        english + ", so every length is one too large. Nothing is lost.");
            case -1 ->
                new Sentence(
                        german + "; die Längen zählen dieses eine Byte und stimmen. Verloren ist nichts.",
                        english + "; the lengths count this one byte and are exact. Nothing is lost.");
            default -> new Sentence(german + ".", english + ".");
        };
    }

    /** Lengths that count a break of one byte are right where all breaks have one byte. */
    boolean explain(int shift) {
        return shift == -1
                && endings[LineEnding.CRLF.ordinal()] == 0
                && endings[LineEnding.LF.ordinal()] + endings[LineEnding.CR.ordinal()] > 0;
    }

    /**
     * The same in every line: counted otherwise, not lost.
     *
     * @param nearly some lines differ, and each has a fault of its own
     */
    void shifted(int i, int shift, boolean nearly) {
        int by = Math.abs(shift);
        String german = (nearly ? "Fast jede Länge ist um " : "Jede Länge ist um ")
                + (by == 1 ? "eins" : by)
                + (shift < 0 ? " zu klein" : " zu groß");
        String english = (nearly ? "Nearly every length is " : "Every length is ")
                + (by == 1 ? "one" : by)
                + (shift < 0 ? " too small" : " too large");
        Sentence sentence = shift < 0 && endInBlanks(i, by)
                ? blanks(german, english, by)
                : switch (shift) {
                    case -1 ->
                        new Sentence(
                                german + ": Der Absender zählt CR LF als ein Byte. Verloren ist nichts.",
                                english + ": the sender counts CR LF as one byte. Nothing is lost.");
                    case -2 ->
                        new Sentence(
                                german + ": Der Absender zählt CR LF nicht mit. Verloren ist nichts.",
                                english + ": the sender does not count CR LF. Nothing is lost.");
                    default ->
                        new Sentence(
                                german + ": Der Absender zählt anders, in jeder Zeile gleich. Verloren ist nichts.",
                                english + ": the sender counts otherwise, the same in every line. Nothing is lost.");
                };
        warning(
                i,
                LENGTH,
                sentence,
                new Sentence(
                        "Die Länge zählt ihre drei Ziffern, die Feldkennung, den Inhalt und CR LF. Der Absender sollte"
                                + " sie so schreiben.",
                        "A length counts its three digits, the field number, the content and CR LF. The sender should"
                                + " write it so."));
    }

    private static Sentence blanks(String german, String english, int by) {
        return new Sentence(
                german + ": Jede Zeile endet mit " + (by == 1 ? "einem Leerzeichen" : "Leerzeichen")
                        + " zu viel, das der Absender oder eine Übertragung angehängt hat.",
                english + ": every line ends with " + (by == 1 ? "a blank" : "blanks")
                        + " too many, which the sender or a transfer has added.");
    }

    /** Of a thousand lines a hundred tell. */
    private boolean endInBlanks(int from, int by) {
        int to = Math.min(lines.count(), from + 100);
        for (int i = from; i < to; i++) {
            int end = lines.contentEnd(i);
            for (int p = end - by; p < end; p++) {
                if (p < lines.contentStart(i) || lines.bytes()[p] != ' ') {
                    return false;
                }
            }
        }
        return true;
    }

    private void warning(int i, String rule, Sentence sentence, Sentence hint) {
        faults.add(new Fault(lines.line(i), lines.offset(i), "", rule, Severity.WARNING, sentence, hint));
    }
}
