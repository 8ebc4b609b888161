package health.careloop.bench.ldt;

import static health.careloop.bench.ldt.Bytes.ascii;
import static health.careloop.bench.ldt.Bytes.joined;

import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** What interface engines and editors do to a text whose charset they do not know. */
final class Charsets {
    private Charsets() {}

    static byte[] confused(byte[] message, RandomGenerator random) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        return switch (random.nextInt(9)) {
            case 0 -> text.getBytes(StandardCharsets.UTF_8);
            case 1 ->
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                        .getBytes(StandardCharsets.UTF_8);
            case 2 -> joined(ascii("\u00EF\u00BB\u00BF"), message);
            case 3 -> random.nextBoolean() ? text.getBytes(StandardCharsets.UTF_16) : message;
            case 4 ->
                umlauts(
                        text,
                        "\u00E4\u00F6\u00FC\u00C4\u00D6\u00DC\u00DF",
                        "\u0084\u0094\u0081\u008E\u0099\u009A\u00E1");
            case 5 -> umlauts(text, "\u00E4\u00F6\u00FC\u00C4\u00D6\u00DC\u00DF", "{|}[\\]~");
            case 6 -> ascii(each(message, "\u00E4", "\u00EF\u00BF\u00BD", () -> true));
            case 7 -> ascii(text.replaceAll("9106.", "9106" + (char) ('0' + random.nextInt(10))));
            default -> sprinkled(message, random);
        };
    }

    /** The text with some occurrences replaced; one byte is one character. */
    static String each(byte[] message, String old, String with, BooleanSupplier chosen) {
        String text = new String(message, StandardCharsets.ISO_8859_1);
        StringBuilder changed = new StringBuilder(text.length());
        int from = 0;
        for (int at = text.indexOf(old); at >= 0; at = text.indexOf(old, from)) {
            changed.append(text, from, at).append(chosen.getAsBoolean() ? with : old);
            from = at + old.length();
        }
        return changed.append(text, from, text.length()).toString();
    }

    private static byte[] umlauts(String text, String from, String to) {
        StringBuilder changed = new StringBuilder(text);
        for (int i = 0; i < changed.length(); i++) {
            int known = from.indexOf(changed.charAt(i));
            if (known >= 0) {
                changed.setCharAt(i, to.charAt(known));
            }
        }
        return ascii(changed.toString());
    }

    /** Cut and overlong sequences, lone followers, and the eight places where ISO 8859-1 and -15 differ. */
    private static byte[] sprinkled(byte[] message, RandomGenerator random) {
        String[] pieces = {
            "\u00C3", "\u00C0\u00AF", "\u00F0\u0080", "\u00A4", "\u00ED\u00A0\u0080", "\u0080", "\u00FF", "\u00BC"
        };
        byte[] bytes = message;
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes = Bytes.replaced(bytes, at, at, ascii(pieces[random.nextInt(pieces.length)]));
        }
        return bytes;
    }
}
