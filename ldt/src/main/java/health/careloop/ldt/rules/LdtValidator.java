package health.careloop.ldt.rules;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtRecord;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Checks what was read against the rules of its generation. Never throws on input, and never calls an error what the
 * tables (LDT 3.2.17, LDT1014.01) merely do not know. Safe to share between threads.
 */
public final class LdtValidator {
    private final Strictness strictness;
    /** What the last check worked with, for the next; a check at the same time makes its own. */
    private final AtomicReference<@Nullable RecordView> idle = new AtomicReference<>();

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

    /**
     * One record of a package too large to hold, as {@link health.careloop.ldt.LdtRecordReader#context} gives it; what is
     * wrong with the header is said with the header only. By line. The header is laid out for the first record and kept for
     * those that come with the same one, until something else is checked.
     */
    public List<Fault> check(LdtPackage context, LdtRecord satz) {
        Findings findings = new Findings(strictness);
        RecordView view = taken();
        PackageWalk walk = new PackageWalk(context, view, findings);
        Optional<LdtRecord> header = context.header();
        if (header.isPresent() && header.get() != satz) {
            walk.after(header.get());
        } else {
            view.clear();
        }
        walk.check(satz);
        view.clearRecord();
        idle.set(view);
        return findings.byLine().stream()
                .filter(fault -> fault.line() >= satz.firstLine() && fault.line() <= satz.lastLine())
                .toList();
    }

    /** The same of what {@link health.careloop.ldt.LdtRecordReader#readAll} hands over; nothing where no record was read. */
    public List<Fault> checkPiece(LdtPackage piece) {
        return piece.records().isEmpty()
                ? List.of()
                : check(piece, piece.records().getLast());
    }

    private void check(LdtPackage read, Findings findings) {
        RecordView view = taken();
        view.clear();
        PackageWalk walk = new PackageWalk(read, view, findings);
        for (LdtRecord satz : read.records()) {
            walk.check(satz);
        }
        view.clear();
        idle.set(view);
    }

    private RecordView taken() {
        RecordView last = idle.getAndSet(null);
        return last == null ? new RecordView(new RecordView(null)) : last;
    }
}
