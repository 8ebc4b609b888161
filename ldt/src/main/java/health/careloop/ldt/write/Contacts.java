package health.careloop.ldt.write;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Telephone numbers, mail and web addresses and insurance numbers in any text, known to the fields of the file or not. */
final class Contacts {
    /** In DIN 66003 the commercial at is a paragraph sign. */
    private static final Pattern MAIL = Pattern.compile("[\\p{L}\\d._%+-]+[@§][\\p{L}\\d-]+(?:\\.[\\p{L}\\d-]+)+");

    private static final Pattern WEB =
            Pattern.compile("(?:https?|ftp)://[^\\s\"<>]+|(?<![\\p{L}\\d])www\\.[^\\s\"<>]+", Pattern.CASE_INSENSITIVE);

    private static final Pattern STAND_IN = Pattern.compile("X0\\d{8}|030 23125 \\d{3}|post\\d{4}@example\\.org");

    private static final Pattern INSURED = Pattern.compile("(?<![\\p{L}\\d])[A-Z]\\d{9}(?![\\p{L}\\d])");

    /** With a country, with an area code apart, or long enough to be nothing else. */
    private static final Pattern PHONE = Pattern.compile("(?<![\\p{L}\\d.,/-])(?:"
            + "(?:\\+|00)\\s?[1-9]\\d{0,2}(?:[ /().-]{0,3}\\d){6,12}"
            + "|\\(0[1-9]\\d{1,4}\\)[ /-]{0,3}\\d{2,}(?:[ -]?\\d)*"
            + "|0[1-9]\\d{1,4}(?: ?[/-] ?| )\\d{3,}(?:[ -]?\\d)*"
            + "|0[1-9]\\d(?:\\d{1,3})?(?:[ ./-]\\d{2}){3,5}"
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

    /** Whether it is a number to dial and nothing else: then it is no value. */
    static boolean isPhone(String text) {
        return PHONE.matcher(text.strip()).matches();
    }

    private static long digits(String text) {
        return text.chars().filter(Character::isDigit).count();
    }
}
