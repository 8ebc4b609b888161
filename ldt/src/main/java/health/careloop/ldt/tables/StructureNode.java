package health.careloop.ldt.tables;

import health.careloop.ldt.Sentence;

/**
 * The fields of one record or object, in their order and with their levels (Vorkommensstufen): a field belongs to the
 * nearest field before it that stands one level higher. Entries are numbered from 0; {@link #ROOT} is the record or object
 * itself, and everything that belongs to an entry follows it without a gap. Made for the rules, which ask it for every
 * line: it answers in numbers and checks none of them.
 */
public final class StructureNode {
    /** The record or object itself. */
    public static final int ROOT = -1;

    private static final Kind[] KINDS = Kind.values();
    private static final int[] NOTHING = {};
    private static final int NONE = -1;

    private final int number;
    private final Sentence name;
    private final String label;
    private final short[] fields;
    private final byte[] levels;
    private final boolean[] many;
    private final byte[] kinds;
    private final short[] shortest;
    private final short[] longest;
    private final short[] objects;
    private final short[] parents;
    private final short[] ends;
    private final int[][] mandatory;
    /** How many entries stand around an entry. */
    private final byte[] depths;
    /** At the place a field number hashes to, that number and one of its entries plus one; 0 where nothing is. */
    private final int[] slots;
    /** The other entries of the same field. */
    private final short[] others;

    private final long[] holds = new long[FieldTable.NUMBERS / 64 + 1];

    StructureNode(int number, Sentence name, int size) {
        this.number = number;
        this.name = name;
        label = label(number);
        fields = new short[size];
        levels = new byte[size];
        many = new boolean[size];
        kinds = new byte[size];
        shortest = new short[size];
        longest = new short[size];
        objects = new short[size];
        parents = new short[size];
        ends = new short[size];
        mandatory = new int[size + 1][];
        depths = new byte[size];
        slots = new int[Integer.highestOneBit(size + 1) * 4];
        others = new short[size];
    }

    void put(int at, int level, int field, boolean repeats, int kind, int least, int most, int object) {
        fields[at] = (short) field;
        levels[at] = (byte) level;
        many[at] = repeats;
        kinds[at] = (byte) kind;
        shortest[at] = (short) least;
        longest[at] = (short) most;
        objects[at] = (short) object;
        holds[field >> 6] |= 1L << field;
    }

    /** After the last entry was put. */
    StructureNode complete() {
        int size = size();
        for (int i = 0; i < size; i++) {
            int parent = i - 1;
            while (parent >= 0 && levels[parent] >= levels[i]) {
                parent--;
            }
            parents[i] = (short) parent;
            depths[i] = (byte) (parent < 0 ? 0 : depths[parent] + 1);
            int end = i + 1;
            while (end < size && levels[end] > levels[i]) {
                end++;
            }
            ends[i] = (short) end;
        }
        for (int parent = ROOT; parent < size; parent++) {
            mandatory[parent + 1] = required(parent);
        }
        for (int i = 0; i < size; i++) {
            index(i);
        }
        return this;
    }

    /** The deepest entry of a field comes first; below the same parent only the first is ever found. */
    private void index(int entry) {
        others[entry] = NONE;
        int slot = slot(fields[entry]);
        int before = NONE;
        int after = entry(slots[slot]);
        for (int i = after; i >= 0; i = others[i]) {
            if (parents[i] == parents[entry]) {
                return;
            }
            if (depths[i] >= depths[entry]) {
                before = i;
                after = others[i];
            }
        }
        others[entry] = (short) after;
        if (before < 0) {
            slots[slot] = fields[entry] << 16 | entry + 1;
        } else {
            others[before] = (short) entry;
        }
    }

    private int slot(int field) {
        int slot = field * 0x9E3779B1 >>> 16 & slots.length - 1;
        while (slots[slot] != 0 && slots[slot] >>> 16 != field) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    /** The deepest entry of a field, whatever it stands below; -1 when there is none. */
    public int deepest(int field) {
        return entry(slots[slot(field)]);
    }

    private static int entry(int slot) {
        return (slot & 0xFFFF) - 1;
    }

    /** The entry of the same field that stands below another one, as deep or less; -1 after the last. */
    public int other(int entry) {
        return others[entry];
    }

    /** How many entries stand around it: 0 for what stands directly in the record or object. */
    public int depth(int entry) {
        return depths[entry];
    }

    private int[] required(int parent) {
        int[] found = new int[size()];
        int count = 0;
        for (int i = parent + 1; i < end(parent); i = ends[i]) {
            if (kind(i) == Kind.MANDATORY) {
                found[count++] = i;
            }
        }
        return count == 0 ? NOTHING : java.util.Arrays.copyOf(found, count);
    }

    /** 60 for Obj_0060, 8205 for the record 8205. */
    public int number() {
        return number;
    }

    public Sentence name() {
        return name;
    }

    public int size() {
        return fields.length;
    }

    public int field(int entry) {
        return fields[entry];
    }

    /** 1 for what stands directly in the record or object. */
    public int level(int entry) {
        return levels[entry];
    }

    /** The entry it belongs to, or {@link #ROOT}. */
    public int parent(int entry) {
        return parents[entry];
    }

    /** The entry after the last that belongs to this one. */
    public int end(int entry) {
        return entry == ROOT ? size() : ends[entry];
    }

    /** Whether it may occur more than once. */
    public boolean repeats(int entry) {
        return many[entry];
    }

    public Kind kind(int entry) {
        return KINDS[kinds[entry]];
    }

    public int shortest(int entry) {
        return shortest[entry];
    }

    public int longest(int entry) {
        return longest[entry];
    }

    /** Number of the object that follows, 0 for a plain field. */
    public int object(int entry) {
        return objects[entry];
    }

    /** Whether the field stands anywhere in this record or object. */
    public boolean holds(int field) {
        return (holds[field >> 6] & 1L << field) != 0;
    }

    /** The entry of that field directly below another entry or {@link #ROOT}; -1 when there is none. */
    public int child(int parent, int field) {
        int entry = deepest(field);
        while (entry >= 0 && parents[entry] != parent) {
            entry = others[entry];
        }
        return entry;
    }

    /** Entries directly below another that have to be there. Not to be written to. */
    public int[] mandatory(int parent) {
        return mandatory[parent + 1];
    }

    @Override
    public String toString() {
        return label();
    }

    /** "Obj_0060" or "8205". */
    public String label() {
        return label;
    }

    private static String label(int number) {
        String text = Integer.toString(number);
        String four = "0".repeat(4 - text.length()) + text;
        return number > Structure.LARGEST_OBJECT || number == 20 || number == 21 ? four : "Obj_" + four;
    }
}
