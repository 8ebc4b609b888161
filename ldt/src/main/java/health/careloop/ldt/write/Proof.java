package health.careloop.ldt.write;

import health.careloop.ldt.Fault;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;
import java.util.List;
import java.util.function.BiFunction;

/** Reads what was written, and refuses what breaks a rule at its strictest. */
final class Proof {
    private static final LdtValidator RULES = LdtValidator.of(Strictness.STRICT);

    private Proof() {}

    /**
     * @param written the charset; a name such as Beáta is in doubt even in ISO 8859, and is read in it
     * @param call what to change, by record and field
     */
    static byte[] of(byte[] message, LdtCharset written, BiFunction<String, String, String> call) {
        LdtFile read = LdtReader.read(message);
        boolean other = (written != LdtCharset.ISO_8859_1 && written != LdtCharset.ISO_8859_15)
                || read.packages().stream().anyMatch(found -> found.charset().charset() != written);
        refuse(read, read.faults(), other, call);
        refuse(read, RULES.check(read), other, call);
        return message;
    }

    private static void refuse(
            LdtFile read, List<Fault> faults, boolean otherCharset, BiFunction<String, String, String> call) {
        for (Fault fault : faults) {
            // Text that would be read in another charset than it was written in comes out as another text.
            boolean misread =
                    otherCharset && fault.rule().equals("BAS-CHARSET") && fault.severity() == Severity.WARNING;
            boolean broken = misread || fault.severity() == Severity.FATAL || fault.severity() == Severity.ERROR;
            if (broken) {
                Sentence said = sentence(read, fault);
                throw new UnwritableException(fault.field(), said.german(), said.english())
                        .at(call.apply(record(read, fault.line()), fault.field()));
            }
        }
    }

    private static boolean isNoNumber(LdtFile read, Fault fault) {
        return fault.field().equals("8420")
                && fault.rule().equals("BAS-TYPE")
                && read.packages().getFirst().generation() == Generation.LDT2;
    }

    /** What else to do, where a sender may have no choice. */
    private static Sentence sentence(LdtFile read, Fault fault) {
        Sentence said = fault.sentence();
        return isNoNumber(read, fault)
                ? new Sentence(
                        said.german() + " Andere Werte stehen in 8480; so, wie es ist, schreibt es lenient().",
                        said.english() + " Other values stand in 8480; as it is, lenient() writes it.")
                : said;
    }

    private static String record(LdtFile read, int line) {
        for (LdtPackage found : read.packages()) {
            for (LdtRecord satz : found.records()) {
                if (satz.firstLine() <= line && line <= satz.lastLine()) {
                    return satz.type();
                }
            }
        }
        return "";
    }
}
