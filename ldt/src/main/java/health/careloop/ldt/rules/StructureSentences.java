package health.careloop.ldt.rules;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.ldt.tables.FieldTable;
import health.careloop.ldt.tables.Structure;
import health.careloop.ldt.tables.StructureNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with the place of a field. */
final class StructureSentences {
    private final Generation generation;
    private final TableVersion version;
    private final Findings findings;
    private final FieldTable table;
    private final Sought home = new Sought();
    private final Sought box = new Sought();

    StructureSentences(Generation generation, TableVersion version, Findings findings) {
        this.generation = generation;
        this.version = version;
        this.findings = findings;
        this.table = FieldTable.of(generation);
    }

    void placed(Scope scope, int at, int number, int entry) {
        StructureNode node = scope.node();
        if (entry >= 0 && node != null) {
            if (scope.placement().repeated()) {
                repeated(scope, at, number, node);
            } else if (scope.placement().expectedBefore() >= 0) {
                disordered(scope, at, number, node.field(scope.placement().expectedBefore()));
            }
        } else if (!table.knows(number)) {
            unknown(scope.view().field(at), number);
        } else if (node != null && entry == Placement.ORPHAN) {
            orphan(scope, at, number, node);
        } else if (node != null) {
            unexpected(scope.view().field(at), number, node);
        }
    }

    private void repeated(Scope scope, int at, int number, StructureNode node) {
        LdtField field = scope.view().field(at);
        findings.broken(
                field,
                "BAS-OCC",
                Severity.WARNING,
                new Sentence(
                        field(number) + " kommt in Zeile " + field.line() + " ein weiteres Mal vor; in " + node(node)
                                + " darf es an dieser Stelle nur einmal stehen.",
                        english(number) + " occurs again in line " + field.line() + "; in " + nodeEnglish(node)
                                + " it may stand only once at this place."),
                Sentence.NONE);
    }

    private void disordered(Scope scope, int at, int number, int before) {
        LdtField field = scope.view().field(at);
        findings.broken(
                field,
                "BAS-ORDER",
                generation == Generation.LDT3 ? Severity.WARNING : Severity.INFORMATION,
                new Sentence(
                        field(number) + " in Zeile " + field.line() + " gehört vor das Feld " + named(before) + ".",
                        english(number) + " in line " + field.line() + " belongs before field " + namedEnglish(before)
                                + "."),
                generation == Generation.LDT3
                        ? new Sentence(
                                "In LDT 3 entscheidet die Reihenfolge, wozu ein Feld gehört.",
                                "In LDT 3 the order decides what a field belongs to.")
                        : Sentence.NONE);
    }

    private void unknown(LdtField field, int number) {
        String release = TableVersion.tables(generation);
        findings.unlisted(
                field,
                "BAS-FIELD",
                Severity.INFORMATION,
                version == TableVersion.SAME && generation == Generation.LDT3,
                new Sentence(
                        "Das Feld " + four(number) + " in Zeile " + field.line() + " kennt " + release + " nicht.",
                        "Field " + four(number) + " in line " + field.line() + " is not known to " + release + "."),
                Sentence.NONE);
    }

    private void unexpected(LdtField field, int number, StructureNode node) {
        findings.unlisted(
                field,
                "BAS-FIELD",
                Severity.INFORMATION,
                version == TableVersion.SAME && generation == Generation.LDT3,
                new Sentence(
                        field(number) + " in Zeile " + field.line() + " ist an dieser Stelle in " + node(node)
                                + " nicht vorgesehen.",
                        english(number) + " in line " + field.line() + " is not foreseen at this place in "
                                + nodeEnglish(node) + "."),
                Sentence.NONE);
    }

    private void orphan(Scope scope, int at, int number, StructureNode node) {
        LdtField field = scope.view().field(at);
        int parent = StructureNode.ROOT;
        for (int i = 0; i < node.size() && parent < 0; i++) {
            parent = node.field(i) == number ? node.parent(i) : StructureNode.ROOT;
        }
        if (parent >= 0 && isPostcode(node.field(parent)) && !comes(scope, at, node.field(parent))) {
            return;
        }
        String owner = parent < 0 ? "" : " (" + four(node.field(parent)) + ")";
        findings.broken(
                field,
                "BAS-LEVEL",
                generation == Generation.LDT3 ? Severity.WARNING : Severity.INFORMATION,
                new Sentence(
                        field(number) + " in Zeile " + field.line() + " steht in " + node(node)
                                + " ohne das Feld, zu dem es gehört" + owner + ".",
                        english(number) + " in line " + field.line() + " stands in " + nodeEnglish(node)
                                + " without the field it belongs to" + owner + "."),
                Sentence.NONE);
    }

    /** Street and town belong to their postcode; where an address has none, K017 says whether it may. */
    private static boolean isPostcode(int number) {
        return number == 3112 || number == 3121;
    }

    /**
     * Whether a field follows in the same object, which holds no other. What one line was told is true of every line up to
     * where the search ended: thousands without their postcode must not each read the rest of the record.
     */
    private boolean comes(Scope scope, int at, int number) {
        RecordView view = scope.view();
        Sought known = number == 3112 ? home : box;
        if (known.record != view.lines() || at < known.from || at >= known.to) {
            int i = at + 1;
            while (i < view.size()
                    && view.field(i).number() != number
                    && view.field(i).number() != 8003) {
                i++;
            }
            known.record = view.lines();
            known.from = at;
            known.to = i;
            known.found = i < view.size() && view.field(i).number() == number;
        }
        return known.found;
    }

