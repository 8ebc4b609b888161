package health.careloop.ldt;

import org.jspecify.annotations.Nullable;

/**
 * The check sums of LDT 2: 8100 is the sum of the line lengths of its record, 9202 the sum of all 8100 from header to
 * trailer, trailer included. Both count declared lengths, so rewritten line breaks do not disturb them; where a declared length
 * was wrong and has its fault, the measured one may prove the sum, and nothing more is said.
 *
 * <p>One defect is one fault: a total that equals what the records say of themselves, or would say if they had an 8100, proves
 * that no record is missing; a record that a broken off transmission left short is not wrong besides.
 */
final class SumCheck {
    /** A sum nobody wrote says nothing of what was lost; one that does not fit says that something was. */
    static final String MISSING = "BAS-NOSUM";

    /** Of a line 8100: three digits, four, five, CR LF. */
    private static final int LENGTH_LINE = 14;

    private FaultLog faults;
    private long total;
    /** The sum of what the records say of themselves. */
    private long said;

    private long envelope;
    private boolean declares;
    private @Nullable LdtRecord closing;
    /** The record before, as long as it may be the one in which the transmission broke off. */
    private @Nullable LdtRecord lacking;

    private @Nullable LdtField lackingLength;
    private long lackingSum;

    SumCheck(FaultLog faults) {
        this.faults = faults;
    }

    /** Where faults go from now on: a package may be read in pieces. */
    void log(FaultLog log) {
        faults = log;
    }

    /**
     * The records of one package in order.
     *
     * @param measured what was found where something else was declared
     */
    void accept(LdtRecord satz, Measured measured) {
        long sum = 0;
        long found = 0;
        LdtField declared = null;
        for (LdtField field : satz.fields()) {
            int length = Math.max(0, field.declaredLength());
            sum += length;
            found += measured.of(field, length);
            if (field.number() == 8100 && declared == null) {
                declared = field;
            }
        }
        if (declared != null && declared.digits() == found) {
            sum = found;
        }
        if (satz.type().equals("0020") || satz.type().equals("0021")) {
            envelope += sum;
        } else {
            total += sum;
            said += declared == null ? sum + LENGTH_LINE : Math.max(0, declared.digits());
        }
        if (RecordType.isTrailer(satz.type())) {
            closing = satz;
        }
        compareLacking();
        boolean cut = declared == null ? satz.fields().size() == 1 : declared.digits() > sum;
        if (cut && !RecordType.isTrailer(satz.type())) {
            lacking = satz;
            lackingLength = declared;
            lackingSum = sum;
        } else {
            compare(satz, declared, sum);
        }
        declares |= declared != null;
    }

    /** After the last record. */
    void end() {
        if (closing != null) {
            compareLacking();
            compareTotal(closing);
        }
    }

    private void compareLacking() {
        if (lacking != null) {
            compare(lacking, lackingLength, lackingSum);
            lacking = null;
        }
    }

    private void compare(LdtRecord satz, @Nullable LdtField declared, long sum) {
        if (declared == null && declares) {
            error(
                    satz.fields().getFirst(),
                    "8100",
                    "BAS-SLEN",
                    new Sentence(
                            "Dem Satz " + satz.type() + " ab Zeile " + satz.firstLine()
                                    + " fehlt die Satzlänge 8100, die ein Satz vor ihm hat.",
                            "The length 8100 of the record " + satz.type() + " in line " + satz.firstLine()
                                    + " is missing, and a record before it has one."),
                    new Sentence(
                            "Es sind Zeilen verloren gegangen. Bitte mit dem Labor abgleichen.",
                            "Lines were lost. Compare with the laboratory."));
        } else if (declared == null) {
            missing(
                    satz.fields().getFirst(),
                    "8100",
                    new Sentence(
                            "Dem Satz " + satz.type() + " ab Zeile " + satz.firstLine()
                                    + " fehlt die Satzlänge 8100; verlorene Zeilen blieben unbemerkt.",
                            "The length 8100 of the record " + satz.type() + " in line " + satz.firstLine()
                                    + " is missing, so lost lines would go unnoticed."),
                    new Sentence(
                            "Der Absender sollte 8100 als zweites Feld jedes Satzes schreiben.",
                            "The sender should write 8100 as the second field of every record."));
        } else if (declared.digits() != sum) {
            error(
                    declared,
                    "8100",
                    "BAS-SLEN",
                    new Sentence(
                            "Der Satz " + satz.type() + " ab Zeile " + satz.firstLine() + " gibt die Satzlänge "
                                    + Sentence.quote(declared.text()) + " an, seine Zeilen ergeben aber " + sum + ".",
                            "The record " + satz.type() + " in line " + satz.firstLine() + " says it is "
                                    + Sentence.quote(declared.text()) + " bytes long, but its lines add up to " + sum
                                    + "."),
                    new Sentence(
                            "Es sind Zeilen verloren gegangen, hinzugekommen oder verändert. Bitte mit dem Labor abgleichen.",
                            "Lines were lost, added or changed. Compare with the laboratory."));
        }
    }

    private void compareTotal(LdtRecord closing) {
        LdtField declared = null;
        LdtField trailer = closing.fields().getFirst();
        for (LdtField field : closing.fields()) {
            if (field.is("9202")) {
                declared = field;
            }
        }
        if (declared == null) {
            missing(
                    trailer,
                    "9202",
                    new Sentence(
                            "Im Abschluss-Satz " + closing.type()
                                    + " fehlt die Gesamtlänge 9202; verlorene Sätze blieben unbemerkt.",
                            "The total length 9202 is missing in the closing record " + closing.type()
                                    + ", so lost records would go unnoticed."),
                    new Sentence(
                            "Der Absender sollte 9202 in den Abschluss-Satz schreiben.",
                            "The sender should write 9202 into the closing record."));
        } else if (declared.digits() != total && declared.digits() != total + envelope && declared.digits() != said) {
            error(
                    declared,
                    "9202",
                    "BAS-GLEN",
                    new Sentence(
                            "Der Abschluss-Satz gibt die Gesamtlänge " + Sentence.quote(declared.text())
                                    + " an, die Sätze ergeben aber " + total + ".",
                            "The closing record says the package is " + Sentence.quote(declared.text())
                                    + " bytes long, but its records add up to " + total + "."),
                    new Sentence(
                            "Es sind Sätze verloren gegangen, hinzugekommen oder verändert. Bitte mit dem Labor abgleichen.",
                            "Records were lost, added or changed. Compare with the laboratory."));
        }
    }

    private void missing(LdtField at, String field, Sentence sentence, Sentence hint) {
        faults.add(new Fault(at.line(), at.offset(), field, MISSING, Severity.WARNING, sentence, hint));
    }

    private void error(LdtField at, String field, String rule, Sentence sentence, Sentence hint) {
        faults.add(new Fault(at.line(), at.offset(), field, rule, Severity.ERROR, sentence, hint));
    }
}
