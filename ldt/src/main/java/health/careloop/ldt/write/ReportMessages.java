package health.careloop.ldt.write;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whole reports as one package 8220 to 8221. What a generation has no field for and a reader does without is left out:
 * in LDT 2 the patient and insurance number, result ids, methods, times of measurement, time zones and alarm limits. What
 * would change the meaning of a result is an {@link UnwritableException}: a flag or status the generation does not know,
 * attentions, documents and further values in LDT 2. Cultures come after other results in LDT 3 and before them in LDT 2, as
 * the record tables have it.
 *
 * <p>LDT 2 wants a number in 8420. Laboratories send {@code <5} and {@code negativ} there all the same and readers expect
 * it, so it is written as given.
 *
 * <p>What was written is read again and held against every rule at its strictest; the first broken one is an
 * UnwritableException that names field and sentence.
 */
public final class ReportMessages {
    private static final LdtValidator RULES = LdtValidator.of(Strictness.STRICT);

    private ReportMessages() {}

    /** LDT1014.01. All reports are for the same practice, which stands in the header. */
    public static byte[] ldt2(Envelope envelope, LdtCharset charset, List<LdtReport> reports) {
        requireOne("0201", reports.stream().map(LdtReport::recipient).distinct().count());
        requireOne("8320", reports.stream().map(LdtReport::lab).distinct().count());
        return proven(new FlatMessage(envelope, charset).write(reports));
    }

    /** As {@link #ldt2}, to test who receives it: framing and sums are right, rules of content may be broken. */
    public static byte[] ldt2Unproven(Envelope envelope, LdtCharset charset, List<LdtReport> reports) {
        return new FlatMessage(envelope, charset).write(reports);
    }

    /** LDT3.2.20. All reports are from the same laboratory, which stands in the header. */
    public static byte[] ldt3(Envelope envelope, List<LdtReport> reports) {
        requireOne("8119", reports.stream().map(LdtReport::lab).distinct().count());
        return proven(new ObjectMessage(envelope).write(reports));
    }

    private static byte[] proven(byte[] message) {
        LdtFile read = LdtReader.read(message);
        refuse(read.faults());
        refuse(RULES.check(read));
        return message;
    }

    private static void refuse(List<Fault> faults) {
        for (Fault fault : faults) {
            boolean broken = fault.severity() == Severity.FATAL || fault.severity() == Severity.ERROR;
            // "<5" in LDT 2, see above; LDT 3 asks for no type there.
            if (broken && !(fault.field().equals("8420") && fault.rule().equals("BAS-TYPE"))) {
                throw new UnwritableException(
                        fault.field(),
                        fault.sentence().german(),
                        fault.sentence().english());
            }
        }
    }

    private static void requireOne(String field, long count) {
        if (count != 1) {
            throw new UnwritableException(
                    field,
                    "Ein Datenpaket hat genau ein Labor und im LDT 2 genau eine Praxis, und mindestens einen Bericht.",
                    "A package has exactly one laboratory, in LDT 2 exactly one practice, and at least one report.");
        }
    }

    static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new UnwritableException(
                    field, "Pflichtfeld " + field + " fehlt.", "The mandatory field " + field + " is missing.");
        }
        return value;
    }
}
