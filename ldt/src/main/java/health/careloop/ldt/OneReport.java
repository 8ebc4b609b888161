package health.careloop.ldt;

import org.jspecify.annotations.Nullable;

/**
 * Notices in LDT 2 that two records became one because the line 8000 between them was lost: the head of a report stands
 * once, in front of its results. A second one is the report of somebody else, whatever the check sums say; so are two
 * names, numbers of orders or practices in one head.
 */
final class OneReport {
    private static final int LENGTH = 8100;
    private static final int STATUS = 8401;
    private static final int HEADS = 11;

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
        } else if (!saidFatal && number != LENGTH && number != STATUS && isAnother(before, field)) {
            saidFatal = true;
            faults.add(two(field, what(number)));
        }
    }

    private static boolean isAnother(LdtField before, LdtField field) {
        String first = before.text().strip();
        String second = field.text().strip();
        return !first.isEmpty() && !second.isEmpty() && !first.equalsIgnoreCase(second);
    }

    private static Sentence what(int number) {
        return switch (number) {
            case 201 -> OnePatient.PRACTICES;
            case 8310, 8311 -> OnePatient.ORDERS;
            default -> OnePatient.PEOPLE;
        };
    }

    /** Whose the results are is not known: nothing may be filed. */
    static Fault two(LdtField second, Sentence what) {
        return new Fault(
                second.line(),
                second.offset(),
                second.id(),
                "BAS-FSAL",
                Severity.FATAL,
                new Sentence(
                        "Ein Satz nennt " + what.german() + ": In Zeile " + second.line() + " steht das Feld "
                                + second.id() + " mit anderem Inhalt ein zweites Mal. Wem die Ergebnisse gehören, ist"
                                + " nicht bekannt.",
                        "One record names " + what.english() + ": line " + second.line() + " has field " + second.id()
                                + " a second time, with another content. Whose the results are is not known."),
                new Sentence(
                        "Bitten Sie das Labor, die Befunde einzeln zu senden.",
                        "Ask the laboratory to send the reports one by one."));
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
            case 201 -> 10;
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
