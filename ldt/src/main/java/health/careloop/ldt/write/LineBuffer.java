package health.careloop.ldt.write;

import health.careloop.ldt.LdtCharset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Lines {@code LLL FFFF content CR LF} in one charset, each either written whole or refused and not begun. */
final class LineBuffer {
    private final LdtCharset charset;
    private final Encoder encoder;
    private byte[] bytes = new byte[4096];
    private int size;

    LineBuffer(LdtCharset charset) {
        this.charset = charset;
        this.encoder = Encoder.of(charset);
    }

    int size() {
        return size;
    }

    /** A copy. */
    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    void line(String id, String text) {
        check(id, text);
        int length = text.length() + 9;
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
        }
        int at = size;
        number(at, 3, length);
        for (int i = 0; i < 4; i++) {
            bytes[at + 3 + i] = (byte) id.charAt(i);
        }
        at += 7;
        for (int i = 0; i < text.length(); i++) {
            bytes[at++] = (byte) code(id, text, i);
        }
        bytes[at++] = '\r';
        bytes[at++] = '\n';
        size = at;
    }

    /** Digits with leading zeros over what stands there. */
    void number(int at, int digits, int value) {
        int rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static void check(String id, String text) {
        if (!isNumber(id)) {
            throw new UnwritableException(id, "Eine Feldkennung hat vier Ziffern.", "A field number has four digits.");
        }
        if (text.isBlank() && !(id.equals("3564") && text.isEmpty())) {
            throw new UnwritableException(
                    id,
                    "Feld " + id + " ist leer; ein Feld ohne Inhalt wird weggelassen.",
                    "Field " + id + " is empty; a field without content is left out.");
        }
        if (text.length() > LdtWriter.LONGEST_CONTENT) {
            throw new UnwritableException(
                    id,
                    "Feld " + id + " hat " + text.length() + " Zeichen, erlaubt sind " + LdtWriter.LONGEST_CONTENT
                            + "; lange Texte stehen in mehreren Feldern, siehe text().",
                    "Field " + id + " has " + text.length() + " characters, at most " + LdtWriter.LONGEST_CONTENT
                            + " are allowed; a long text repeats the field, see text().");
        }
    }

    /** Four digits. */
    static boolean isNumber(String id) {
        boolean digits = id.length() == 4;
        for (int i = 0; digits && i < 4; i++) {
            digits = id.charAt(i) >= '0' && id.charAt(i) <= '9';
        }
        return digits;
    }

    private int code(String id, String text, int i) {
        char character = text.charAt(i);
        if (Character.isISOControl(character)) {
            throw new UnwritableException(
                    id,
                    "Feld " + id + " enthält an Stelle " + (i + 1)
                            + " einen Zeilenumbruch oder ein Steuerzeichen; mehrere Zeilen sind mehrere Felder.",
                    "Field " + id + " has a line break or control character at position " + (i + 1)
                            + "; several lines are several fields.");
        }
        int code = encoder.code(character);
        if (code == Encoder.NONE) {
            String shown = text.substring(i, text.offsetByCodePoints(i, 1));
            String number = "U+%04X".formatted(text.codePointAt(i));
            throw new UnwritableException(
                    id,
                    "Feld " + id + ": Das Zeichen „" + shown + "“ (" + number + ", Stelle " + (i + 1)
                            + ") gibt es im Zeichensatz " + charset.label() + " nicht.",
                    "Field " + id + ": the character \"" + shown + "\" (" + number + ", position " + (i + 1)
                            + ") does not exist in " + charset.label() + ".");
        }
        return code;
    }

    /** Of everything so far. */
    String sha1() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(bytes, 0, size);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-1", absent);
        }
    }
}
