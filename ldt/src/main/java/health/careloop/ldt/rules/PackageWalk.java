package health.careloop.ldt.rules;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.RecordType;
import health.careloop.ldt.tables.FieldTable;
import health.careloop.ldt.tables.Structure;

/** Walks once over the lines of each record of a package: structure and content as they come, context rules at each end. */
final class PackageWalk {
    private static final int RECORD = 8000;
    private static final int RECORD_END = 8001;
    private static final int OPENS = 8002;
    private static final int CLOSES = 8003;
    private static final int LENGTH = 8100;

    /** Deeper than any object of KBV; a message that nests further is broken, and the reader says so. */
    private static final int DEEPEST = 32;

    private final LdtPackage read;
    private final Generation generation;
    private final Findings findings;
    private final ContentCheck content;
    private final StructureSentences structure;
    private final ContextRule[][] rules;
    private final RecordView header;
    private final RecordView body;
    private boolean headerSeen;
    /** Until an object ends that was not open: the reader has said so, and nobody knows any more what stands where. */
    private boolean balanced = true;

    /** @param body reused from package to package, and with it the view of the header */
    PackageWalk(LdtPackage read, RecordView body, Findings findings) {
        this.read = read;
        this.body = body;
        header = body.header();
        generation = read.generation();
        this.findings = findings;
        TableVersion version = TableVersion.of(read);
        content = new ContentCheck(read, findings);
        structure = new StructureSentences(generation, version, findings);
        rules = generation == Generation.LDT3 ? ContextRules.BY_PLACE : FlatRules.BY_PLACE;
    }

    /** What follows stands behind that header, whose faults are not told again. */
    void after(LdtRecord satz) {
        if (!header.holds(satz)) {
            new PackageWalk(read, body, new Findings(Strictness.IMPORT)).check(satz);
        }
        headerSeen = true;
    }

    void check(LdtRecord satz) {
        findings.follow(read.hasUnreadLine(satz));
        boolean isHeader = !headerSeen && RecordType.isHeader(satz.type());
        headerSeen |= isHeader;
        RecordView view = isHeader ? header : body;
        view.start(satz);
        balanced = true;
        int type = FieldTable.number(satz.type());
        Scope root = view.open(Structure.record(generation, type), type, 0, 0, null);
        view.put(0, RECORD);
        Scope scope = root;
        int size = view.size();
        for (int i = 1; i < size; i++) {
            int number = view.field(i).number();
            view.put(i, number);
            if (number < 0 || number == RECORD_END || (number == LENGTH && generation == Generation.LDT2)) {
                continue;
            }
            if (number == OPENS && generation == Generation.LDT3) {
                scope = open(view, scope, i);
            } else if (number == CLOSES && generation == Generation.LDT3) {
                scope = close(view, scope, i);
            } else {
                field(view, scope, i, number);
            }
        }
        balanced &= scope == root;
        while (scope != root) {
            scope = leave(scope, size);
        }
        leave(root, size);
    }

    private void field(RecordView view, Scope scope, int at, int number) {
        scope.append(at, number);
        int entry = scope.placement().place(at, number, structure);
        structure.placed(scope, at, number, entry);
        if (generation == Generation.LDT3 && Structure.objectOf(number) > 0) {
            boolean followed = at + 1 < view.size() && view.field(at + 1).number() == OPENS;
            structure.attribute(view.field(at), number, followed);
        } else {
            content.check(view, at, number, scope.node(), entry);
        }
    }

    private Scope open(RecordView view, Scope parent, int at) {
        if (parent.depth() >= DEEPEST) {
            return parent;
        }
        LdtField line = view.field(at);
        int object = line.objectNumber();
        int attribute = view.number(at - 1);
        int expected = Structure.objectOf(attribute);
        if (expected > 0 && expected != object) {
            structure.wrongObject(line, attribute, expected);
        } else if (Structure.object(object) == null) {
            structure.unknownObject(line);
        }
        return view.open(Structure.object(object), object, attribute, expected > 0 ? at - 1 : at, parent);
    }

    /** Closes up to the object that is named, or the innermost where none is; the reader says that it does not fit. */
    private Scope close(RecordView view, Scope scope, int at) {
        int object = view.field(at).objectNumber();
        Scope named = scope;
        while (named.number() != object || named.parent() == null) {
            Scope around = named.parent();
            if (around == null) {
                balanced = false;
                return scope.parent() == null ? scope : leave(scope, at + 1);
            }
            named = around;
        }
        balanced &= named == scope;
        Scope open = scope;
        while (open != named) {
            open = leave(open, at);
        }
        return leave(named, at + 1);
    }

    private Scope leave(Scope scope, int after) {
        scope.close(after);
        scope.placement().end(structure, balanced);
        int number = scope.number();
        if (balanced && number >= 0 && number < rules.length) {
            for (ContextRule rule : rules[number]) {
                int broken = rule.brokenAt(scope);
                if (broken != Scope.FINE) {
                    structure.context(rule, scope, broken);
                }
            }
        }
        Scope parent = scope.parent();
        return parent == null ? scope : parent;
    }
}
