package health.careloop.ldt.write;

import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.clinical.LdtReport;
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
 */
public final class ReportMessages {
    private ReportMessages() {}

    /** LDT1014.01. All reports are for the same practice, which stands in the header. */
    public static byte[] ldt2(Envelope envelope, LdtCharset charset, List<LdtReport> reports) {
        requireOne("0201", reports.stream().map(LdtReport::recipient).distinct().count());
        requireOne("8320", reports.stream().map(LdtReport::lab).distinct().count());
        return new FlatMessage(envelope, charset).write(reports);
    }

    /** LDT3.2.20. All reports are from the same laboratory, which stands in the header. */
    public static byte[] ldt3(Envelope envelope, List<LdtReport> reports) {
        requireOne("8119", reports.stream().map(LdtReport::lab).distinct().count());
        return new ObjectMessage(envelope).write(reports);
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
