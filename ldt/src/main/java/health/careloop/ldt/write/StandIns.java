package health.careloop.ldt.write;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.SplittableRandom;

/** The stand-in of one content by its kind. What was valid stays valid, what was not stays invalid. */
final class StandIns {
    private static final int BAND = 5;

    private final Pseudonyms pseudonyms;
    private final int year;
    private final boolean dayFirst;

    /**
     * @param year of the message: whoever is younger than five keeps the year of birth
     * @param dayFirst TTMMJJJJ, as in files before 2001
     */
    StandIns(Pseudonyms pseudonyms, int year, boolean dayFirst) {
        this.pseudonyms = pseudonyms;
        this.year = year;
        this.dayFirst = dayFirst;
    }

    /** The same stand-ins for a package that writes its dates so. */
    StandIns dated(boolean dayFirst) {
        return dayFirst == this.dayFirst ? this : new StandIns(pseudonyms, year, dayFirst);
    }

    String of(Personal kind, String text) {
        String number = text.strip();
        return switch (kind) {
            case FAMILY_NAME, FULL_NAME -> KnownWords.eachName(text, pseudonyms::family);
            case GIVEN_NAME -> KnownWords.eachName(text, pseudonyms::given);
            case ADDITION -> text.strip().equals("Graf") ? "Baron" : "Graf";
            case INITIALS -> pseudonyms.shape("initials", text);
            case BIRTH_DATE -> birthDate(number);
            case DEATH_DATE -> date(number, number.length() == 8 ? number.substring(0, 4) : "");
            case STREET, SITE_STREET -> pseudonyms.street(number);
            case TOWN, SITE_TOWN -> pseudonyms.town(number);
            case POSTCODE, SITE_POSTCODE -> pseudonyms.shape("postcode", text);
            case HOUSE -> pseudonyms.shape("house", text);
            case INSURED -> insured(number);
            case NUMBER -> pseudonyms.shape("number", text);
            case SITE_NUMBER, SHAPE -> pseudonyms.shape("site-number", text);
            // 030 23125 is set aside by the Bundesnetzagentur for invented numbers.
            case PHONE ->
                "030 23125 %03d".formatted(pseudonyms.random("phone", text).nextInt(1000));
            case MAIL ->
                "post%04d@example.org".formatted(pseudonyms.random("mail", text).nextInt(10_000));
            case WEB -> "www.example.org";
            case PHYSICIAN -> physician(number);
            case HOSPITAL_PHYSICIAN ->
                number.startsWith("555555")
                        ? TestNumbers.hospitalPhysician(
                                pseudonyms.random("lanr", number).nextInt(10))
                        : pseudonyms.shape("lanr", text);
            case TEAM -> team(number);
            case SITE -> site(number);
            case SITE_NAME ->
                (number.toLowerCase(Locale.GERMAN).contains("labor") ? "Labor " : "Praxis ")
                        + pseudonyms.family("site " + number);
            case LINK -> "Anhang.pdf";
            case FREE_TEXT -> blurred(text);
        };
    }

    private String insured(String number) {
        SplittableRandom random = pseudonyms.random("insured", number);
        if (TestNumbers.isInsured(number)) {
            return TestNumbers.insured(random.nextInt(10_000_000));
        }
        String shaped = pseudonyms.shape("insured", number);
        return TestNumbers.isInsured(shaped) ? otherLastDigit(shaped) : shaped;
    }

    private String physician(String number) {
        if (number.equals("999999900")) {
            return number;
        }
        if (TestNumbers.isPhysician(number)) {
            return TestNumbers.physician(pseudonyms.random("lanr", number).nextInt(99));
        }
        String shaped = pseudonyms.shape("lanr", number);
        return TestNumbers.isPhysician(shaped) && shaped.length() == 9
                ? shaped.substring(0, 6) + (char) ('0' + (shaped.charAt(6) - '0' + 1) % 10) + shaped.substring(7)
                : shaped;
    }

    private String team(String number) {
        if (TestNumbers.isTeam(number)) {
            return TestNumbers.team(pseudonyms.random("team", number).nextInt(10_000));
        }
        String shaped = pseudonyms.shape("team", number);
        return TestNumbers.isTeam(shaped) ? otherLastDigit(shaped) : shaped;
    }

