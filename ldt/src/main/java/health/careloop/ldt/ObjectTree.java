package health.careloop.ldt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the objects of one LDT 3 record. Objects nest like brackets (KBV LDT 3.2, section "Objekte"); the field in front of
 * 8002 is the Objektattribut that gives the object its role.
 */
final class ObjectTree {
    /** The specification needs seven; more is an attack or a defect, and recursion over the tree must stay safe. */
    static final int DEEPEST = 40;

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
    private final Lines lines;
    private final int from;
    private final int to;
    private final FaultLog faults;
    /** Numbers of the objects that are open, the innermost last. */
    private final int[] open = new int[DEEPEST];

    private int depth;
    private int[] bounds = new int[32];
    private int objects;
    private boolean balanced = true;

    ObjectTree(String recordType, Lines lines, int from, int to, FaultLog faults) {
        this.recordType = recordType;
        this.lines = lines;
        this.from = from;
        this.to = to;
        this.faults = faults;
    }

    List<LdtPart> parts() {
        boolean ended = false;
        for (int i = from + 1; i < to; i++) {
            int number = lines.id(i);
            if (ended && number != Lines.NOT_A_FIELD) {
                behindTheEnd(new LdtField(lines, i));
            }
            if (number == RECORD_END) {
                end(new LdtField(lines, i));
                ended = true;
            } else if (number == OPENS) {
                open(i);
            } else if (number == CLOSES) {
                close(i);
            }
        }
        LdtField last = new LdtField(lines, to - 1);
        if (depth > 0) {
            int inner = opening(depth - 1);
            unbalanced(
                    last,
                    new Sentence(
                            "Das Objekt " + quoted(inner) + " aus Zeile " + firstLine(inner)
                                    + " wird nicht geschlossen.",
                            "The object " + quoted(inner) + " that starts in line " + firstLine(inner)
                                    + " is never closed."));
            while (depth > 0) {
                pop(to);
            }
        }
        if (!ended) {
            fatal(
                    last,
                    "BAS-FSAL",
                    new Sentence(
                            "Dem Satz " + Sentence.quote(recordType) + " ab Zeile " + lines.line(from)
                                    + " fehlt das Satzende 8001.",
                            "The record " + Sentence.quote(recordType) + " that starts in line " + lines.line(from)
                                    + " has no end 8001."));
        }
        return new RecordParts(lines, from, to, Generation.LDT3, bounds, objects);
    }

    static boolean isAttribute(int number) {
        return number >= 8100 && number <= 8299;
    }

    /** Whether a line frames a record or an object, so that it is no part of one. */
    static boolean frames(Lines lines, int i, int to) {
        int number = lines.id(i);
        return switch (number) {
            case RECORD_END, OPENS, CLOSES, Lines.NOT_A_FIELD -> true;
            default -> isAttribute(number) && i + 1 < to && lines.id(i + 1) == OPENS;
        };
    }

    /** Nearly always Obj_ and four digits, as which it needs no string of its own. */
    static String type(Lines lines, int i) {
        LdtField line = new LdtField(lines, i);
        int number = line.objectNumber();
        return number >= 0 && number < TYPES.length && line.isWritten(WRITTEN[number])
                ? TYPES[number]
                : line.text().strip();
    }

    private boolean sameType(int one, int other) {
        if (lines.contentLength(one) == Long.BYTES && lines.contentLength(other) == Long.BYTES) {
            long word = LineScan.word(lines.bytes(), lines.contentStart(one));
            if (word == LineScan.word(lines.bytes(), lines.contentStart(other))) {
                return true;
            }
        }
        return type(lines, one).equals(type(lines, other));
    }

    private int opening(int level) {
        return bounds[2 * open[level]];
    }

    /** Of the Objektattribut, where there is one. */
    private int firstLine(int opens) {
        return lines.line(isAttribute(lines.id(opens - 1)) ? opens - 1 : opens);
    }

    private String quoted(int i) {
        return Sentence.quote(type(lines, i));
    }

    private void open(int i) {
        if (depth >= DEEPEST) {
            int line = lines.line(i);
            unbalanced(
                    new LdtField(lines, i),
                    new Sentence(
                            "In Zeile " + line + " sind Objekte mehr als " + DEEPEST + "-fach verschachtelt.",
                            "Objects are nested more than " + DEEPEST + " deep in line " + line + "."));
            return;
        }
        if (!isAttribute(lines.id(i - 1))) {
            unnamed(new LdtField(lines, i), quoted(i));
        }
        if (2 * objects == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * objects] = i;
        open[depth++] = objects++;
    }

    private void close(int i) {
        if (depth == 0) {
            int line = lines.line(i);
            unbalanced(
                    new LdtField(lines, i),
                    new Sentence(
                            "Zeile " + line + " schließt " + quoted(i) + ", das nicht offen ist.",
                            "Line " + line + " closes " + quoted(i) + ", which is not open."));
            return;
        }
        if (sameType(opening(depth - 1), i)) {
            pop(i);
            return;
        }
        another(i, opening(depth - 1));
        int level = depth - 1;
        while (level >= 0 && !sameType(opening(level), i)) {
            level--;
        }
        // No object of that name is open: a wrong name is likelier than a line too many.
        int last = level < 0 ? depth - 1 : level;
        while (depth > last) {
            pop(i);
        }
    }

    private void another(int i, int inner) {
        int line = lines.line(i);
        unbalanced(
                new LdtField(lines, i),
                new Sentence(
                        "Zeile " + line + " schließt " + quoted(i) + ", offen ist aber " + quoted(inner) + " aus Zeile "
                                + firstLine(inner) + ".",
                        "Line " + line + " closes " + quoted(i) + ", but the object open is " + quoted(inner)
                                + " from line " + firstLine(inner) + "."));
    }

    private void pop(int at) {
        int closed = open[--depth];
        int opens = bounds[2 * closed];
        bounds[2 * closed + 1] = at;
        if (closed == objects - 1 && isEmpty(opens, at)) {
            empty(opens);
        }
    }

    /** Where it has no objects, either. */
    private boolean isEmpty(int opens, int at) {
        for (int i = opens + 1; i < at; i++) {
            if (!frames(lines, i, to)) {
                return false;
            }
        }
        return true;
    }

    private void empty(int opens) {
        LdtField start = new LdtField(lines, isAttribute(lines.id(opens - 1)) ? opens - 1 : opens);
        faults.add(new Fault(
                start.line(),
                start.offset(),
                start.number() == OPENS ? "" : start.id(),
                "BAS-OBJ",
                Severity.WARNING,
                new Sentence(
                        "Das Objekt " + quoted(opens) + " in Zeile " + start.line() + " ist leer.",
                        "The object " + quoted(opens) + " in line " + start.line() + " is empty."),
                Sentence.NONE));
    }

    private void unnamed(LdtField line, String type) {
        error(
                line,
                "BAS-OBJ",
                new Sentence(
                        "Vor dem Objekt " + type + " in Zeile " + line.line()
                                + " steht kein Objektattribut; seine Bedeutung ist unbekannt.",
                        "The object " + type + " in line " + line.line()
                                + " has no Objektattribut in front of it, so its meaning is not known."));
    }

    private void behindTheEnd(LdtField field) {
        error(
                field,
                "BAS-FSAL",
                new Sentence(
                        "Zeile " + field.line() + " steht hinter dem Satzende 8001.",
                        "Line " + field.line() + " stands after the end 8001 of its record."));
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
