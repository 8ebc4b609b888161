package health.careloop.ldt.write;

import health.careloop.ldt.LdtField;
import java.util.Arrays;

/**
 * What stands around the packages: headers of mail, a footer, an MLLP frame. Letters and digits go; length, line breaks and
 * control characters stay, so that the copy is as wrong as its original.
 */
final class StrayLines {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private StrayLines() {}

    static byte[] replaced(byte[] message, LdtField field) {
        int from = (int) field.offset();
        byte[] bytes = Arrays.copyOfRange(message, from, from + field.actualLength());
        int start = Arrays.equals(bytes, 0, Math.min(3, bytes.length), BYTE_ORDER_MARK, 0, 3) ? 3 : 0;
        for (int i = start; i < bytes.length; i++) {
            int value = bytes[i];
            if (value < 0) {
                bytes[i] = '?';
            } else if (value >= '0' && value <= '9') {
                bytes[i] = '0';
            } else if (Character.isLetter(value)) {
                bytes[i] = 'x';
            }
        }
        return bytes;
    }
}
