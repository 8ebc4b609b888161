package health.careloop.ldt.tables;

import health.careloop.ldt.Generation;
import health.careloop.ldt.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Allowed codes by field number ("Erlaubte Inhalte", E rules in LDT 3). */
public final class Codes {
    /** What {@link #pack} gives for content that is no code. */
    public static final long NONE = -1;

    private static final int LONGEST = 9;

    private Codes() {}

    /** The codes of a field; null when any content is allowed. */
    public static @Nullable CodeList of(Generation generation, int field) {
        return switch (generation) {
            case LDT2 -> TableResource.LOADED.codes2[field];
            case LDT3 -> TableResource.LOADED.codes3[field];
        };
    }

    public static List<CodeList> all(Generation generation) {
        return switch (generation) {
            case LDT2 -> TableResource.LOADED.lists2;
            case LDT3 -> TableResource.LOADED.lists3;
        };
    }

    /**
     * Up to nine ASCII characters as one number, so that codes are compared without decoding. The typographic minus that
     * KBV prints in its tables, and that senders copy, counts as a hyphen. For the rules; others ask
     * {@link CodeList#meaning}.
     */
    public static long pack(Slice content) {
        int length = content.length();
        long packed = 0;
        int characters = 0;
        for (int i = 0; i < length; i++) {
            int value = content.byteAt(i);
            if (value < 0) {
                if (i + 2 < length && isMinus(content, i)) {
                    i += 2;
                    value = '-';
                } else {
                    return NONE;
                }
            }
            packed = packed << 7 | value;
            if (++characters > LONGEST) {
                return NONE;
            }
        }
        return packed;
    }

    /** U+2212 or U+2013 in UTF-8. */
    private static boolean isMinus(Slice content, int at) {
        int first = content.byteAt(at) & 0xFF;
        int second = content.byteAt(at + 1) & 0xFF;
        int third = content.byteAt(at + 2) & 0xFF;
        return first == 0xE2 && (second == 0x88 && third == 0x92 || second == 0x80 && third == 0x93);
    }

    /** As of {@link #pack(Slice)}. */
    public static long pack(String code) {
        if (code.length() > LONGEST) {
            return NONE;
        }
        long packed = 0;
        for (int i = 0; i < code.length(); i++) {
            if (code.charAt(i) > 0x7F) {
                return NONE;
            }
            packed = packed << 7 | code.charAt(i);
        }
        return packed;
    }
}
