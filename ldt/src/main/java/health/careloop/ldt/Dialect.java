package health.careloop.ldt;

import java.util.Arrays;
import java.util.Optional;

/** Recognises what was sent instead of LDT, so that the sender hears a name and not "syntax error". */
final class Dialect {
    static final String RULE = "BAS-DIALECT";

    private static final String EXPECTED = "Send LDT 2 or LDT 3: a first line such as 01380008220.";

    private Dialect() {}

    /** By the first bytes. */
    static Optional<Fault> foreign(byte[] bytes) {
        if (blank(bytes)) {
            return fault("The message is empty.", "Check that the sender attaches the file as the body.");
        }
        if (starts(bytes, 0x1F, 0x8B)) {
            return fault("This is a gzip archive, not LDT.", "Unpack it before sending.");
        }
        if (starts(bytes, 'P', 'K', 3, 4)) {
            return fault("This is a ZIP archive, not LDT.", "Unpack it before sending.");
        }
        if (starts(bytes, '%', 'P', 'D', 'F')) {
            return fault("This is a PDF document, not LDT.", EXPECTED);
        }
        if (starts(bytes, 0xFF, 0xFE) || starts(bytes, 0xFE, 0xFF)) {
            return fault(
                    "This is UTF-16 text, not LDT.", "Send the bytes of the file unchanged, in the charset of 9106.");
        }
        byte[] text = withoutLead(bytes);
        if (starts(text, 'M', 'S', 'H', '|')) {
            return fault("This is an HL7 v2 message, not LDT.", EXPECTED);
        }
        if (starts(text, '<')) {
            return fault("This is XML or HTML, not LDT.", EXPECTED);
        }
        if (starts(text, '{') || starts(text, '[')) {
            return fault("This looks like JSON, not LDT.", EXPECTED);
        }
        return Optional.empty();
    }

    /** By the record types, for files that are made of xDT lines or of no lines at all. */
    static Optional<Fault> foreign(Lines lines) {
        boolean anyRecord = false;
        String first = "";
        for (int i = 0; i < lines.count(); i++) {
            if (lines.id(i) == 8000) {
                String type = lines.ascii(i);
                if (RecordType.isLdt(type) && !type.equals("0020") && !type.equals("0021")) {
                    return Optional.empty();
                }
                first = anyRecord && !first.equals("0020") ? first : type;
                anyRecord = true;
            }
        }
        if (!anyRecord) {
            return looksLikeLdtWithoutRecords(lines)
                    ? fault("No record starts anywhere: there is no line 8000 in this file.", EXPECTED)
                    : fault("These bytes are no LDT: no line starts with a length and a field number.", EXPECTED);
        }
        if (first.startsWith("63")) {
            return fault(
                    "This is a GDT file, not LDT: its first record is " + first + ".",
                    "GDT connects devices. Ask the laboratory for the LDT export.");
        }
        if (first.equals("0020")) {
            return fault(
                    "The file has a data carrier header 0020 and no LDT package.",
                    "It may be BDT or an interrupted LDT transfer. " + EXPECTED);
        }
        if (first.startsWith("00") || first.startsWith("61") || first.startsWith("62")) {
            return fault(
                    "This is a BDT file, not LDT: its first record is " + first + ".",
                    "BDT moves practice records. Ask the laboratory for the LDT export.");
        }
        if (first.startsWith("01") || first.startsWith("con") || first.startsWith("adt")) {
            return fault(
                    "This is a KVDT billing file, not LDT: its first record is " + first + ".",
                    "Ask the laboratory for the LDT export.");
        }
        return fault(
                "This is an xDT file with a record " + Sentence.quote(first) + " that LDT does not know.", EXPECTED);
    }

    private static boolean looksLikeLdtWithoutRecords(Lines lines) {
        for (int i = 0; i < lines.count(); i++) {
            if (lines.isField(i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean blank(byte[] bytes) {
        for (byte value : bytes) {
            if (value < 0 || value > ' ') {
                return false;
            }
        }
        return true;
    }

    /** Without a UTF-8 byte order mark, MLLP start byte and blanks in front. */
    private static byte[] withoutLead(byte[] bytes) {
        int from = starts(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        while (from < bytes.length && bytes[from] >= 0 && bytes[from] <= ' ') {
            from++;
        }
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 16));
    }

    private static boolean starts(byte[] bytes, int... lead) {
        if (bytes.length < lead.length) {
            return false;
        }
        for (int i = 0; i < lead.length; i++) {
            if ((bytes[i] & 0xFF) != lead[i]) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Fault> fault(String sentence, String hint) {
        return Optional.of(new Fault(1, 0, "", RULE, Severity.FATAL, sentence, hint));
    }
}