    /** The region stays when there is none such, so that it is still none. */
    private String site(String number) {
        if (!number.matches("\\d{9}")) {
            return pseudonyms.shape("bsnr", number);
        }
        boolean plausible = !number.startsWith("00");
        String made = TestNumbers.site(pseudonyms.random("bsnr", number).nextInt(100_000));
        return plausible ? made : number.substring(0, 2) + made.substring(2);
    }

    private static String otherLastDigit(String number) {
        int last = number.length() - 1;
        return number.substring(0, last) + (char) ('0' + (number.charAt(last) - '0' + 1) % 10);
    }

    private String birthDate(String text) {
        if (!text.matches("\\d{8}") || text.equals("00000000")) {
            return text.equals("00000000") ? text : noDate(text);
        }
        int born = Integer.parseInt(dayFirst ? text.substring(4) : text.substring(0, 4));
        SplittableRandom random = pseudonyms.random("birth", yearFirst(text));
        boolean infant = year > 0 && year - born < BAND;
        int band = born - born % BAND;
        int last = Math.min(band + BAND - 1, Math.max(born, year - BAND));
        int made = infant ? born : Math.min(band + random.nextInt(BAND), last);
        if (made == born && !infant && last > band && (dayFirst ? text.startsWith("0000") : text.endsWith("0000"))) {
            // Known by its year alone: no other day makes it another date.
            made = born == last ? band : born + 1;
        }
        return date(text, "%04d".formatted(made));
    }

    void learnBirthDate(String text, KnownWords known) {
        if (text.matches("\\d{8}")) {
            known.addDate(yearFirst(text), yearFirst(birthDate(text)));
        }
    }

    private String yearFirst(String date) {
        return dayFirst ? date.substring(4) + date.substring(2, 4) + date.substring(0, 2) : date;
    }

    /** Another day of that year; parts that are not known stay unknown, and what is no date becomes none. */
    private String date(String text, String inYear) {
        int month = text.length() == 8 ? number(dayFirst ? text.substring(2, 4) : text.substring(4, 6)) : -1;
        int day = text.length() == 8 ? number(dayFirst ? text.substring(0, 2) : text.substring(6)) : -1;
        if (month < 0 || month > 12 || day < 0 || inYear.isEmpty() || number(inYear) <= 0) {
            return noDate(text);
        }
        int own = number(dayFirst ? text.substring(4) : text.substring(0, 4));
        if (month > 0
                && day <= 31
                && day > YearMonth.of(Math.max(1, own), month).lengthOfMonth()) {
            // Looks like a date and is none.
            String other = text.contains("0230") || text.contains("3002") ? "31" : "30";
            return dayFirst ? other + "02" + inYear : inYear + "02" + other;
        }
        if (month == 0 && day > 0 || day > 31) {
            return noDate(text);
        }
        SplittableRandom random = pseudonyms.random("day", yearFirst(text));
        String made = text;
        for (int attempt = 0; made.equals(text) && attempt < 100; attempt++) {
            // An infant's day of birth may not move into the future.
            int latest = number(inYear) >= year ? Math.max(1, month) : 12;
            LocalDate any = LocalDate.of(number(inYear), 1 + random.nextInt(latest), 1 + random.nextInt(28));
            String mm = month == 0 ? "00" : "%02d".formatted(any.getMonthValue());
            String dd = day == 0 ? "00" : "%02d".formatted(any.getDayOfMonth());
            made = dayFirst ? dd + mm + inYear : inYear + mm + dd;
            if (month == 0) {
                break;
            }
        }
        return made;
    }

    private static String noDate(String text) {
        return blurred(text).replace('0', '9');
    }

    private static int number(String digits) {
        return digits.matches("\\d+") ? Integer.parseInt(digits) : -1;
    }

    /** What is one word stays one of its own, so that two tests are still two; several words only keep their layout. */
    String ofText(String text) {
        return text.chars().anyMatch(Character::isWhitespace) ? blurred(text) : pseudonyms.shape("text", text);
    }

    /** A text whose length and layout stay. */
    static String blurred(String text) {
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean plain = character < 128;
            made.append(
                    Character.isDigit(character)
                            ? '0'
                            : Character.isLetter(character) ? (plain ? 'x' : 'ü') : character);
        }
        return made.toString();
    }
}
