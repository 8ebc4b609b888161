package health.careloop.ldt.rules;

import health.careloop.ldt.Fault;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtText;
import health.careloop.ldt.Severity;
import health.careloop.ldt.tables.FieldTable;
import health.careloop.ldt.tables.Structure;
import health.careloop.ldt.tables.StructureNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Short writing for LDT 3: {@code [8205] 8135(8160(8410=GLU 8411=Glukose_im_Plasma))} is a record 8205 with two nested
 * objects and two fields. Objects follow from their Objektattribut. An underline is a blank. LDT 2 begins with that word:
 * {@code LDT2 [8201] 8310=1 8410=K}.
 */
final class Notation {
    private final LdtText ldt = new LdtText();
    private final String text;
    private int at;

    private Notation(String text) {
        this.text = text;
    }

    /** A whole message. Without a record of its own the text stands in a record 8205; the header may be left out. */
    static byte[] message(String text) {
        return text.startsWith("LDT2 ") ? flat(text.substring(5)) : message("LDT3.2.20", text);
    }

    /** A message with one field of content: in LDT 3 in the first record or object that has it. */
    static byte[] field(Generation generation, String field, String content) {
        if (generation == Generation.LDT2) {
            return LdtText.flat(HEADER, new LdtText.Flat("8201").field(field, content));
        }
        String text = field + "=" + content.replace(' ', '_');
        int number = FieldTable.number(field);
        if (Structure.record(Generation.LDT3, 8230).holds(number)) {
            return message("[8230] " + text);
        }
        int object = Structure.objects().stream()
                .filter(node -> node.holds(number))
                .mapToInt(StructureNode::number)
                .findFirst()
                .orElseThrow();
        int attribute = Arrays.stream(FieldTable.all())
                .filter(candidate -> Structure.objectOf(candidate) == object)
                .findFirst()
                .orElseThrow();
        return message("%04d(%s)".formatted(attribute, text));
    }

    private static final LdtText.Flat HEADER = LdtText.header()
            .field("0205", "Prüfstraße 1")
            .field("0215", "12345")
            .field("0216", "Musterstadt")
            .field("8300", "LABT")
            .field("0101", "X/39/1501/36/abc")
            .field("8312", "4711");

    /** {@code LDT2 [8201] 8310=1 8410=K}: records of LDT 2. A header may be left out. */
    private static byte[] flat(String text) {
        List<LdtText.Flat> records = new ArrayList<>();
        if (!text.startsWith("[8220]")) {
            records.add(HEADER);
        }
        for (String word : text.split(" ")) {
            if (word.startsWith("[")) {
                records.add(new LdtText.Flat(word.substring(1, 5)));
            } else {
                records.getLast().field(word.substring(0, 4), word.substring(5).replace('_', ' '));
            }
        }
        return LdtText.flat(records.toArray(LdtText.Flat[]::new));
    }

    static byte[] message(String version, String text) {
        String body = text.startsWith("[") ? text : "[8205] " + text;
        boolean headed = body.startsWith("[8220]") || body.startsWith("[8230]");
        String whole = headed ? body : "[8220] 8132(0001=" + version + ") " + body;
        Notation notation = new Notation(whole);
        notation.write();
        if (whole.contains("[8221]")) {
            return notation.ldt.ended();
        }
        return notation.ldt.trailer(whole.startsWith("[8230]") ? "8231" : "8221");
    }

    static List<Fault> faults(String text) {
        return LdtValidator.of(Strictness.IMPORT).check(LdtReader.read(message(text)));
    }

    /** Rules broken, each as often as it is, information left out. */
    static List<String> rules(String text) {
        return faults(text).stream()
                .filter(fault -> fault.severity() != Severity.INFORMATION)
                .map(Fault::rule)
                .toList();
    }

    private void write() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ') {
                at++;
            } else if (c == '[') {
                ldt.record(text.substring(at + 1, at + 5));
                at += 6;
            } else if (c == ')') {
                ldt.close();
                at++;
            } else {
                line(text.substring(at, at + 4));
            }
        }
    }

    private void line(String field) {
        char next = text.charAt(at + 4);
        if (next == '(') {
            int number = FieldTable.number(field);
            ldt.open(field, Structure.wireName(number), "Obj_%04d".formatted(Structure.objectOf(number)));
            at += 5;
        } else if (next == '=') {
            int end = at + 5;
            while (end < text.length() && " )".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            ldt.field(field, text.substring(at + 5, end).replace('_', ' '));
            at = end;
        } else {
            throw new IllegalArgumentException("Neither = nor ( after " + field + " in: " + text);
        }
    }
}
