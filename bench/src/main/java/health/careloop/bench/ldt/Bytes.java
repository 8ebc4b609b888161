package health.careloop.bench.ldt;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Cutting and joining, and where a line begins. A line here ends with LF, as long as nobody damaged that too. */
final class Bytes {
    private Bytes() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static boolean contains(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }

    static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    static byte[] slice(byte[] bytes, int from, int to) {
        byte[] part = new byte[to - from];
        System.arraycopy(bytes, from, part, 0, part.length);
        return part;
    }

    /** The bytes from {@code from} to {@code to} give way to others. */
    static byte[] replaced(byte[] bytes, int from, int to, byte[] with) {
        return joined(slice(bytes, 0, from), with, slice(bytes, to, bytes.length));
    }

    static byte[] repeated(byte[] block, int times) {
        byte[] all = new byte[block.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(block, 0, all, i * block.length, block.length);
        }
        return all;
    }

    /** The start of the line that a random byte belongs to. */
    static int someLine(byte[] bytes, RandomGenerator random) {
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        while (at > 0 && bytes[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    /** Behind the LF of the line, or the end. */
    static int afterLine(byte[] bytes, int start) {
        int at = start;
        while (at < bytes.length && bytes[at] != '\n') {
            at++;
        }
        return Math.min(bytes.length, at + 1);
    }

    /** In front of the line break. */
    static int lineEnd(byte[] bytes, int start) {
        int at = start;
        while (at < bytes.length && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    /** Whether a line starts with seven digits, its length and its field. */
    static boolean isField(byte[] bytes, int start) {
        if (start + 7 > bytes.length) {
            return false;
        }
        for (int i = start; i < start + 7; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return false;
            }
        }
        return true;
    }

    static String field(byte[] bytes, int start) {
        return new String(bytes, start + 3, 4, StandardCharsets.US_ASCII);
    }

    /** A line with its right length, as far as three digits can say it. */
    static byte[] line(String field, byte[] content) {
        int length = Math.min(999, content.length + 9);
        return joined(ascii("%03d%s".formatted(length, field)), content, ascii("\r\n"));
    }

    static byte[] line(String field, String content) {
        return line(field, ascii(content));
    }
}
