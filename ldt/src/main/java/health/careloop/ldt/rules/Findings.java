package health.careloop.ldt.rules;

import health.careloop.ldt.Fault;
import health.careloop.ldt.FaultLog;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects broken rules and weighs them. */
final class Findings {
    /** Where fields stand and which are missing: said of a record only because a line of it could not be read. */
    private static final Set<String> FOLLOWS = Set.of("BAS-MUST", "BAS-ORDER", "BAS-LEVEL", "BAS-FIELD");

    private final Strictness strictness;
    private boolean damaged;
    private @Nullable FaultLog log;

    Findings(Strictness strictness) {
        this.strictness = strictness;
    }

    /** From now on of a record with a line that could not be read, or without: one defect is one finding. */
    void follow(boolean unread) {
        damaged = unread;
    }

    /** A rule that no version changes. */
    void broken(LdtField at, String rule, Severity onImport, Sentence sentence, Sentence hint) {
        boolean harder = strictness == Strictness.STRICT && onImport == Severity.WARNING;
        add(at, rule, harder ? Severity.ERROR : onImport, sentence, hint);
    }

    /** The same of a field that is not there: its number, at the line where it is missed. */
    void missing(LdtField at, String field, String rule, Severity onImport, Sentence sentence) {
        boolean harder = strictness == Strictness.STRICT && onImport == Severity.WARNING;
        add(at, field, rule, harder ? Severity.ERROR : onImport, sentence, Sentence.NONE);
    }

    /** Something that is right or wrong only by our tables: an error only where they are the tables of that version. */
    void unlisted(LdtField at, String rule, Severity onImport, boolean tablesDecide, Sentence sentence, Sentence hint) {
        boolean harder = strictness == Strictness.STRICT && tablesDecide;
        add(at, rule, harder ? Severity.ERROR : onImport, sentence, hint);
    }

    private void add(LdtField at, String rule, Severity severity, Sentence sentence, Sentence hint) {
        add(at, at.id(), rule, severity, sentence, hint);
    }

    private void add(LdtField at, String field, String rule, Severity severity, Sentence sentence, Sentence hint) {
        if (damaged && FOLLOWS.contains(rule)) {
            return;
        }
        FaultLog faults = log;
        if (faults == null) {
            faults = new FaultLog();
            log = faults;
        }
        faults.add(new Fault(at.line(), at.offset(), field, rule, severity, sentence, hint));
    }

    List<Fault> byLine() {
        return log == null ? List.of() : log.byLine();
    }
}
