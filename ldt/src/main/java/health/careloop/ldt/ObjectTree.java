package health.careloop.ldt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Builds the object tree of one LDT 3 record. Objects nest like brackets (KBV LDT 3.2, section "Objekte"); the field in
 * front of 8002 is the Objektattribut that gives the object its role.
 */
final class ObjectTree {
    /** The specification needs seven; more is an attack or a defect, and recursion over the tree must stay safe. */
    private static final int DEEPEST = 40;

    private final String recordType;
    private final List<LdtField> fields;
    private final FaultLog faults;
    private final Deque<Open> open = new ArrayDeque<>();
    private final List<LdtPart> top = new ArrayList<>();

    private record Open(String type, LdtField start, boolean named, List<LdtPart> parts) {
        int firstLine() {
            return start.line();
        }

        String role() {
            return named ? start.text().strip() : "";
        }

        String roleField() {
            return named ? start.id() : "";
        }
    }

    ObjectTree(String recordType, List<LdtField> fields, FaultLog faults) {
        this.recordType = recordType;
        this.fields = fields;
        this.faults = faults;
    }

    List<LdtPart> build() {
        boolean ended = false;
        for (int i = 1; i < fields.size(); i++) {
            LdtField field = fields.get(i);
            if (ended && !field.is("")) {
                error(
                        field,
                        "BAS-FSAL",
                        new Sentence(
                                "Zeile " + field.line() + " steht hinter dem Satzende 8001.",
                                "Line " + field.line() + " stands after the end 8001 of its record."));
            }
            switch (field.id()) {
                case "8001" -> {
                    end(field);
                    ended = true;
                }
                case "8002" -> open(field, i);
                case "8003" -> close(field);
                case "" -> {}
                default -> {
                    if (!introducesAnObject(i)) {
                        content().add(field);
                    }
                }
            }
        }
        LdtField last = fields.getLast();
        if (!open.isEmpty()) {
            fatal(
                    last,
                    "BAS-OBJ",
                    new Sentence(
                            "Das Objekt " + Sentence.quote(open.getFirst().type()) + " aus Zeile "
                                    + open.getFirst().firstLine() + " wird nicht geschlossen.",
                            "The object " + Sentence.quote(open.getFirst().type()) + " that starts in line "
                                    + open.getFirst().firstLine() + " is never closed."));
            while (!open.isEmpty()) {
                pop(last.line());
            }
        }
        if (!ended) {
            fatal(
                    last,
                    "BAS-FSAL",
                    new Sentence(
                            "Dem Satz " + Sentence.quote(recordType) + " ab Zeile "
                                    + fields.getFirst().line() + " fehlt das Satzende 8001.",
                            "The record " + Sentence.quote(recordType) + " that starts in line "
                                    + fields.getFirst().line() + " has no end 8001."));
        }
        return top;
    }

    private List<LdtPart> content() {
        return open.isEmpty() ? top : open.getFirst().parts();
    }

    private boolean introducesAnObject(int i) {
        return isAttribute(fields.get(i))
                && i + 1 < fields.size()
                && fields.get(i + 1).is("8002");
    }

    private static boolean isAttribute(LdtField field) {
        return field.id().startsWith("81") || field.id().startsWith("82");
    }

    private void open(LdtField line, int i) {
        String type = line.text().strip();
        if (open.size() >= DEEPEST) {
            fatal(
                    line,
                    "BAS-OBJ",
                    new Sentence(
                            "In Zeile " + line.line() + " sind Objekte mehr als " + DEEPEST + "-fach verschachtelt.",
                            "Objects are nested more than " + DEEPEST + " deep in line " + line.line() + "."));
            return;
        }
        LdtField before = fields.get(i - 1);
        boolean named = isAttribute(before);
        if (!named) {
            error(
                    line,
                    "BAS-OBJ",
                    new Sentence(
                            "Vor dem Objekt " + Sentence.quote(type) + " in Zeile " + line.line()
                                    + " steht kein Objektattribut; seine Bedeutung ist unbekannt.",
                            "The object " + Sentence.quote(type) + " in line " + line.line()
                                    + " has no Objektattribut in front of it, so its meaning is not known."));
        }
        open.push(new Open(type, named ? before : line, named, new ArrayList<>()));
    }

    private void close(LdtField line) {
        String type = line.text().strip();
        if (open.isEmpty()) {
            fatal(
                    line,
                    "BAS-OBJ",
                    new Sentence(
                            "Zeile " + line.line() + " schließt " + Sentence.quote(type) + ", das nicht offen ist.",
                            "Line " + line.line() + " closes " + Sentence.quote(type) + ", which is not open."));
            return;
        }
        if (open.getFirst().type().equals(type)) {
            pop(line.line());
            return;
        }
        fatal(
                line,
                "BAS-OBJ",
                new Sentence(
                        "Zeile " + line.line() + " schließt " + Sentence.quote(type) + ", offen ist aber "
                                + Sentence.quote(open.getFirst().type()) + " aus Zeile "
                                + open.getFirst().firstLine() + ".",
                        "Line " + line.line() + " closes " + Sentence.quote(type) + ", but the object open is "
                                + Sentence.quote(open.getFirst().type()) + " from line "
                                + open.getFirst().firstLine() + "."));
        if (open.stream().anyMatch(object -> object.type().equals(type))) {
            while (!open.getFirst().type().equals(type)) {
                pop(line.line());
            }
            pop(line.line());
        }
    }

    private void pop(int lastLine) {
        Open closed = open.pop();
        if (closed.parts().isEmpty()) {
            faults.add(new Fault(
                    closed.firstLine(),
                    closed.start().offset(),
                    closed.roleField(),
                    "BAS-OBJ",
                    Severity.WARNING,
                    new Sentence(
                            "Das Objekt " + Sentence.quote(closed.type()) + " in Zeile " + closed.firstLine()
                                    + " ist leer.",
                            "The object " + Sentence.quote(closed.type()) + " in line " + closed.firstLine()
                                    + " is empty."),
                    Sentence.NONE));
        }
        content()
                .add(new LdtObject(
                        closed.type(),
                        closed.role(),
                        closed.roleField(),
                        closed.parts(),
                        closed.firstLine(),
                        lastLine,
                        closed.start().offset()));
    }

    private void end(LdtField line) {
        String type = line.text().strip();
        if (!type.equals(recordType)) {
            fatal(
                    line,
                    "BAS-FSAL",
                    new Sentence(
                            "Zeile " + line.line() + " beendet einen Satz " + Sentence.quote(type)
                                    + ", offen ist aber der Satz " + Sentence.quote(recordType) + ".",
                            "Line " + line.line() + " ends a record " + Sentence.quote(type)
                                    + ", but the record open is " + Sentence.quote(recordType) + "."));
        }
    }

    private void fatal(LdtField line, String rule, Sentence sentence) {
        faults.add(new Fault(
                line.line(),
                line.offset(),
                line.id(),
                rule,
                Severity.FATAL,
                sentence,
                new Sentence(
                        "Es können Zeilen fehlen. Bitten Sie das Labor, den Befund erneut zu senden.",
                        "Lines may be missing. Ask the laboratory to send the report again.")));
    }

    private void error(LdtField line, String rule, Sentence sentence) {
        faults.add(new Fault(line.line(), line.offset(), line.id(), rule, Severity.ERROR, sentence, Sentence.NONE));
    }
}
