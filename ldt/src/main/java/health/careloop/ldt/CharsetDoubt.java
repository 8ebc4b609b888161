package health.careloop.ldt;

/** A word that is one in two charsets, where nothing else in the package tells which was written. */
final class CharsetDoubt {
    private static final int LONGEST = 12;

    private final Lines lines;
    private final int line;
    private final int at;

    /** @param at position of the byte in doubt */
    CharsetDoubt(Lines lines, int line, int at) {
        this.lines = lines;
        this.line = line;
        this.at = at;
    }

    /** Both readings: a person can tell a name where no byte can. */
    Fault fault(LdtCharset read, LdtCharset other) {
        int number = lines.line(line);
        return new Fault(
                number,
                lines.offset(line),
                FieldId.text(lines.id(line)),
                "BAS-CHARSET",
                Severity.WARNING,
                new Sentence(
                        "Ob " + read.label() + " oder " + other.label()
                                + " geschrieben ist, ist nicht sicher: In Zeile "
                                + number + " steht " + Sentence.quote(word(read)) + ", in " + other.label()
                                + " hieße das " + Sentence.quote(word(other)) + ". Gelesen wird " + read.label() + ".",
                        "Whether " + read.label() + " or " + other.label() + " was written is not certain: line "
                                + number + " says " + Sentence.quote(word(read)) + ", which in " + other.label()
                                + " would be " + Sentence.quote(word(other)) + ". It is read as " + read.label()
                                + "."),
                new Sentence(
                        "9106 kennt CP850 nicht. Der Absender sollte ISO 8859-15 schreiben (9106 = 4).",
                        "9106 has no number for CP850. The sender should write ISO 8859-15 (9106 = 4)."));
    }

    private String word(LdtCharset charset) {
        byte[] bytes = lines.bytes();
        int from = at;
        int to = at + 1;
        while (from > lines.contentStart(line) && bytes[from - 1] != ' ' && at - from < LONGEST) {
            from--;
        }
        while (to < lines.contentEnd(line) && bytes[to] != ' ' && to - at < LONGEST) {
            to++;
        }
        return charset.decode(bytes, from, to - from);
    }
}
