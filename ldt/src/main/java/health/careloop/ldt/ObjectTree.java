package health.careloop.ldt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Builds the object tree of one LDT 3 record. Objects nest like brackets (KBV LDT 3.2, section "Objekte"); the field in
 * front of 8002 is the Objektattribut that gives the object its role.
 */
final class ObjectTree {
    /** The specification needs seven; more is an attack or a defect, and recursion over the tree must stay safe. */
    private static final int DEEPEST = 40;

    private static final int RECORD_END = 8001;
    private static final int OPENS = 8002;
    private static final int CLOSES = 8003;
    private static final String[] TYPES = new String[100];
    /** The same as they stand in a line, each as one number. */
    private static final long[] WRITTEN = new long[TYPES.length];

    static {
        for (int i = 0; i < TYPES.length; i++) {
            TYPES[i] = "Obj_00" + i / 10 + i % 10;
            WRITTEN[i] = LineScan.word(TYPES[i].getBytes(StandardCharsets.US_ASCII), 0);
        }
    }

    private final String recordType;
    private final List<LdtField> fields;
    private final FaultLog faults;
    private final Deque<Open> open = new ArrayDeque<>();
    /** What is not yet in an object that is closed: everything at the top, then what the open objects hold. */
    private final LdtPart[] parts;

    private int count;

    private record Open(String type, LdtField start, boolean named, int firstPart) {
        int firstLine() {
            return start.line();
        }
    }

    private boolean balanced = true;

    ObjectTree(String recordType, List<LdtField> fields, FaultLog faults) {
        this.recordType = recordType;
        this.fields = fields;
        this.faults = faults;
        parts = new LdtPart[fields.size()];
    }

    List<LdtPart> build() {
        boolean ended = false;
        int size = fields.size();
        for (int i = 1; i < size; i++) {
            LdtField field = fields.get(i);
            int number = field.number();
            if (ended && number != Lines.NOT_A_FIELD) {
                error(
                        field,
                        "BAS-FSAL",
                        new Sentence(
                                "Zeile " + field.line() + " steht hinter dem Satzende 8001.",
                                "Line " + field.line() + " stands after the end 8001 of its record."));
            }
            switch (number) {
                case RECORD_END -> {
                    end(field);
                    ended = true;
                }
                case OPENS -> open(field, i);
                case CLOSES -> close(field);
                case Lines.NOT_A_FIELD -> {}
                default -> {
                    if (!isAttribute(number)
                            || i + 1 == size
                            || fields.get(i + 1).number() != OPENS) {
                        parts[count++] = field;
                    }
                }
            }
        }
        LdtField last = fields.getLast();
        if (!open.isEmpty()) {
            unbalanced(
                    last,
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
        return Settled.of(Arrays.copyOf(parts, count), count);
    }

    private static boolean isAttribute(int number) {
        return number >= 8100 && number <= 8299;
    }

    /** Nearly always Obj_ and four digits, as which it needs no string of its own. */
    private static String type(LdtField line) {
        int number = line.objectNumber();
        return number >= 0 && number < TYPES.length && line.isWritten(WRITTEN[number])
                ? TYPES[number]
                : line.text().strip();
    }

    private void open(LdtField line, int i) {
        String type = type(line);
        if (open.size() >= DEEPEST) {
            unbalanced(
                    line,
                    new Sentence(
                            "In Zeile " + line.line() + " sind Objekte mehr als " + DEEPEST + "-fach verschachtelt.",
                            "Objects are nested more than " + DEEPEST + " deep in line " + line.line() + "."));
            return;
        }
        LdtField before = fields.get(i - 1);
        boolean named = isAttribute(before.number());
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
        open.push(new Open(type, named ? before : line, named, count));
    }

    private void close(LdtField line) {
        String type = type(line);
        if (open.isEmpty()) {
            unbalanced(
                    line,
                    new Sentence(
                            "Zeile " + line.line() + " schließt " + Sentence.quote(type) + ", das nicht offen ist.",
                            "Line " + line.line() + " closes " + Sentence.quote(type) + ", which is not open."));
            return;
        }
        if (open.getFirst().type().equals(type)) {
            pop(line.line());
            return;
        }
        unbalanced(
                line,
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
        }
        // No object of that name is open: a wrong name is likelier than a line too many.
        pop(line.line());
    }

    private void pop(int lastLine) {
        Open closed = open.pop();
        int size = count - closed.firstPart();
        List<LdtPart> inside = Settled.of(Arrays.copyOfRange(parts, closed.firstPart(), count), size);
        if (inside.isEmpty()) {
            faults.add(new Fault(
                    closed.firstLine(),
                    closed.start().offset(),
                    closed.named() ? closed.start().id() : "",
                    "BAS-OBJ",
                    Severity.WARNING,
                    new Sentence(
                            "Das Objekt " + Sentence.quote(closed.type()) + " in Zeile " + closed.firstLine()
                                    + " ist leer.",
                            "The object " + Sentence.quote(closed.type()) + " in line " + closed.firstLine()
                                    + " is empty."),
                    Sentence.NONE));
        }
        count = closed.firstPart();
        parts[count++] = new LdtObject(closed.type(), closed.start(), closed.named(), inside, lastLine);
    }

    private void end(LdtField line) {
        String type = FieldId.shared(line);
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

    /** Once in a record, too deep or not closed: what follows may only follow from it. */
    private void unbalanced(LdtField line, Sentence sentence) {
        if (balanced) {
            fatal(line, "BAS-OBJ", sentence);
            balanced = false;
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
