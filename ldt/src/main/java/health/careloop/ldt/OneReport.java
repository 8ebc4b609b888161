package health.careloop.ldt;

import org.jspecify.annotations.Nullable;

/**
 * Notices in LDT 2 that two records became one because the line 8000 between them was lost: the head of a report stands
 * once, in front of its results. A second one is the report of somebody else, whatever the check sums say.
 */
final class OneReport {
    private static final int LENGTH = 8100;
    private static final int HEADS = 10;

    private final FaultLog faults;
    private final @Nullable LdtField[] heads = new @Nullable LdtField[HEADS];
    private boolean results;
    private boolean said;
    private boolean saidFatal;

    OneReport(FaultLog faults) {
        this.faults = faults;
    }

    void accept(Lines lines, int i) {
        int number = lines.id(i);
        if (number == 8410 || number == 8434 || number == 5001) {
            results = true;
            return;
        }
        int head = head(number);
        if (head < 0) {
            return;
        }
        LdtField field = new LdtField(lines, i);
        LdtField before = heads[head];
        if (before == null) {
            heads[head] = field;
        } else if (results) {
            boolean other = number == LENGTH
                    || !before.text().strip().equals(field.text().strip());
            if (other ? !saidFatal : !said) {
                fault(field, other);
            }
            said = true;
            saidFatal |= other;
        }
    }

    /** What a report says once, of itself and of its patient. */
    private static int head(int number) {
        return switch (number) {
            case LENGTH -> 0;
            case 8310 -> 1;
            case 8311 -> 2;
            case 8401 -> 3;
            case 3000 -> 4;
            case 3101 -> 5;
            case 3102 -> 6;
            case 3103 -> 7;
            case 3105 -> 8;
            case 3119 -> 9;
            default -> -1;
        };
    }

    /** Another order or person is fatal; the same one again may be the same report, and somebody has to look. */
    private void fault(LdtField at, boolean other) {
        faults.add(new Fault(
                at.line(),
                at.offset(),
                at.id(),
                "BAS-FSAL",
                other ? Severity.FATAL : Severity.ERROR,
                other
                        ? new Sentence(
                                "In Zeile " + at.line() + " beginnt mitten im Satz ein zweiter Befund (Feld " + at.id()
                                        + "): Die Ergebnisse zweier Befunde oder Patienten stehen in einem Satz.",
                                "In line " + at.line() + " a second report begins within the record (field " + at.id()
                                        + "): one record holds the results of two reports or patients.")
                        : new Sentence(
                                "Das Feld " + at.id() + " steht in Zeile " + at.line()
                                        + " nach den Ergebnissen ein zweites Mal: Der Satz enthält vermutlich zwei"
                                        + " Befunde.",
                                "Field " + at.id() + " stands a second time in line " + at.line()
                                        + ", behind the results: the record probably holds two reports."),
                new Sentence(
                        "Vor dieser Zeile fehlt vermutlich eine Zeile 8000. Bitten Sie das Labor, die Übertragung zu"
                                + " wiederholen.",
                        "A line 8000 is probably missing before this line. Ask the laboratory to send it again.")));
    }
}
