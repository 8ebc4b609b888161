package health.careloop.ldt.tables;

import health.careloop.ldt.Generation;
import health.careloop.ldt.Sentence;
import java.util.Arrays;

/**
 * The field numbers of one generation: names, types and lengths. Where a field stands several times with different
 * lengths, {@link Structure} knows better.
 */
public final class FieldTable {
    static final int NUMBERS = 10_000;
    private static final int LONGEST = 990;
    private static final FieldType[] TYPES = FieldType.values();

    private final Sentence[] names = new Sentence[NUMBERS];
    private final byte[] types = new byte[NUMBERS];
    private final short[] shortest = new short[NUMBERS];
    private final short[] longest = new short[NUMBERS];
    private final FieldUse[] uses = new FieldUse[NUMBERS];

    FieldTable() {
        Arrays.fill(names, Sentence.NONE);
        Arrays.fill(types, (byte) -1);
        Arrays.fill(uses, FieldUse.NONE);
    }

    public static FieldTable of(Generation generation) {
        return switch (generation) {
            case LDT2 -> TableResource.LOADED.ldt2;
            case LDT3 -> TableResource.LOADED.ldt3;
        };
    }

    void put(int field, Sentence name, FieldUse use, int type, int shortest, int longest) {
        names[field] = name;
        uses[field] = use;
        types[field] = (byte) type;
        this.shortest[field] = (short) shortest;
        this.longest[field] = (short) longest;
    }

    /** The number of a field written as four digits, or -1. */
    public static int number(String id) {
        if (id.length() != 4) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < 4; i++) {
            int digit = id.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static boolean isNumber(int field) {
        return field >= 0 && field < NUMBERS;
    }

    /** Whether this generation has the field; false for what is no field number. */
    public boolean knows(int field) {
        return isNumber(field) && types[field] >= 0;
    }

    /** {@link Sentence#NONE} for a field that neither generation has. */
    public Sentence name(int field) {
        return isNumber(field) ? names[field] : Sentence.NONE;
    }

    /** Of a known field; ALNUM for any other number. */
    public FieldType type(int field) {
        return knows(field) ? TYPES[types[field]] : FieldType.ALNUM;
    }

    /** In characters, of a known field; 0 when nothing is laid down. */
    public int shortest(int field) {
        return isNumber(field) ? shortest[field] : 0;
    }

    /** In characters, of a known field; 990 when nothing is laid down. */
    public int longest(int field) {
        return isNumber(field) ? longest[field] : LONGEST;
    }

    /** Where the use in LDT 2 comes from, whichever generation this table is of. */
    public FieldUse useInLdt2(int field) {
        return isNumber(field) ? uses[field] : FieldUse.NONE;
    }

    /** Every field number either generation has, ascending. */
    public static int[] all() {
        return TableResource.LOADED.numbers.clone();
    }
}
