package health.careloop.ldt.clinical;

import health.careloop.ldt.clinical.LdtObservation.Comparator;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A result value read as a number, if it is one: {@code 6.8}, {@code 6,8}, {@code <0,5}, {@code >= 10}, {@code 5.00E+07},
 * {@code 1x10^6}. Titres, ranges and words are none.
 */
public record Quantity(
        @Nullable Comparator comparator, @Nullable BigDecimal number) {
    /** No number. */
    public static final Quantity NONE = new Quantity(null, null);

    private static final int LONGEST = 60;
    private static final String SIGNS = "<>=≤≥";

    /**
     * What a value says as a number; {@link #NONE} for anything else, also for signs that are no comparator ({@code <>5}).
     *
     * @param presentation 7306 of LDT 3 (rule E058), null in LDT 2
     */
    public static Quantity of(String raw, @Nullable String presentation) {
        String text = raw.replace('\u2212', '-').replace('\u00A0', ' ').strip();
        if (text.length() > LONGEST || isNoNumber(presentation)) {
            return NONE;
        }
        int signs = signLength(text);
        Comparator sign = sign(text, signs);
        BigDecimal number = number(text.substring(signs).strip());
        // "=5" is five; any other signs that are no comparator leave nothing to rely on.
        if (number == null
                || sign == null && signs > 0 && !text.substring(0, signs).equals("=")) {
            return NONE;
        }
        return new Quantity(sign == null ? implied(presentation) : sign, number);
    }

    /** A limit of a reference range; a comparator in front of it adds nothing. */
    public static @Nullable BigDecimal limit(String raw) {
        return of(raw, null).number();
    }

    /** Titres (05 to 07) and the three-valued 08 are no quantities. */
    private static boolean isNoNumber(@Nullable String presentation) {
        return presentation != null
                && switch (presentation) {
                    case "05", "06", "07", "08" -> true;
                    default -> false;
                };
    }

    /** 02 and 03 say below and above what can be measured, even if the sign was forgotten. */
    private static @Nullable Comparator implied(@Nullable String presentation) {
        if (presentation == null) {
            return null;
        }
        return switch (presentation) {
            case "02" -> Comparator.LT;
            case "03" -> Comparator.GT;
            default -> null;
        };
    }

    /** A number behind signs that make no comparator, such as "<>5": nobody knows what was meant. */
    static boolean isMisspelt(@Nullable String raw) {
        if (raw == null || raw.length() > LONGEST) {
            return false;
        }
        String text = raw.replace('\u2212', '-').strip();
        int signs = signLength(text);
        return signs > 1 && number(text.substring(signs).strip()) != null && sign(text, signs) == null;
    }

    /** The comparator that exactly so many characters spell. */
    private static @Nullable Comparator sign(String text, int length) {
        return switch (text.substring(0, length)) {
            case "<" -> Comparator.LT;
            case "<=", "=<", "≤" -> Comparator.LE;
            case ">" -> Comparator.GT;
            case ">=", "=>", "≥" -> Comparator.GE;
            default -> null;
        };
    }

    private static int signLength(String text) {
        int length = 0;
        while (length < text.length() && SIGNS.indexOf(text.charAt(length)) >= 0) {
            length++;
        }
        return length;
    }

    private static @Nullable BigDecimal number(String text) {
        int power = text.indexOf("10^");
        if (power < 0) {
            int e = Math.max(text.indexOf('E'), text.indexOf('e'));
            return e < 0 ? decimal(text) : scaled(text.substring(0, e), text.substring(e + 1));
        }
        String factor = text.substring(0, power).strip();
        if (factor.isEmpty()) {
            return scaled("1", text.substring(power + 3));
        }
        char times = factor.charAt(factor.length() - 1);
        return "xX*×·".indexOf(times) < 0
                ? null
                : scaled(factor.substring(0, factor.length() - 1).strip(), text.substring(power + 3));
    }

    private static @Nullable BigDecimal scaled(String mantissa, String exponent) {
        BigDecimal factor = decimal(mantissa);
        boolean negative = exponent.startsWith("-");
        String digits = negative || exponent.startsWith("+") ? exponent.substring(1) : exponent;
        // Two digits reach every quantity in medicine; more would only blow up arithmetic.
        if (factor == null || digits.isEmpty() || digits.length() > 2 || !allDigits(digits)) {
            return null;
        }
        int power = Integer.parseInt(digits);
        BigDecimal scaled = factor.scaleByPowerOfTen(negative ? -power : power);
        return scaled.scale() < 0 ? scaled.setScale(0) : scaled;
    }

    private static @Nullable BigDecimal decimal(String text) {
        boolean negative = text.startsWith("-");
        String body = negative || text.startsWith("+") ? text.substring(1) : text;
        int comma = body.lastIndexOf(',');
        int point = body.lastIndexOf('.');
        int mark = Math.max(comma, point);
        boolean grouped = mark >= 0 && body.indexOf(body.charAt(mark)) != mark;
        String whole = mark < 0 || grouped ? body : body.substring(0, mark);
        String fraction = mark < 0 || grouped ? "" : body.substring(mark + 1);
        boolean endsInMark = mark >= 0 && !grouped && fraction.isEmpty();
        String digits = ungrouped(whole);
        if (digits == null || endsInMark || !allDigits(fraction) || (digits.isEmpty() && fraction.isEmpty())) {
            return null;
        }
        return new BigDecimal(
                (negative ? "-" : "") + (digits.isEmpty() ? "0" : digits) + (fraction.isEmpty() ? "" : "." + fraction));
    }

    /** Removes thousands marks, which must stand before groups of three and all be the same; null when they do not. */
    private static @Nullable String ungrouped(String whole) {
        if (allDigits(whole)) {
            return whole;
        }
        char mark = whole.indexOf('.') >= 0 ? '.' : ',';
        StringBuilder digits = new StringBuilder();
        int at = whole.indexOf(mark);
        if (at < 1 || at > 3 || !allDigits(whole.substring(0, at))) {
            return null;
        }
        digits.append(whole, 0, at);
        while (at < whole.length()) {
            int next = at + 4;
            if (whole.charAt(at) != mark || next > whole.length() || !allDigits(whole.substring(at + 1, next))) {
                return null;
            }
            digits.append(whole, at + 1, next);
            at = next;
        }
        return digits.toString();
    }

    private static boolean allDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
