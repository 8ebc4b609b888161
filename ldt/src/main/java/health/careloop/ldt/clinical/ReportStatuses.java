package health.careloop.ldt.clinical;

import health.careloop.ldt.Fault;
import health.careloop.ldt.FaultLog;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.LdtReport.Status;
import java.util.Optional;

/** The field 8401: the kind of report in LDT 2 (R135), whether the order is complete in LDT 3 (rule E006). */
final class ReportStatuses {
    private static final Sentence TREATED =
            new Sentence("Er wird als vorläufig behandelt.", "It is treated as preliminary.");

    private ReportStatuses() {}

    /** A code means something in one generation only: 2 is no status of LDT 2, nor E one of LDT 3. */
    static Optional<Status> meaning(Generation generation, String code) {
        return Optional.ofNullable(
                switch (generation) {
                    case LDT2 ->
                        switch (code) {
                            case "E" -> Status.FINAL;
                            case "T" -> Status.PARTIAL;
                            case "V" -> Status.PRELIMINARY;
                            case "A" -> Status.ARCHIVED;
                            case "N" -> Status.ADDENDUM;
                            default -> null;
                        };
                    case LDT3 ->
                        switch (code) {
                            case "1" -> Status.PARTIAL;
                            case "2" -> Status.FINAL;
                            default -> null;
                        };
                });
    }

    /**
     * A missing or unknown code is preliminary, with a fault.
     *
     * @param line where the field is missed
     * @param offset where the field is missed
     */
    static Status of(Generation generation, Optional<LdtField> field, int line, long offset, FaultLog faults) {
        String code = field.map(LdtField::text).orElse("").strip();
        return meaning(generation, code).orElseGet(() -> {
            faults.add(new Fault(
                    field.map(LdtField::line).orElse(line),
                    field.map(LdtField::offset).orElse(offset),
                    "8401",
                    generation == Generation.LDT2 ? "R135" : "E006",
                    Severity.ERROR,
                    code.isEmpty() ? missing(generation) : unknown(generation, code),
                    TREATED));
            return Status.PRELIMINARY;
        });
    }

    private static Sentence missing(Generation generation) {
        return switch (generation) {
            case LDT2 ->
                new Sentence(
                        "Der Befund sagt nicht, ob er endgültig ist: 8401 fehlt.",
                        "The report does not say whether it is final: 8401 is missing.");
            case LDT3 ->
                new Sentence(
                        "Der Befund sagt nicht, ob der Auftrag abgeschlossen ist: 8401 fehlt.",
                        "The report does not say whether the order is complete: 8401 is missing.");
        };
    }

    private static Sentence unknown(Generation generation, String code) {
        String sent = Sentence.quote(code);
        return switch (generation) {
            case LDT2 ->
                new Sentence(
                        "8401 enthält " + sent + "; das ist keine Befundart.",
                        "8401 holds " + sent + ", which is no kind of report.");
            case LDT3 ->
                new Sentence(
                        "8401 enthält " + sent + "; das ist kein Auftragsstatus.",
                        "8401 holds " + sent + ", which is no status of an order.");
        };
    }
}
