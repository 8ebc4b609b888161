package health.careloop.ldt.clinical;

import health.careloop.ldt.LdtNode;
import org.jspecify.annotations.Nullable;

/** Who a patient is to the insurance, read the same way in both generations. */
final class Identity {
    private Identity() {}

    /** 3119; some senders put the same number into 3105. */
    static @Nullable String number(LdtNode node) {
        return node.text("3119")
                .or(() -> node.text("3105").filter(Identity::isLifelong))
                .orElse(null);
    }

    /** A capital letter and nine digits. */
    static boolean isLifelong(String number) {
        if (number.length() != 10 || number.charAt(0) < 'A' || number.charAt(0) > 'Z') {
            return false;
        }
        for (int i = 1; i < 10; i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** 3110 as M, W, D, X, U; the old 8407 had 1 and 2. */
    static String sex(String code) {
        return switch (code) {
            case "1" -> "M";
            case "2" -> "W";
            default -> code;
        };
    }
}
