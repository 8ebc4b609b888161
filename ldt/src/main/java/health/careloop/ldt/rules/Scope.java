package health.careloop.ldt.rules;

import health.careloop.ldt.tables.Codes;
import health.careloop.ldt.tables.StructureNode;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One record or object while its rules are asked: the fields directly inside, Objektattribute included, and a way to the
 * record around it. Fields are spoken of by their index in the record. Reused from record to record.
 */
final class Scope {
    /** What a rule answers when it holds. */
    static final int FINE = -1;

    private static final int NONE = -1;

    private final RecordView view;
    private @Nullable StructureNode node;
    private int number;
    private int role;
    private int start;
    private int end;
    private @Nullable Scope parent;
    private int depth;
    private int first;
    private int last;
    private long mask;
    private final Placement placement;

    Scope(RecordView view) {
        this.view = view;
        placement = new Placement(this, view);
    }

    Scope open(@Nullable StructureNode node, int number, int role, int start, @Nullable Scope parent) {
        // Like the view, scopes are old: no reference is written that stands there already.
        if (this.node != node) {
            this.node = node;
        }
        this.number = number;
        this.role = role;
        this.start = start;
        this.end = start + 1;
        if (this.parent != parent) {
            this.parent = parent;
        }
        depth = parent == null ? 0 : parent.depth + 1;
        first = NONE;
        last = NONE;
        mask = 0;
        placement.start(node);
        return this;
    }

    void append(int at, int field) {
        if (first < 0) {
            first = at;
        } else {
            view.link(last, at);
        }
        last = at;
        mask |= 1L << field % 61;
    }

    void close(int after) {
        end = after;
    }

    Placement placement() {
        return placement;
    }

    @Nullable
    StructureNode node() {
        return node;
    }

    /** 60 for Obj_0060, 8205 for the record 8205. */
    int number() {
        return number;
    }

    /** The Objektattribut in front of it, 0 for a record. */
    int role() {
        return role;
    }

    /** Index of its first line. */
    int start() {
        return start;
    }

    /** Index after its last line. */
    int end() {
        return end;
    }

    /** How many scopes stand around it. */
    int depth() {
        return depth;
    }

    /** Whether it stands in an object with that number. */
    boolean isIn(int object) {
        return parent != null && parent.number == object;
    }

    @Nullable
    Scope parent() {
        return parent;
    }

    RecordView view() {
        return view;
    }

    /** Index of the first such field directly inside, or {@link #FINE}. */
    int first(int field) {
        if ((mask & 1L << field % 61) == 0) {
            return NONE;
        }
        for (int i = first; i >= 0; i = view.next(i)) {
            if (view.number(i) == field) {
                return i;
            }
        }
        return NONE;
    }

    /** The next field of the same number directly inside, or {@link #FINE}. */
    int again(int at) {
        int field = view.number(at);
        for (int i = view.next(at); i >= 0; i = view.next(i)) {
            if (view.number(i) == field) {
                return i;
            }
        }
        return NONE;
    }

    boolean has(int field) {
        return first(field) >= 0;
    }

    boolean hasAny(int... fields) {
        for (int field : fields) {
            if (has(field)) {
                return true;
            }
        }
        return false;
    }

    boolean hasAll(int... fields) {
        for (int field : fields) {
            if (!has(field)) {
                return false;
            }
        }
        return true;
    }

    int count(int field) {
        int count = 0;
        for (int i = first(field); i >= 0; i = again(i)) {
            count++;
        }
        return count;
    }

    /** Whether any such field directly inside has one of the codes. */
    boolean is(int field, long... codes) {
        for (int i = first(field); i >= 0; i = again(i)) {
            if (view.isOneOf(i, codes)) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is such a field directly inside that has none of the codes. */
    boolean isOtherThan(int field, long... codes) {
        for (int i = first(field); i >= 0; i = again(i)) {
            if (!view.isOneOf(i, codes)) {
                return true;
            }
        }
        return false;
    }

    /** The code of the first such field, {@link Codes#NONE} when there is none. */
    long code(int field) {
        int at = first(field);
        return at < 0 ? Codes.NONE : view.code(at);
    }

    /** Index of a field that belongs to another one; {@link #FINE} when there is none. Looks no further than its branch. */
    int under(int at, int field) {
        for (int i = view.next(at); i >= 0 && view.owner(i) >= at; i = view.next(i)) {
            if (view.owner(i) == at && view.number(i) == field) {
                return i;
            }
        }
        return NONE;
    }

    /** Whether the field stands inside, however deep. */
    boolean holds(int field) {
        for (int i = start + 1; i < end; i++) {
            if (view.number(i) == field) {
                return true;
            }
        }
        return false;
    }

    /** Whether such a field inside, however deep, has another content than the codes. */
    boolean holdsOtherThan(int field, long... codes) {
        for (int i = start + 1; i < end; i++) {
            if (view.number(i) == field && !view.isOneOf(i, codes)) {
                return true;
            }
        }
        return false;
    }

    /** The first field for which something is wrong, else {@link #FINE}. */
    int brokenIf(int field, boolean broken) {
        return broken ? Math.max(first(field), start) : FINE;
    }

    /** Start of the first object of the record with that number for which something is wrong, else {@link #FINE}. */
    int firstBroken(int object, Predicate<Scope> broken) {
        return view.firstBroken(object, broken);
    }
}
