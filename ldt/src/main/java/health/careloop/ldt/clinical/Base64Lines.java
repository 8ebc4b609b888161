package health.careloop.ldt.clinical;

import health.careloop.ldt.Slice;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Base64 text spread over lines 6329: strict alphabet, padding only at the very end. */
final class Base64Lines {
    private Base64Lines() {}

    /** Bytes of all lines laid end to end. */
    static byte[] joined(List<Slice> lines) {
        int total = 0;
        for (Slice line : lines) {
            total += line.length();
        }
        byte[] all = new byte[total];
        int at = 0;
        for (Slice line : lines) {
            line.copyTo(all, at);
            at += line.length();
        }
        return all;
    }

    /** The first bytes of a valid text. */
    static byte[] start(byte[] text) {
        return Base64.getDecoder().decode(Arrays.copyOf(text, Math.min(text.length, 12)));
    }

    /** RFC 4648 without blanks: whole groups of four, at most two {@code =} at the end, unused bits zero. */
    static boolean valid(byte[] text) {
        if (text.length % 4 != 0) {
            return false;
        }
        int padding = 0;
        while (padding < 2 && padding < text.length && text[text.length - 1 - padding] == '=') {
            padding++;
        }
        int last = 0;
        for (int i = 0; i < text.length - padding; i++) {
            last = value(text[i]);
            if (last < 0) {
                return false;
            }
        }
        return switch (padding) {
            case 1 -> (last & 0b11) == 0;
            case 2 -> (last & 0b1111) == 0;
            default -> true;
        };
    }

    private static int value(byte c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        if (c == '+') {
            return 62;
        }
        return c == '/' ? 63 : -1;
    }
}
