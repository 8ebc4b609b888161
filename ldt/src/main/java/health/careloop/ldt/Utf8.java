package health.careloop.ldt;

import java.nio.charset.StandardCharsets;

/** Tells UTF-8 from the single-byte charsets without decoding. */
final class Utf8 {
    private Utf8() {}

    /**
     * How many characters the bytes are, or -1 when they are no UTF-8.
     *
     * @param mayBeCut a sequence that the end cuts off counts as one character
     */
    static int characters(byte[] bytes, int from, int to, boolean mayBeCut) {
        int characters = 0;
        int p = from;
        while (p < to) {
            int size = size(bytes[p] & 0xFF);
            if (size == 0) {
                return -1;
            }
            for (int k = 1; k < size; k++) {
                if (p + k >= to) {
                    return mayBeCut ? characters + 1 : -1;
                }
                if ((bytes[p + k] & 0xC0) != 0x80) {
                    return -1;
                }
            }
            p += size;
            characters++;
        }
        return characters;
    }

    /** Occurrences of U+FFFD. */
    static int replacements(byte[] bytes, int from, int to) {
        int found = 0;
        for (int p = from; p + 2 < to; p++) {
            if (bytes[p] == (byte) 0xEF && bytes[p + 1] == (byte) 0xBF && bytes[p + 2] == (byte) 0xBD) {
                found++;
            }
        }
        return found;
    }

    /** Occurrences of U+0080 to U+009F, which no text contains: umlauts of CP437 that were taken for ISO 8859-1. */
    static int controls(byte[] bytes, int from, int to) {
        int found = 0;
        for (int p = from; p + 1 < to; p++) {
            if (bytes[p] == (byte) 0xC2 && (bytes[p + 1] & 0xFF) < 0xA0) {
                found++;
            }
        }
        return found;
    }

    /**
     * Occurrences of Â or Ã followed by what the second byte of a two-byte sequence becomes when ISO 8859-1 or
     * Windows-1252 reads it: one letter that was encoded twice.
     */
    static int doubled(byte[] bytes, int from, int to) {
        int found = 0;
        for (int p = from; p + 3 < to; p++) {
            boolean lead = bytes[p] == (byte) 0xC3 && (bytes[p + 1] == (byte) 0x83 || bytes[p + 1] == (byte) 0x82);
            if (lead && isContinuation(bytes, p + 2, to)) {
                found++;
                p += 3;
            }
        }
        return found;
    }

    private static boolean isContinuation(byte[] bytes, int at, int to) {
        if (bytes[at] == (byte) 0xC2) {
            return true;
        }
        int size = size(bytes[at] & 0xFF);
        return size > 1
                && at + size <= to
                && LdtCharset.isUpperWindows1252(new String(bytes, at, size, StandardCharsets.UTF_8));
    }

    private static int size(int lead) {
        if (lead < 0x80) {
            return 1;
        }
        if (lead < 0xC2) {
            return 0;
        }
        if (lead < 0xE0) {
            return 2;
        }
        if (lead < 0xF0) {
            return 3;
        }
        return lead < 0xF5 ? 4 : 0;
    }
}
