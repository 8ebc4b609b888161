package health.careloop.ldt.write;

import health.careloop.ldt.LdtCharset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Characters to bytes of one charset with one byte per character: {@link LdtCharset#decode} read backwards. */
final class Encoder {
    static final int NONE = -1;

    /** Above the last box drawing of the IBM charsets. */
    private static final int END = 0x2600;

    private static final Map<LdtCharset, Encoder> ALL = new EnumMap<>(LdtCharset.class);

    static {
        for (LdtCharset charset : LdtCharset.values()) {
            if (charset != LdtCharset.UTF_8) {
                ALL.put(charset, new Encoder(charset));
            }
        }
    }

    private final short[] codes = new short[END];

    private Encoder(LdtCharset charset) {
        Arrays.fill(codes, (short) NONE);
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        String characters = charset.decode(bytes, 0, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (characters.charAt(i) < END) {
                codes[characters.charAt(i)] = (short) i;
            }
        }
    }

    /** Not for UTF-8, which has more than one byte per character. */
    static Encoder of(LdtCharset charset) {
        Encoder encoder = ALL.get(charset);
        if (encoder == null) {
            throw new IllegalArgumentException(charset.label() + " is no charset of LDT");
        }
        return encoder;
    }

    /** 0 to 255, or {@link #NONE}. */
    int code(char character) {
        return character < END ? codes[character] : NONE;
    }

    boolean knows(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (code(text.charAt(i)) == NONE) {
                return false;
            }
        }
        return true;
    }
}
