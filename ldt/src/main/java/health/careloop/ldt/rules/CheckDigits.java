package health.careloop.ldt.rules;

import health.careloop.ldt.Slice;

/** Numbers that prove themselves. */
final class CheckDigits {
    /** First two digits that KBV gave to its regions and special purposes (E014), as bits of a set. */
    private static final boolean[] REGIONS = new boolean[100];

    static {
        String regions = "01 02 03 06 07 08 09 20 21 24 25 27 28 31 37 38 39 70 71 72 73 78 79 80 81 83 85 86 87 88"
                + " 93 94 95 96 98 99";
        for (String region : regions.split(" ")) {
            REGIONS[Integer.parseInt(region)] = true;
        }
        for (int region = 10; region < 20; region++) {
            REGIONS[region] = true;
            REGIONS[region + 30] = true;
            REGIONS[region + 40] = true;
            REGIONS[region + 50] = true;
        }
    }

    private CheckDigits() {}

    private static boolean nineDigits(Slice content) {
        return content.length() == 9 && Shapes.digits(content);
    }

    /** Digits alternately times 4 and 9; what the sum lacks to the next ten. */
    private static int fourAndNine(Slice content, int from) {
        int sum = 0;
        for (int i = 0; i < 6; i++) {
            sum += Shapes.digit(content, from + i) * (i % 2 == 0 ? 4 : 9);
        }
        return (10 - sum % 10) % 10;
    }

    /** BSNR (F010), also of a hospital's outpatient service with 35 in front (F021). */
    static boolean site(Slice content) {
        if (content.length() != 9 || !Shapes.digits(content, 0, 7)) {
            return false;
        }
        int prefix = Shapes.number(content, 0, 2);
        return REGIONS[prefix] || (prefix == 35 && Shapes.digits(content) && REGIONS[Shapes.number(content, 2, 4)]);
    }

    /** LANR (F011). 999999900 stands for a physician without one. */
    static boolean physician(Slice content) {
        return nineDigits(content)
                && (fourAndNine(content, 0) == Shapes.digit(content, 6)
                        || Shapes.number(content, 0, 9) == 999_999_900
                        || Shapes.number(content, 0, 6) == 555_555);
    }

    /** Pseudo-LANR of a hospital physician (F022). */
    static boolean hospitalPhysician(Slice content) {
        return nineDigits(content) && Shapes.number(content, 0, 6) == 555_555;
    }

    /** ASV team number (F014). */
    static boolean team(Slice content) {
        return nineDigits(content)
                && Shapes.number(content, 0, 2) == 0
                && fourAndNine(content, 2) == Shapes.digit(content, 8);
    }

    /** KVNR (F013): the letter counts as two digits, every second digit is doubled, digits are summed. */
    static boolean insured(Slice content) {
        if (content.length() != 10 || !Shapes.capital(content, 0) || !Shapes.digits(content, 1, 10)) {
            return false;
        }
        int letter = content.byteAt(0) - 'A' + 1;
        int sum = letter / 10 + doubled(letter % 10);
        for (int i = 1; i < 9; i++) {
            int digit = Shapes.digit(content, i);
            sum += i % 2 == 0 ? doubled(digit) : digit;
        }
        return sum % 10 == Shapes.digit(content, 9);
    }

    private static int doubled(int digit) {
        return 2 * digit / 10 + 2 * digit % 10;
    }

    /** PZN (F020): digits times their place, sum modulo 11. */
    static boolean medicine(Slice content) {
        if (content.length() != 8 || !Shapes.digits(content)) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 7; i++) {
            sum += Shapes.digit(content, i) * (i + 1);
        }
        return sum % 11 == Shapes.digit(content, 7);
    }

    /** KBV-Prüfnummer (F012): A/nn/JJMM/MM/aaa, or three digits of it for the last group. */
    static boolean approval(Slice content) {
        if (content.length() != 16) {
            return false;
        }
        byte kind = content.byteAt(0);
        return (kind == 'V' || kind == 'X' || kind == 'Y' || kind == 'Z')
                && content.byteAt(1) == '/'
                && Shapes.digits(content, 2, 4)
                && content.byteAt(4) == '/'
                && Shapes.digits(content, 5, 9)
                && Shapes.number(content, 7, 9) >= 1
                && Shapes.number(content, 7, 9) <= 12
                && content.byteAt(9) == '/'
                && Shapes.digits(content, 10, 12)
                && content.byteAt(12) == '/';
    }
}
