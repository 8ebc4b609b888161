package health.careloop.ldt;

/** Contents that say nothing, and those with characters nobody can see. */
final class OddContents {
    private static final int TEXT = 3564;

    private OddContents() {}

    /** Of one record; its control characters are one fault. */
    static void check(Lines lines, int from, int to, FaultLog faults) {
        int controls = 0;
        LdtField first = null;
        for (int i = from; i < to; i++) {
            if (!lines.isOdd(i) || !lines.isField(i)) {
                continue;
            }
            LdtField field = new LdtField(lines, i);
            if (field.isBlank()) {
                if (field.number() != TEXT) {
                    empty(field, faults);
                }
                continue;
            }
            int found = field.controls();
            first = first == null && found > 0 ? field : first;
            controls += found;
        }
        if (first != null) {
            controls(first, controls, faults);
        }
    }

    private static void empty(LdtField field, FaultLog faults) {
        boolean blanks = !field.isEmpty();
        faults.add(new Fault(
                field.line(),
                field.offset(),
                field.id(),
                "E036",
                Severity.WARNING,
                new Sentence(
                        "Feld " + field.id() + " in Zeile " + field.line()
                                + (blanks ? " enthält nur Leerzeichen." : " ist leer."),
                        "Field " + field.id() + " in line " + field.line()
                                + (blanks ? " holds only blanks." : " is empty.")),
                new Sentence("Ein Feld ohne Inhalt ist wegzulassen.", "A field without content should be left out.")));
    }

    private static void controls(LdtField first, int count, FaultLog faults) {
        faults.add(new Fault(
                first.line(),
                first.offset(),
                first.id(),
                "BAS-CONTROL",
                Severity.WARNING,
                new Sentence(
                        count == 1
                                ? "Feld " + first.id() + " in Zeile " + first.line() + " enthält ein Steuerzeichen."
                                : "Der Satz enthält " + count + " Steuerzeichen, das erste in Feld " + first.id()
                                        + " in Zeile " + first.line() + ".",
                        count == 1
                                ? "Field " + first.id() + " in line " + first.line() + " has a control character."
                                : "The record has " + count + " control characters, the first in field " + first.id()
                                        + " in line " + first.line() + "."),
                new Sentence(
                        "Ein Steuerzeichen steht für keinen Buchstaben. Der Absender sollte es weglassen.",
                        "A control character stands for no letter. The sender should leave it out.")));
    }
}
