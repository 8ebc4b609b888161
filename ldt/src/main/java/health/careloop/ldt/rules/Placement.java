package health.careloop.ldt.rules;

import health.careloop.ldt.tables.StructureNode;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each field of one record or object the entry of the structure it fills. A field belongs to the nearest field
 * before it that stands one level higher ("Vorkommensstufen"), so the search starts at the deepest field still open.
 */
final class Placement {
    /** The field is not known in this record or object. */
    static final int UNKNOWN = -1;
    /** The field is known here, but the field it belongs to does not stand before it. */
    static final int ORPHAN = -2;
    /** Nothing is known of this record or object. */
    static final int UNCHECKED = -3;

    private static final int LEVELS = 5;

    private final Scope scope;
    private final RecordView view;
    private int from;
    private int depth;
    private final int[] entries = new int[LEVELS + 1];
    private final int[] lines = new int[LEVELS + 1];
    private final int[] latest = new int[LEVELS + 2];
    /** The entry that stood too early and has been told of: everything behind it belongs before it. */
    private final int[] told = new int[LEVELS + 2];

    private boolean repeated;
    private int expectedBefore;

    Placement(Scope scope, RecordView view) {
        this.scope = scope;
        this.view = view;
    }

    void start(@Nullable StructureNode structure) {
        depth = 0;
        latest[0] = StructureNode.ROOT;
        told[0] = StructureNode.ROOT;
        from = view.reserve(structure == null ? 0 : structure.size());
    }

    /** The entry for a field, or {@link #UNKNOWN}, {@link #ORPHAN}, {@link #UNCHECKED}. */
    int place(int at, int field, StructureSentences sentences) {
        StructureNode structure = scope.node();
        repeated = false;
        expectedBefore = StructureNode.ROOT;
        if (structure == null) {
            return UNCHECKED;
        }
        int taken = -1;
        int takenLevel = 0;
        for (int entry = structure.deepest(field); entry >= 0; entry = structure.other(entry)) {
            int level = structure.depth(entry);
            if (level > depth || (level > 0 && structure.parent(entry) != entries[level - 1])) {
                continue;
            }
            if (structure.repeats(entry) || view.counts()[from + entry] == 0) {
                return take(structure, entry, level, at, sentences);
            }
            if (taken < 0) {
                taken = entry;
                takenLevel = level;
            }
        }
        if (taken >= 0) {
            repeated = true;
            return take(structure, taken, takenLevel, at, sentences);
        }
        view.own(at, depth == 0 ? -1 : lines[depth - 1]);
        return structure.holds(field) && !continues(structure, field) ? ORPHAN : UNKNOWN;
    }

    /**
     * Whether the field would fit if the table had it below the open field as well: a unit after the unit system of a
     * limit that has none in LDT 3.2.17 is news, not disorder.
     */
    private boolean continues(StructureNode structure, int field) {
        int open = depth == 0 ? -1 : structure.field(entries[depth - 1]);
        for (int i = 0; i < structure.size(); i++) {
            int parent = structure.parent(i);
            if (structure.field(i) == field && parent >= 0 && structure.field(parent) == open) {
                return true;
            }
        }
        return false;
    }

    private int take(StructureNode structure, int entry, int level, int at, StructureSentences sentences) {
        while (depth > level) {
            leave(structure, entries[--depth], lines[depth], sentences);
        }
        int[] counts = view.counts();
        if (entry < latest[level] && latest[level] != told[level]) {
            expectedBefore = latest[level];
            told[level] = expectedBefore;
        }
        latest[level] = Math.max(latest[level], entry);
        latest[level + 1] = StructureNode.ROOT;
        told[level + 1] = StructureNode.ROOT;
        counts[from + entry]++;
        for (int i = entry + 1; i < structure.end(entry); i++) {
            counts[from + i] = 0;
        }
        view.own(at, level == 0 ? -1 : lines[level - 1]);
        entries[level] = entry;
        lines[level] = at;
        depth = level + 1;
        return entry;
    }

    private void leave(StructureNode structure, int parent, int line, StructureSentences sentences) {
        int[] counts = view.counts();
        for (int entry : structure.mandatory(parent)) {
            if (counts[from + entry] == 0) {
                sentences.missing(scope, entry, line);
            }
        }
    }

    /** Whether the field placed last may occur only once and did before. */
    boolean repeated() {
        return repeated;
    }

    /** The entry that stands before the field placed last although it belongs behind it; -1 when the order is right. */
    int expectedBefore() {
        return expectedBefore;
    }

    /** @param complete false where nobody knows what the object or record lacks */
    void end(StructureSentences sentences, boolean complete) {
        StructureNode structure = scope.node();
        if (structure != null && complete) {
            while (depth > 0) {
                leave(structure, entries[--depth], lines[depth], sentences);
            }
            leave(structure, StructureNode.ROOT, scope.start(), sentences);
        }
        view.release(from);
    }
}
