package health.careloop.ldt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

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
    UTF_8("UTF-8");

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
        if (this == ISO_8859_1) {
            return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        }
        char[] text = new char[length];
        for (int i = 0; i < length; i++) {
            text[i] = table.charAt(bytes[offset + i] & 0xFF);
        }
        return new String(text);
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
