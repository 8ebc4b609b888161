package health.careloop.ldt;

/** Says what the traces of a package show to be wrong, whatever its charset is. */
final class CharsetSentences {
    private static final String RULE = "BAS-CHARSET";

    static final Sentence WRITE_WHAT_YOU_DECLARE = new Sentence(
            "Der Absender sollte den Zeichensatz schreiben, den er angibt.",
            "The sender should write the charset it declares.");

    private final Lines lines;
    private final CharsetTraces traces;
    private final FaultLog faults;

    CharsetSentences(Lines lines, CharsetTraces traces, FaultLog faults) {
        this.lines = lines;
        this.traces = traces;
        this.faults = faults;
    }

    /** A record was put together from sources of different charsets. */
    void mixed(LdtCharset charset) {
        int line = lines.line(traces.firstUtf8);
        fault(
                traces.firstUtf8,
                RULE,
                new Sentence(
                        "Die Zeichensätze sind gemischt: " + traces.utf8Lines + " von " + traces.high
                                + " Zeilen mit Umlauten sind UTF-8, die erste ist Zeile " + line
                                + ". Umlaute in UTF-8 werden als solche gelesen, alles andere als " + charset.label()
                                + "; andere Zeichen können entstellt sein.",
                        "The charsets are mixed: " + traces.utf8Lines + " of " + traces.high
                                + " lines with umlauts are UTF-8, the first is line " + line
                                + ". Umlauts in UTF-8 are read as such, everything else as " + charset.label()
                                + "; other characters may be garbled."),
                WRITE_WHAT_YOU_DECLARE);
    }

    /** A stream cannot be read again: what was handed over stays as it was read. */
    void changed(LdtCharset earlier, LdtCharset now) {
        fault(
                0,
                RULE,
                new Sentence(
                        "Die Zeichensätze widersprechen sich: Vor Zeile " + lines.line(0) + " wurde als "
                                + earlier.label() + " gelesen, ab hier als " + now.label()
                                + ". Umlaute und Zeichen wie µ davor können entstellt sein.",
                        "The charsets contradict each other: in front of line " + lines.line(0) + " "
                                + earlier.label() + " was read, and " + now.label()
                                + " from here on. Umlauts and signs such as µ before it may be garbled."),
                WRITE_WHAT_YOU_DECLARE);
    }

    /** Bytes that DIN 66003 does not have, where its letters stand all the same. */
    void strays() {
        traces.highLines()
                .forEach(i -> fault(
                        i,
                        RULE,
                        new Sentence(
                                "Die Zeichensätze sind gemischt: Die Umlaute sind DIN 66003, in Zeile " + lines.line(i)
                                        + " stehen aber Bytes über 127, die es dort nicht gibt.",
                                "The charsets are mixed: the umlauts are DIN 66003, and line " + lines.line(i)
                                        + " has bytes above 127, which do not exist there."),
                        WRITE_WHAT_YOU_DECLARE));
    }

    /** Bytes that ISO 8859 has no character for. */
    void foreign(LdtCharset charset) {
        boolean one = traces.controls == 1;
        boolean ibm = traces.umlautsIbm > 0;
        String german = ibm ? "CP437 oder CP850" : LdtCharset.WINDOWS_1252.label();
        String english = ibm ? "CP437 or CP850" : LdtCharset.WINDOWS_1252.label();
        fault(
                traces.firstControl,
                RULE,
                new Sentence(
                        (one ? "Ein Zeichen gibt" : traces.controls + " Zeichen gibt") + " es in " + charset.label()
                                + " nicht; " + (one ? "es stammt" : "sie stammen") + " vermutlich aus " + german
                                + " und " + (one ? "erscheint" : "erscheinen") + " als Steuerzeichen.",
                        (one ? "One character does" : traces.controls + " characters do") + " not exist in "
                                + charset.label() + "; " + (one ? "it probably comes" : "they probably come") + " from "
                                + english + " and " + (one ? "is" : "are")
                                + (one ? " shown as a control character." : " shown as control characters.")),
                WRITE_WHAT_YOU_DECLARE);
    }

    /** @param declared what should have been read before */
    void replaced(LdtCharset declared) {
        fault(
                traces.firstReplacement,
                "BAS-FFFD",
                new Sentence(
                        traces.replacements
                                + " Zeichen wurden durch U+FFFD ersetzt, bevor die Nachricht hier ankam. Welche"
                                + " Buchstaben es waren, ist nicht wiederherstellbar.",
                        traces.replacements
                                + " characters were replaced by U+FFFD before the message arrived here. Which"
                                + " letters they were cannot be recovered."),
                new Sentence(
                        "Der sendende Kommunikationsserver hat die Datei im falschen Zeichensatz gelesen. Stellen Sie"
                                + " den Zeichensatz seiner Quelle auf "
                                + declared.label()
                                + " und senden Sie erneut.",
                        "The sending interface engine read the file in the wrong charset. Set the charset of its"
                                + " source to " + declared.label() + " and send again."));
    }

    void garbled() {
        fault(
                traces.firstGarbled,
                RULE,
                new Sentence(
                        traces.garbled
                                + " Zeichen wurden im falschen Zeichensatz gelesen, bevor der Text UTF-8 wurde; Umlaute"
                                + " sind entstellt.",
                        traces.garbled
                                + " characters were read in the wrong charset before the text became UTF-8; umlauts"
                                + " are garbled."),
                new Sentence(
                        "Der sendende Kommunikationsserver muss die Datei in dem Zeichensatz lesen, in dem sie"
                                + " geschrieben ist, vermutlich CP437.",
                        "The sending interface engine must read the file in the charset it is written in, probably"
                                + " CP437."));
    }

    void doubled(int line) {
        fault(
                line,
                RULE,
                new Sentence(
                        traces.doubled + " Zeichen wurden zweimal nach UTF-8 umgewandelt; gelesen wird, was vor der"
                                + " zweiten Umwandlung dastand.",
                        traces.doubled + " characters were converted to UTF-8 twice; what stood there before the"
                                + " second time is read."),
                new Sentence(
                        "Der sendende Kommunikationsserver liest UTF-8 als ISO 8859-1. Stellen Sie den Zeichensatz"
                                + " seiner Quelle auf UTF-8.",
                        "The sending interface engine reads UTF-8 as ISO 8859-1. Set the charset of its source to"
                                + " UTF-8."));
    }

    private void fault(int line, String rule, Sentence sentence, Sentence hint) {
        String field = lines.isField(line) ? FieldId.text(lines.id(line)) : "";
        faults.add(new Fault(lines.line(line), lines.offset(line), field, rule, Severity.WARNING, sentence, hint));
    }
}
