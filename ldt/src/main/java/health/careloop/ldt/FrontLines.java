package health.careloop.ldt;

import java.util.List;

/** What stands in front of the first record: of a whole file, or as a stream brings it. Keeps faults and no bytes. */
final class FrontLines {
    private final FaultLog faults = new FaultLog();
    private boolean any;
    private boolean anyField;
    private boolean anyText;
    private boolean continues;

    /** The line at the cursor. */
    void accept(LdtTokenizer token, long offset) {
        boolean field = token.fieldId() != LdtTokenizer.NOT_A_FIELD;
        boolean text = field || !isBlank(token.buffer(), token.start(), token.contentStart() + token.contentLength());
        if (text && !continues) {
            faults.add(fault((int) token.line(), offset, FieldId.text(token.fieldId())));
        }
        any = true;
        anyField |= field;
        anyText |= text;
        continues = token.ending() == LineEnding.CONTINUED;
    }

    /** Of a stream in which a record followed. */
    List<Fault> faults() {
        return faults.byLine();
    }

    /** Of a stream in which none did. */
    Fault foreign() {
        if (!anyText) {
            return Dialect.foreign(any ? new byte[] {' '} : new byte[0]).orElseThrow();
        }
        return Dialect.withoutRecords(anyField);
    }

    static Fault fault(int line, long offset, String field) {
        return new Fault(
                line,
                offset,
                field,
                "BAS-FSA",
                Severity.FATAL,
                new Sentence(
                        "Zeile " + line + " steht vor dem ersten Satz.",
                        "Line " + line + " stands in front of the first record."),
                new Sentence(
                        "Ein Satz beginnt mit der Feldkennung 8000. Möglicherweise fehlt der Anfang der Übertragung.",
                        "A record starts with field 8000. The beginning of the transmission may be missing."));
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int p = from; p < to; p++) {
            if (bytes[p] < 0 || bytes[p] > ' ') {
                return false;
            }
        }
        return true;
    }
}
