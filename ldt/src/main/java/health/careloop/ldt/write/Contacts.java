package health.careloop.ldt.write;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telephone numbers, mail and web addresses, bank accounts and insurance numbers in any text, known to the fields of the file or not. */
final class Contacts {
    /** In DIN 66003 the commercial at is a paragraph sign. */
    private static final Pattern MAIL = Pattern.compile("[\\p{L}\\d._%+-]+[@§][\\p{L}\\d-]+(?:\\.[\\p{L}\\d-]+)+");

    private static final Pattern WEB =
            Pattern.compile("(?:https?|ftp)://[^\\s\"<>]+|(?<![\\p{L}\\d])www\\.[^\\s\"<>]+", Pattern.CASE_INSENSITIVE);

    private static final Pattern STAND_IN = Pattern.compile("X0\\d{8}|030 23125 \\d{3}|post\\d{4}@example\\.org");

    /** A country, two check digits and the account, in groups or not. */
    private static final Pattern IBAN =
            Pattern.compile("(?<![\\p{L}\\d])[A-Za-z]{2}\\d{2}(?: ?[A-Za-z\\d]){11,30}(?![\\p{L}\\d])");

    private static final Pattern GERMAN_IBAN = Pattern.compile("[Dd][Ee](?: ?\\d){20}(?!\\d)");

    private static final int SHORTEST_IBAN = 15;

    private static final Pattern INSURED = Pattern.compile("(?<![\\p{L}\\d])[A-Z]\\d{9}(?![\\p{L}\\d])");

    /** With a country, with an area code apart, or long enough to be nothing else. */
    private static final Pattern PHONE = Pattern.compile("(?<![\\p{L}\\d.,/-])(?:"
            + "(?:\\+|00)\\s?[1-9]\\d{0,2}(?:[ /().-]{0,3}\\d){6,12}"
            + "|\\(0[1-9]\\d{1,4}\\)[ /-]{0,3}\\d{2,}(?:[ -]?\\d)*"
            + "|0[1-9]\\d{1,4}(?: ?[/-] ?| )\\d{3,}(?:[ -]?\\d)*"
            + "|0[1-9]\\d(?:\\d{1,3})?(?:[ ./-]\\d{2}){3,5}"
            + "|0[1-9]\\d{1,4}\\.\\d{4,}"
            + "|0[1-9]\\d{7,12})(?!\\d)(?!,\\d)(?!\\.\\d)");

    private static final Pattern CALLED = Pattern.compile(
            "(?<![\\p{L}])(?<word>(?:tel|telefon|telefax|fax|mobil|mobiltelefon|handy|ruf|durchwahl|phone)-?(?:nummer|nr)?"
                    + "[.: ]{1,4})(?<number>\\(?\\+?\\d[\\d ()/-]{3,22}\\d)",
            Pattern.CASE_INSENSITIVE);

    /** "Tel. 10 30" is a time. */
    private static final int SHORTEST_CALLED = 5;

    private final StandIns standIns;

    Contacts(StandIns standIns) {
        this.standIns = standIns;
    }

    String replacedIn(String text) {
        String made = text;
        if (made.indexOf('@') >= 0 || made.indexOf('§') >= 0) {
            made = MAIL.matcher(made)
                    .replaceAll(found -> Matcher.quoteReplacement(other(Personal.MAIL, found.group())));
        }
        if (made.indexOf('.') >= 0 || made.indexOf('/') >= 0) {
            made = WEB.matcher(made).replaceAll("www.example.org");
        }
        if (made.chars().noneMatch(character -> character >= '0' && character <= '9')) {
            return made;
        }
        made = INSURED.matcher(made)
                .replaceAll(found -> Matcher.quoteReplacement(
                        TestNumbers.isInsured(found.group()) ? other(Personal.INSURED, found.group()) : found.group()));
        made = IBAN.matcher(made).replaceAll(found -> Matcher.quoteReplacement(withoutIban(found.group())));
        made = PHONE.matcher(made).replaceAll(found -> Matcher.quoteReplacement(other(Personal.PHONE, found.group())));
        return CALLED.matcher(made)
                .replaceAll(found -> Matcher.quoteReplacement(
                        digits(found.group("number")) < SHORTEST_CALLED
                                ? found.group()
                                : found.group("word") + other(Personal.PHONE, found.group("number"))));
    }

    /** What a stand-in has taken already stays the same as in its field. */
    private String other(Personal kind, String found) {
        return STAND_IN.matcher(found).matches() ? found : standIns.of(kind, found);
    }

    /**
     * Words may follow the number and fit the pattern: the longest part that its check digits prove is the number. A German
     * one has 22 characters, and is one to whoever reads it also with a digit mistyped.
     */
    private static String withoutIban(String found) {
        for (int end = found.length(); end > 0; end--) {
            boolean whole = end == found.length() || found.charAt(end) == ' ';
            if (whole && isIban(found.substring(0, end))) {
                return StandIns.blurred(found.substring(0, end)) + found.substring(end);
            }
        }
        Matcher german = GERMAN_IBAN.matcher(found);
        return german.lookingAt() ? StandIns.blurred(german.group()) + found.substring(german.end()) : found;
    }

    /** ISO 13616: the account, then country and check digits, letters as 10 to 35, is 1 modulo 97. */
    private static boolean isIban(String written) {
        String number = written.replace(" ", "").toUpperCase(Locale.ROOT);
        if (number.length() < SHORTEST_IBAN) {
            return false;
        }
        int rest = 0;
        for (char character : (number.substring(4) + number.substring(0, 4)).toCharArray()) {
            int value = Character.digit(character, 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest == 1;
    }

    /** Whether it is a number to dial and nothing else: then it is no value. */
    static boolean isPhone(String text) {
        return PHONE.matcher(text.strip()).matches();
    }

    private static long digits(String text) {
        return text.chars().filter(Character::isDigit).count();
    }
}
