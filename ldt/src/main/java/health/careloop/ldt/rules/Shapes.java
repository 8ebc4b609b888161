package health.careloop.ldt.rules;

import health.careloop.ldt.Slice;

/** Whether bytes have the shape of a date, a number, an identifier. No decoding, no patterns. */
final class Shapes {
    private Shapes() {}

    /** One shape. */
    interface Shape {
        boolean fits(Slice content);
    }

    static boolean digits(Slice content) {
        return content.length() > 0 && digits(content, 0, content.length());
    }

    static boolean digits(Slice content, int from, int to) {
        if (to > content.length()) {
            return false;
        }
        for (int i = from; i < to; i++) {
            byte value = content.byteAt(i);
            if (value < '0' || value > '9') {
                return false;
            }
        }
        return true;
    }

    /** Digits with at most one decimal point between them, and a sign in front. */
    static boolean decimal(Slice content) {
        int from = content.length() > 0 && (content.byteAt(0) == '-' || content.byteAt(0) == '+') ? 1 : 0;
        int points = 0;
        for (int i = from; i < content.length(); i++) {
            byte value = content.byteAt(i);
            if (value == '.' && i > from && i < content.length() - 1) {
                points++;
            } else if (value < '0' || value > '9') {
                return false;
            }
        }
        return points <= 1 && content.length() > from;
    }

    static int digit(Slice content, int at) {
        return content.byteAt(at) - '0';
    }

    /** Digits that are known to be digits. */
    static int number(Slice content, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + digit(content, i);
        }
        return number;
    }

    private static boolean eightDigits(Slice content) {
        return content.length() == 8 && digits(content, 0, 8);
    }

    /** JJJJMMTT (F002). */
    static boolean date(Slice content) {
        return eightDigits(content) && exists(number(content, 0, 4), number(content, 4, 6), number(content, 6, 8));
    }

    /** TTMMJJJJ, before 2001. */
    static boolean dayFirstDate(Slice content) {
        return eightDigits(content) && exists(number(content, 4, 8), number(content, 2, 4), number(content, 0, 2));
    }

    /** Also JJJJMM00 and JJJJ0000 (F018). */
    static boolean partialDate(Slice content) {
        if (!eightDigits(content)) {
            return false;
        }
        int month = number(content, 4, 6);
        int day = number(content, 6, 8);
        return date(content) || (day == 0 && month <= 12);
    }

    /**
     * JJJJMMTT with month 00 to 12 and day 00 to 31, as F003 has it: insurance cards do carry birthdays that no calendar
     * knows.
     */
    static boolean birthDate(Slice content) {
        return eightDigits(content) && number(content, 4, 6) <= 12 && number(content, 6, 8) <= 31;
    }

    static boolean dayFirstBirthDate(Slice content) {
        return eightDigits(content) && number(content, 2, 4) <= 12 && number(content, 0, 2) <= 31;
    }

    private static boolean exists(int year, int month, int day) {
        if (month < 1 || month > 12 || day < 1) {
            return false;
        }
        int length = switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
        return day <= length;
    }

    /** HHmm. */
    static boolean hourAndMinute(Slice content) {
        return content.length() == 4 && digits(content) && number(content, 0, 2) <= 23 && number(content, 2, 4) <= 59;
    }

    /** hhmm as a duration of up to 99 hours (F006). */
    static boolean duration(Slice content) {
        return content.length() == 4 && digits(content) && number(content, 2, 4) <= 59;
    }

    /** HHmmss or HHmmss and three digits of milliseconds (F016). */
    static boolean time(Slice content) {
        return (content.length() == 6 || content.length() == 9)
                && digits(content)
                && number(content, 0, 2) <= 23
                && number(content, 2, 4) <= 59
                && number(content, 4, 6) <= 59;
    }

    /** WWT: completed weeks and days of pregnancy (F005). */
    static boolean weeksAndDay(Slice content) {
        return content.length() == 3 && digits(content) && digit(content, 2) <= 6;
    }

    static boolean fourDigits(Slice content) {
        return content.length() == 4 && digits(content);
    }

    static boolean fiveDigits(Slice content) {
        return content.length() == 5 && digits(content);
    }

    static boolean capital(Slice content, int at) {
        return at < content.length() && content.byteAt(at) >= 'A' && content.byteAt(at) <= 'Z';
    }

    private static boolean letterOrDigit(Slice content, int at) {
        int lower = content.byteAt(at) | 0x20;
        return digits(content, at, at + 1) || (lower >= 'a' && lower <= 'z');
    }

    /** LDTa.b.c with up to two digits in b and four in c (F007). */
    static boolean version(Slice content) {
        int length = content.length();
        if (length < 8 || content.byteAt(0) != 'L' || content.byteAt(1) != 'D' || content.byteAt(2) != 'T') {
            return false;
        }
        int second = content.byteAt(6) == '.' ? 6 : 7;
        int last = length - second - 1;
        return digits(content, 3, 4)
                && content.byteAt(4) == '.'
                && digits(content, 5, second)
                && content.byteAt(second) == '.'
                && last >= 1
                && last <= 4
                && digits(content, second + 1, length);
    }

    /** Five digits, or five digits and a capital letter: EBM (F009). */
    static boolean feeNumber(Slice content) {
        return digits(content, 0, 5) && (content.length() == 5 || (content.length() == 6 && capital(content, 5)));
    }

    /** A99, A99.9, A99.99, A99.9-, A99.- (F004). */
    static boolean diagnosis(Slice content) {
        int length = content.length();
        if (!capital(content, 0) || !digits(content, 1, 3)) {
            return false;
        }
        if (length == 3) {
            return true;
        }
        if (content.byteAt(3) != '.' || length > 6 || length < 5) {
            return false;
        }
        if (length == 5) {
            return content.byteAt(4) == '-' || digits(content, 4, 5);
        }
        return digits(content, 4, 5) && (content.byteAt(5) == '-' || digits(content, 5, 6));
    }

    /** One or two digits, or a range of them: 2, 3-6, 10-12 (F023). */
    static boolean months(Slice content) {
        int length = content.length();
        int dash = length > 1 && content.byteAt(1) == '-' ? 1 : length > 2 && content.byteAt(2) == '-' ? 2 : length;
        return dash <= 2
                && digits(content, 0, dash)
                && length > 0
                && (dash == length
                        || (length - dash - 1 >= 1 && length - dash - 1 <= 2 && digits(content, dash + 1, length)));
    }

    /** One HPV type, or several joined by / or _, after a group name and a colon: 18, G1:31/33/52/58 (F024). */
    static boolean hpvTypes(Slice content) {
        int length = content.length();
        int colons = 0;
        int joints = 0;
        boolean open = true;
        for (int i = 0; i < length; i++) {
            byte value = content.byteAt(i);
            if (letterOrDigit(content, i)) {
                open = false;
            } else if (open || i == length - 1) {
                return false;
            } else if (value == ':' && colons == 0 && joints == 0) {
                colons++;
                open = true;
            } else if (value == '/' || value == '_') {
                joints++;
                open = true;
            } else {
                return false;
            }
        }
        return !open && (colons == 0 || joints > 0);
    }
}
