package health.careloop.ldt;

import java.util.Optional;

/**
 * Weighs whether {@code [ \ ]} in seven-bit text are Ä Ö Ü of DIN 66003, for files without its small letters. A German word
 * or a name decides, unless pairs of brackets and paths say more; a mere place between capitals is a doubt and decides
 * nothing.
 */
final class SevenBitCapitals {
    /** Inside a word brackets hold a locant, as in BENZO[A]PYREN; between two umlauts stands more. */
    private static final int LONGEST_LOCANT = 4;

    private static final int LONGEST_SHOWN = 40;

    private final Lines lines;
    private int known;
    private int possible;
    private int contrary;
    /** Index of the first line with what may be an umlaut, and where in the bytes. */
    private int doubtfulLine = -1;

    private int doubtfulAt;

    private SevenBitCapitals(Lines lines) {
        this.lines = lines;
    }

    /** Of a package without bytes above 127. */
    static SevenBitCapitals of(Lines lines, PackageSpan span) {
        SevenBitCapitals traces = new SevenBitCapitals(lines);
        byte[] bytes = lines.bytes();
        int to = lines.contentEnd(span.to() - 1);
        int p = LineScan.bracket(bytes, lines.start(span.from()), to);
        for (int i = span.from(); p < to; i++) {
            if (p < lines.contentEnd(i)) {
                traces.weigh(i);
                p = LineScan.bracket(bytes, lines.contentEnd(i), to);
            }
        }
        return traces;
    }

    boolean areUmlauts() {
        return known > contrary;
    }

    /**
     * What nobody can decide, in both readings.
     *
     * @param declared in which the text is read
     */
    Optional<Fault> doubt(LdtCharset declared, Sentence evidence) {
        if (areUmlauts() || !(known > 0 || possible > contrary)) {
            return Optional.empty();
        }
        int line = lines.line(doubtfulLine);
        String written = Sentence.quote(word(declared));
        String meant = Sentence.quote(word(LdtCharset.DIN_66003));
        return Optional.of(new Fault(
                line,
                lines.offset(doubtfulLine),
                FieldId.text(lines.id(doubtfulLine)),
                "BAS-CHARSET",
                Severity.INFORMATION,
                new Sentence(
                        "In Zeile " + line + " steht " + written + "; in " + LdtCharset.DIN_66003.label()
                                + " hieße das " + meant + ". Gelesen wird es, wie es dasteht, denn "
                                + evidence.german() + ".",
                        "Line " + line + " says " + written + "; in " + LdtCharset.DIN_66003.label()
                                + " that would be " + meant + ". It is read as it stands, because "
                                + evidence.english() + "."),
                new Sentence(
                        "Sind Umlaute gemeint, muss der Absender 9106 = 1 schreiben.",
                        "If umlauts are meant, the sender has to write 9106 = 1.")));
    }

    /** The word around the first possible umlaut, read in that charset; only where there is one. */
    private String word(LdtCharset charset) {
        byte[] bytes = lines.bytes();
        int from = doubtfulAt;
        while (from > lines.contentStart(doubtfulLine) && bytes[from - 1] > ' ' && doubtfulAt - from < LONGEST_SHOWN) {
            from--;
        }
        int to = doubtfulAt + 1;
        while (to < lines.contentEnd(doubtfulLine) && bytes[to] > ' ' && to - doubtfulAt < LONGEST_SHOWN) {
            to++;
        }
        return charset.decode(bytes, from, to - from);
    }

    private void weigh(int i) {
        byte[] bytes = lines.bytes();
        int from = lines.contentStart(i);
        int to = lines.contentEnd(i);
        int named = SevenBitTraces.names(lines.id(i)) ? SevenBitTraces.NAME : 0;
        int closed = -1;
        boolean path = false;
        int nextClosing = from;
        for (int p = from; p < to; p++) {
            byte value = bytes[p];
            path &= value != ' ';
            if (value < '[' || value > ']' || p == closed) {
                continue;
            }
            byte before = p > from ? bytes[p - 1] : 0;
            byte after = p + 1 < to ? bytes[p + 1] : 0;
            path |= value == '\\' && (before == ':' || before == '\\' || after == '\\');
            if (value == '[') {
                // Looked for once: many brackets that open cost no more than one.
                if (nextClosing <= p) {
                    nextClosing = closing(bytes, p + 1, to);
                }
                if (isPair(bytes, p, nextClosing, to, before)) {
                    closed = nextClosing;
                    contrary++;
                    continue;
                }
            }
            if (path || !mayBeLetter(bytes, p, to, before, after)) {
                contrary++;
            } else if (SevenBitTraces.isGerman(bytes, from, to, p, (byte) (value | 0x20))) {
                known += SevenBitTraces.WORD;
                found(i, p);
            } else if (named > 0) {
                known += named;
                found(i, p);
            } else if (!isVowel(before) && (!isVowel(after) || (value == '[' && (after | 0x20) == 'u'))) {
                possible++;
                found(i, p);
            }
        }
    }

    private static int closing(byte[] bytes, int from, int to) {
        int p = from;
        while (p < to && bytes[p] != ']') {
            p++;
        }
        return p;
    }

    /** Around a text of its own, or around a part of a word; and not two letters of one word or of several. */
    private static boolean isPair(byte[] bytes, int open, int close, int to, byte before) {
        if (close >= to) {
            return false;
        }
        boolean ends = close + 1 == to || !SevenBitTraces.isLetter(bytes[close + 1]);
        if (ends && !SevenBitTraces.isLetter(before)) {
            return true;
        }
        return (ends || close - open <= LONGEST_LOCANT) && isOneWord(bytes, open, close);
    }

    private static boolean isOneWord(byte[] bytes, int from, int to) {
        for (int p = Math.max(from, to - LONGEST_SHOWN); p < to; p++) {
            if (bytes[p] == ' ') {
                return false;
            }
        }
        return true;
    }

    /** Between capitals, or at the start of a word. */
    private static boolean mayBeLetter(byte[] bytes, int p, int to, byte before, byte after) {
        if (!SevenBitTraces.isLetter(after)) {
            return false;
        }
        if (SevenBitTraces.isLetter(before)) {
            return !SevenBitTraces.isLower(before) && !SevenBitTraces.isLower(after);
        }
        boolean starts =
                before == 0 || before == ' ' || before == '-' || before == '(' || before == '/' || before == '"';
        return starts && p + 2 < to && SevenBitTraces.isLetter(bytes[p + 2]);
    }

    private static boolean isVowel(byte value) {
        return SevenBitTraces.isLetter(value) && SevenBitTraces.isVowel(value);
    }

    private void found(int line, int at) {
        if (doubtfulLine < 0) {
            doubtfulLine = line;
            doubtfulAt = at;
        }
    }
}