    /** How far one search went, and whether it found what it sought. */
    private static final class Sought {
        private @Nullable List<LdtField> record;
        private int from;
        private int to;
        private boolean found;
    }

    /** @param line index of the line of the field that lacks it, or of the start of the object */
    void missing(Scope scope, int entry, int line) {
        StructureNode node = scope.node();
        if (node == null || ReaderRules.checksPresence(generation, node.field(entry))) {
            return;
        }
        LdtField at = scope.view().field(line);
        int number = node.field(entry);
        int parent = node.parent(entry);
        String german = parent < 0 ? "" : " nach " + named(node.field(parent));
        String english = parent < 0 ? "" : " after " + namedEnglish(node.field(parent));
        findings.missing(
                at,
                four(number),
                "BAS-MUST",
                version == TableVersion.OLD ? Severity.INFORMATION : Severity.WARNING,
                new Sentence(
                        "In " + node(node) + " ab Zeile " + at.line() + " fehlt" + german + " das Pflichtfeld "
                                + named(number) + ".",
                        "In " + nodeEnglish(node) + " from line " + at.line() + " on, the mandatory field "
                                + namedEnglish(number) + " is missing" + english + "."));
    }

    void attribute(LdtField field, int number, boolean followed) {
        if (!followed) {
            findings.broken(
                    field,
                    "BAS-ROLE",
                    Severity.WARNING,
                    new Sentence(
                            "Auf das Objektattribut " + named(number) + " in Zeile " + field.line()
                                    + " folgt kein Objekt.",
                            "No object follows " + english(number) + " in line " + field.line() + "."),
                    Sentence.NONE);
        } else if (!field.contains(Structure.wireBytes(number))) {
            otherName(field, number, Structure.wireName(number));
        }
    }

    private void otherName(LdtField field, int number, String name) {
        if (!sameName(field, name)) {
            findings.unlisted(
                    field,
                    "BAS-ROLE",
                    Severity.INFORMATION,
                    false,
                    new Sentence(
                            "Das Objektattribut " + named(number) + " in Zeile " + field.line() + " heißt "
                                    + Sentence.quote(field.text()) + " statt \"" + name + "\".",
                            english(number) + " in line " + field.line() + " is called " + Sentence.quote(field.text())
                                    + " instead of \"" + name + "\"."),
                    Sentence.NONE);
        }
    }

    private static boolean sameName(LdtField field, String name) {
        int length = field.length();
        if (length != name.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((field.byteAt(i) | 0x20) != (name.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }

    void wrongObject(LdtField line, int attribute, int expected) {
        String label = "Obj_" + four(expected);
        findings.broken(
                line,
                "BAS-ROLE",
                Severity.WARNING,
                new Sentence(
                        "Auf das Objektattribut " + named(attribute) + " folgt in Zeile " + line.line() + " "
                                + Sentence.quote(line.text()) + "; erwartet wird " + label + ".",
                        english(attribute) + " is followed by " + Sentence.quote(line.text()) + " in line "
                                + line.line() + "; expected is " + label + "."),
                Sentence.NONE);
    }

    void unknownObject(LdtField line) {
        findings.unlisted(
                line,
                "BAS-FIELD",
                Severity.INFORMATION,
                version == TableVersion.SAME,
                new Sentence(
                        "Das Objekt " + Sentence.quote(line.text()) + " in Zeile " + line.line()
                                + " kennt LDT 3.2.17 nicht.",
                        "The object " + Sentence.quote(line.text()) + " in line " + line.line()
                                + " is not known to LDT 3.2.17."),
                Sentence.NONE);
    }

    void context(ContextRule rule, Scope scope, int at) {
        LdtField field = scope.view().field(at);
        StructureNode node = scope.node();
        String german = node == null ? "" : node(node) + ", ";
        String english = node == null
                ? ""
                : Character.toUpperCase(nodeEnglish(node).charAt(0))
                        + nodeEnglish(node).substring(1) + ", ";
        Sentence sentence = new Sentence(
                german + "Zeile " + field.line() + ", verletzt die Regel " + rule.id() + ": "
                        + rule.sentence().german(),
                english + "line " + field.line() + ", breaks rule " + rule.id() + ": "
                        + rule.sentence().english());
        int missed = rule.missedIn(scope);
        if (missed > 0) {
            findings.missing(field, four(missed), rule.id(), rule.severity(), sentence);
        } else {
            findings.broken(field, rule.id(), rule.severity(), sentence, Sentence.NONE);
        }
    }

    private String field(int number) {
        return "Das Feld " + named(number);
    }

    private String named(int number) {
        return four(number) + " (" + table.name(number).german() + ")";
    }

    private String english(int number) {
        return "Field " + namedEnglish(number);
    }

    private String namedEnglish(int number) {
        return four(number) + " (" + table.name(number).english() + ")";
    }

    private static String node(StructureNode node) {
        return label(node) + " (" + node.name().german() + ")";
    }

    private static String nodeEnglish(StructureNode node) {
        return (node.label().startsWith("Obj") ? "" : "record ") + node.label() + " ("
                + node.name().english() + ")";
    }

    private static String label(StructureNode node) {
        return (node.label().startsWith("Obj") ? "" : "Satz ") + node.label();
    }

    static String four(int number) {
        byte[] digits = new byte[4];
        for (int i = 3, left = number; i >= 0; i--, left /= 10) {
            digits[i] = (byte) ('0' + left % 10);
        }
        return new String(digits, StandardCharsets.US_ASCII);
    }
}
