package health.careloop.ldt.rules;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtRecord;
import java.util.List;

/**
 * Checks what was read against the rules of its generation. Never throws on input, and never calls an error what the
 * tables (LDT 3.2.17, LDT1014.01) merely do not know. Safe to share between threads.
 */
public final class LdtValidator {
    private final Strictness strictness;

    private LdtValidator(Strictness strictness) {
        this.strictness = strictness;
    }

    public static LdtValidator of(Strictness strictness) {
        return new LdtValidator(strictness);
    }

    /** By line. Empty when no rule is broken. */
    public List<Fault> check(LdtFile file) {
        Findings findings = new Findings(strictness);
        for (LdtPackage read : file.packages()) {
            check(read, findings);
        }
        return findings.byLine();
    }

    /** By line. Empty when no rule is broken. */
    public List<Fault> check(LdtPackage read) {
        Findings findings = new Findings(strictness);
        check(read, findings);
        return findings.byLine();
    }

    private static void check(LdtPackage read, Findings findings) {
        PackageWalk walk = new PackageWalk(read, findings);
        for (LdtRecord satz : read.records()) {
            walk.check(satz);
        }
    }
}
