package health.careloop.ldt.rules;

import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtRecord;
import health.careloop.ldt.tables.Codes;
import health.careloop.ldt.tables.StructureNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One record laid out in arrays by the index of its lines: field numbers, who belongs to whom, and the objects. Reused from
 * record to record, so that checking a record allocates next to nothing.
 */
final class RecordView {
    /** No order names so many payers, no result so many reference values. */
    static final int COMPARED = 64;

    private static final int COUNTED = 200;
    private static final int NONE = -1;
    /** Lines of a record that room is kept for. */
    private static final int KEPT = 4_096;

    private final @Nullable RecordView header;
    /**
     * Not copied: this view is old, and the default collector puts a memory fence behind every reference to something new
     * that is written into something old. Copying the fields was 5 % of reading and checking.
     */
    private List<LdtField> fields = List.of();

    private int size;
    private short[] numbers = new short[0];
    private int[] nexts = new int[0];
    private int[] owners = new int[0];
    private final long[] present = new long[10_000 / 64 + 1];
    private final List<Scope> scopes = new ArrayList<>();
    private int used;
    private int[] counts = new int[256];
    private int countsTop;
    private int soughtField = NONE;
    private long @Nullable [] soughtCodes;
    private int sought;

    /** @param header the header record of the same package, null for the header itself */
    RecordView(@Nullable RecordView header) {
        this.header = header;
    }

    /** A header of its own for a view that has none. */
    RecordView header() {
        return header == null ? new RecordView(null) : header;
    }

    /** Forgets the message, here and in the header. */
    void clear() {
        clearRecord();
        if (header != null) {
            header.clear();
        }
    }

    /** Whether this is what was laid out last. */
    boolean holds(LdtRecord satz) {
        return fields == satz.fields();
    }

    /** Keeps the header, and nothing that only a very long record needs. */
    void clearRecord() {
        if (numbers.length > KEPT) {
            numbers = new short[0];
            nexts = new int[0];
            owners = new int[0];
            counts = new int[256];
            scopes.clear();
        }
        fields = List.of();
        Arrays.fill(present, 0);
        soughtField = NONE;
        size = 0;
        used = 0;
        countsTop = 0;
    }

    void start(LdtRecord satz) {
        fields = satz.fields();
        size = fields.size();
        if (numbers.length < size) {
            numbers = new short[size];
            nexts = new int[size];
            owners = new int[size];
        }
        Arrays.fill(present, 0);
        soughtField = NONE;
        used = 0;
        countsTop = 0;
    }

    Scope open(@Nullable StructureNode node, int number, int role, int start, @Nullable Scope parent) {
        if (used == scopes.size()) {
            scopes.add(new Scope(this));
        }
        return scopes.get(used++).open(node, number, role, start, parent);
    }

    /** Room for the occurrences of each entry of an object; returns where it begins. */
    int reserve(int size) {
        int from = countsTop;
        countsTop += size;
        if (countsTop > counts.length) {
            counts = Arrays.copyOf(counts, Math.max(countsTop, 2 * counts.length));
        }
        Arrays.fill(counts, from, countsTop, 0);
        return from;
    }

    void release(int from) {
        countsTop = from;
    }

    int[] counts() {
        return counts;
    }

    void put(int at, int number) {
        numbers[at] = (short) number;
        nexts[at] = NONE;
        owners[at] = NONE;
        if (number >= 0) {
            present[number >> 6] |= 1L << number;
        }
    }

    void link(int from, int to) {
        nexts[from] = to;
    }

    void own(int at, int owner) {
        owners[at] = owner;
    }

    /** What tells this record from another. */
    List<LdtField> lines() {
        return fields;
    }

    LdtField field(int at) {
        return fields.get(at);
    }

    int size() {
        return size;
    }

    int number(int at) {
        return numbers[at];
    }

    /** The next line in the same object, or -1. */
    int next(int at) {
        return nexts[at];
    }

    /** The line this one belongs to by its level, or -1 when it belongs to the object itself. */
    int owner(int at) {
        return owners[at];
    }

    long code(int at) {
        return Codes.pack(field(at).content());
    }

    boolean isOneOf(int at, long... codes) {
        long code = code(at);
        for (long candidate : codes) {
            if (candidate == code) {
                return true;
            }
        }
        return false;
    }

    /** Whether the field stands anywhere in this record. */
    boolean has(int field) {
        return (present[field >> 6] & 1L << field) != 0;
    }

    /** Whether the field stands anywhere in this record or in the header of the package. */
    boolean hasHereOrInHeader(int field) {
        return has(field) || header != null && header.has(field);
    }

    /** Index of the first such field anywhere in this record, or -1. */
    int first(int field) {
        for (int i = has(field) ? 0 : size; i < size; i++) {
            if (numbers[i] == field) {
                return i;
            }
        }
        return NONE;
    }

    /** Index of the first such field anywhere in this record that has one of the codes, or -1. */
    int find(int field, long... codes) {
        if (has(field)) {
            short[] all = numbers;
            int end = size;
            for (int i = 0; i < end; i++) {
                if (all[i] == field && isOneOf(i, codes)) {
                    return i;
                }
            }
        }
        return NONE;
    }

    /** How often the header has the field with a content, in the first lines: a header is short, and every report may ask. */
    int countInHeader(int field) {
        int count = 0;
        for (int i = 0; header != null && header.has(field) && i < Math.min(header.size, COUNTED); i++) {
            count += header.numbers[i] == field && !header.field(i).isBlank() ? 1 : 0;
        }
        return count;
    }

    /** The same in this record or the header. */
    boolean findHereOrInHeader(int field, long... codes) {
        return find(field, codes) >= 0 || header != null && header.findAgain(field, codes) >= 0;
    }

    /** The same as {@link #find} of a header, which every report asks the same: it is searched once. */
    private int findAgain(int field, long[] codes) {
        if (soughtField != field || soughtCodes != codes) {
            soughtField = field;
            soughtCodes = codes;
            sought = find(field, codes);
        }
        return sought;
    }

    /** How many objects with that number the record has. */
    int count(int object) {
        int count = 0;
        for (int i = 0; i < used; i++) {
            if (scopes.get(i).number() == object) {
                count++;
            }
        }
        return count;
    }

    /** Whether something is true of any object with that number. */
    boolean any(int object, Predicate<Scope> holds) {
        return firstBroken(object, holds) != Scope.FINE;
    }

    int firstBroken(int object, Predicate<Scope> broken) {
        for (int i = 0; i < used; i++) {
            Scope scope = scopes.get(i);
            if (scope.number() == object && broken.test(scope)) {
                return scope.start();
            }
        }
        return Scope.FINE;
    }

    /**
     * Start of the second of two objects with that number and the same key, else {@link Scope#FINE}. Looks at the first
     * {@value #COMPARED} only, so that a malicious message cannot make it compare all with all.
     */
    int firstDouble(int object, Key key) {
        long[] seen = new long[COMPARED];
        int count = 0;
        for (int i = 0; i < used && count < COMPARED; i++) {
            Scope scope = scopes.get(i);
            if (scope.number() == object) {
                long found = key.of(scope);
                for (int k = 0; k < count; k++) {
                    if (seen[k] == found) {
                        return scope.start();
                    }
                }
                seen[count++] = found;
            }
        }
        return Scope.FINE;
    }

    /** What objects of one kind must differ in. */
    interface Key {
        long of(Scope scope);
    }
}
