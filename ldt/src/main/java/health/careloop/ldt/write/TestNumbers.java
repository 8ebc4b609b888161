package health.careloop.ldt.write;

/**
 * Numbers with right check digits that are meant to belong to nobody: insured numbers that start with X0, physicians that
 * start with 9999 like the placeholder 999999900, practices of the region 99. They follow what test files use; nobody has
 * promised never to give them out.
 */
final class TestNumbers {

    private TestNumbers() {}

    /** KVNR (F013): {@code X0}, seven digits, check digit. */
    static String insured(int number) {
        String body = "X0%07d".formatted(Math.floorMod(number, 10_000_000));
        return body + insuredCheck(body);
    }

    /** LANR (F011): {@code 9999}, two digits, check digit, {@code 00}. */
    static String physician(int number) {
        String body = "9999%02d".formatted(Math.floorMod(number, 99));
        return body + physicianCheck(body) + "00";
    }

    /** Pseudo-LANR of a hospital physician (F022): {@code 555555} and three digits. */
    static String hospitalPhysician(int number) {
        return "555555%01d00".formatted(Math.floorMod(number, 10));
    }

    /** BSNR (F010): region 99, five digits, {@code 00}. */
    static String site(int number) {
        return "99%05d00".formatted(Math.floorMod(number, 100_000));
    }

    static boolean isInsured(String number) {
        return number.matches("[A-Z]\\d{9}") && insuredCheck(number.substring(0, 9)) == number.charAt(9) - '0';
    }

    static boolean isPhysician(String number) {
        return number.matches("\\d{9}")
                && (physicianCheck(number) == number.charAt(6) - '0'
                        || number.equals("999999900")
                        || number.startsWith("555555"));
    }

    /** The letter counts as two digits; every second digit is doubled, and digits are summed. */
    private static int insuredCheck(String body) {
        int letter = body.charAt(0) - 'A' + 1;
        int sum = letter / 10 + doubled(letter % 10);
        for (int i = 1; i < 9; i++) {
            int digit = body.charAt(i) - '0';
            sum += i % 2 == 0 ? doubled(digit) : digit;
        }
        return sum % 10;
    }

    private static int doubled(int digit) {
        return 2 * digit / 10 + 2 * digit % 10;
    }

    /** ASV team (F014): {@code 0099}, four digits, check digit. */
    static String team(int number) {
        String digits = "99%04d".formatted(Math.floorMod(number, 10_000));
        return "00" + digits + physicianCheck(digits);
    }

    static boolean isTeam(String number) {
        return number.matches("00\\d{7}") && physicianCheck(number.substring(2)) == number.charAt(8) - '0';
    }

    private static int physicianCheck(String body) {
        int sum = 0;
        for (int i = 0; i < 6; i++) {
            sum += (body.charAt(i) - '0') * (i % 2 == 0 ? 4 : 9);
        }
        return (10 - sum % 10) % 10;
    }
}
