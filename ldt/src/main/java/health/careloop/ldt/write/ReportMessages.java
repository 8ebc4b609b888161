package health.careloop.ldt.write;

import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.Sources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whole reports as one package 8220 to 8221. What a generation has no field for and a reader does without is left out:
 * in LDT 2 the patient and insurance number, result ids, methods, times of measurement, time zones and alarm limits. What
 * would change the meaning of a result is an {@link UnwritableException}: a flag or status the generation does not know,
 * attentions, documents and further values in LDT 2. Cultures come after other results in LDT 3 and before them in LDT 2, as
 * the record tables have it.
 *
 * <p>LDT 2 wants a number in 8420: {@code 4,1} is written as {@code 4.1} there, and {@code <5} with its unit, {@code 1:80}
 * and {@code negativ} in the result text 8480, where laboratories write them and the clinical view finds them
 * ({@link health.careloop.ldt.clinical.SpokenValue}). Other words are refused; they are {@link ResultBuilder#text}.
 *
 * <p>What was written is read again and held against every rule at its strictest; the first broken one is an
 * UnwritableException that names the field and the call of the builders it comes from.
 */
public final class ReportMessages {
    private ReportMessages() {}

    /**
     * The reports in a version of choice.
     *
     * @param charset of LDT 2; LDT 3 is always ISO 8859-15
     * @param reports from the same laboratory, in LDT 2 for the same practice: these stand in the header
     */
    public static byte[] of(LdtVersion version, Envelope envelope, LdtCharset charset, List<LdtReport> reports) {
        requireOne("8320", reports.stream().map(LdtReport::lab).distinct().count());
        return switch (version.generation()) {
            case LDT2 -> {
                requireOne(
                        "0201",
                        reports.stream()
                                .map(ReportMessages::practice)
                                .distinct()
                                .count());
                yield proven(version, charset, new FlatMessage(version, envelope, charset, false).write(reports));
            }
            case LDT3 -> {
                if (charset != LdtCharset.ISO_8859_15) {
                    throw new UnwritableException(
                            "9106",
                            "LDT 3 ist immer in ISO 8859-15 geschrieben, nicht in " + charset.label() + ".",
                            "LDT 3 is always written in ISO 8859-15, not in " + charset.label() + ".");
                }
                yield proven(version, charset, new ObjectMessage(version, envelope).write(reports));
            }
        };
    }

    /** Who ordered stands in each report, the rest in the header. */
    private static LdtReport.Recipient practice(LdtReport report) {
        LdtReport.Recipient to = report.recipient();
        return new LdtReport.Recipient(
                to.bsnr(),
                to.lanrs(),
                to.pseudoLanrs(),
                to.name(),
                null,
                to.customerNumber(),
                to.asvNumber(),
                Sources.NONE);
    }

    /** LDT1014.01. All reports are for the same practice, which stands in the header. */
    public static byte[] ldt2(Envelope envelope, LdtCharset charset, List<LdtReport> reports) {
        return of(LdtVersion.LDT1014_01, envelope, charset, reports);
    }

    /** As {@link #ldt2}, to test who receives it: framing and sums are right, rules of content may be broken. */
    public static byte[] ldt2Unproven(Envelope envelope, LdtCharset charset, List<LdtReport> reports) {
        return new FlatMessage(LdtVersion.LDT1014_01, envelope, charset, true).write(reports);
    }

    /** LDT3.2.20. All reports are from the same laboratory, which stands in the header. */
    public static byte[] ldt3(Envelope envelope, List<LdtReport> reports) {
        return of(LdtVersion.LDT3_2_20, envelope, LdtCharset.ISO_8859_15, reports);
    }

    private static byte[] proven(LdtVersion version, LdtCharset charset, byte[] message) {
        return Proof.of(message, charset, (satz, field) -> BuilderCalls.of(version.generation(), satz, field));
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
