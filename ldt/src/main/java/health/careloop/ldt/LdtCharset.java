package health.careloop.ldt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The charsets an LDT message arrives in: the four that 9106 can name, CP850 which many senders mean by CP437, and UTF-8
 * which interface engines produce on the way. The tables are here because the JDK keeps the IBM ones in an optional
 * module.
 */
public enum LdtCharset {
    /** 7 bit, 9106 = 1: {@code [ \ ] { | } ~ @} stand for {@code Ä Ö Ü ä ö ü ß §}. */
    DIN_66003("DIN 66003"),
    /** 9106 = 2. */
    CP437("CP437"),
    CP850("CP850"),
    /** 9106 = 3. */
    ISO_8859_1("ISO 8859-1"),
    /** 9106 = 4, and the only charset of LDT 3. */
    ISO_8859_15("ISO 8859-15"),
    /** Never declared; senders on Windows write it for ISO 8859-1 or -15. */
    WINDOWS_1252("Windows-1252"),
    UTF_8("UTF-8"),
    /** UTF-8 that was read as a single-byte charset and encoded as UTF-8 again. */
    UTF_8_TWICE("UTF-8 (2×)");

    private static final String UPPER_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    private final String label;
    /** The character of each byte; unused where the JDK decodes. */
    private final String table;

    LdtCharset(String label) {
        this.label = label;
        this.table = tableFor(label);
    }

    /** The name a person knows it by, such as "ISO 8859-15". */
    public String label() {
        return label;
    }

    /** Never throws on content: a malformed UTF-8 sequence becomes U+FFFD. */
    public String decode(byte[] bytes, int offset, int length) {
        if (this == UTF_8) {
            return new String(bytes, offset, length, StandardCharsets.UTF_8);
        }
        if (this == UTF_8_TWICE) {
            return once(new String(bytes, offset, length, StandardCharsets.UTF_8));
        }
        if (this == ISO_8859_1 || (this != DIN_66003 && isAscii(bytes, offset, length))) {
            return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = table.charAt(bytes[offset + i] & 0xFF);
        }
        return new String(text);
    }

    /** Where all these charsets agree: in most lines of most messages. */
    private static boolean isAscii(byte[] bytes, int offset, int length) {
        int all = 0;
        for (int i = offset; i < offset + length; i++) {
            all |= bytes[i];
        }
        return all >= 0;
    }

    /** Takes one of the two encodings away; text that was not encoded twice stays as it is. */
    private static String once(String text) {
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = text.charAt(i);
            int upper = UPPER_1252.indexOf(c);
            if (c > 0xFF && upper < 0) {
                return text;
            }
            bytes[i] = (byte) (upper < 0 ? c : 0x80 + upper);
        }
        return Utf8.characters(bytes, 0, bytes.length, true) < 0 ? text : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether its upper half is that of ISO 8859. */
    boolean isIso() {
        return switch (this) {
            case ISO_8859_1, ISO_8859_15, WINDOWS_1252 -> true;
            case DIN_66003, CP437, CP850, UTF_8, UTF_8_TWICE -> false;
        };
    }

    static boolean isUpperWindows1252(String character) {
        return character.length() == 1 && UPPER_1252.indexOf(character.charAt(0)) >= 0;
    }

    /** By the name a transport uses: "iso-8859-15", "windows-1252", "IBM437". US-ASCII declares nothing. */
    static Optional<LdtCharset> named(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT).replace("_", "-")) {
            case "iso-8859-1", "iso8859-1", "latin1" -> Optional.of(ISO_8859_1);
            case "iso-8859-15", "iso8859-15", "latin9" -> Optional.of(ISO_8859_15);
            case "windows-1252", "cp1252" -> Optional.of(WINDOWS_1252);
            case "ibm437", "cp437" -> Optional.of(CP437);
            case "ibm850", "cp850" -> Optional.of(CP850);
            case "din-66003", "iso646-de" -> Optional.of(DIN_66003);
            case "utf-8", "utf8" -> Optional.of(UTF_8);
            default -> Optional.empty();
        };
    }

    private static String tableFor(String label) {
        char[] table = new char[256];
        for (int i = 0; i < 256; i++) {
            table[i] = (char) i;
        }
        switch (label) {
            case "DIN 66003" -> {
                put(table, "[\\]{|}~@", "ÄÖÜäöüß§");
                // No byte above 0x7F is legal here; U+FFFD says so instead of guessing.
                Arrays.fill(table, 128, 256, '\uFFFD');
            }
            case "ISO 8859-15" -> put(table, "\u00A4\u00A6\u00A8\u00B4\u00B8\u00BC\u00BD\u00BE", "€ŠšŽžŒœŸ");
            case "Windows-1252" -> {
                for (int i = 0; i < UPPER_1252.length(); i++) {
                    table[0x80 + i] = UPPER_1252.charAt(i);
                }
            }
            case "CP437" ->
                upperHalf(
                        table,
                        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ"
                                + "áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
                                + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
                                + "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0");
            case "CP850" ->
                upperHalf(
                        table,
                        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ"
                                + "áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐"
                                + "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀"
                                + "ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0");
            default -> {}
        }
        return new String(table);
    }

    private static void put(char[] table, String codes, String characters) {
        for (int i = 0; i < codes.length(); i++) {
            table[codes.charAt(i)] = characters.charAt(i);
        }
    }

    private static void upperHalf(char[] table, String characters) {
        for (int i = 0; i < characters.length(); i++) {
            table[128 + i] = characters.charAt(i);
        }
    }
}
