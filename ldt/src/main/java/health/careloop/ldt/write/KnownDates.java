package health.careloop.ldt.write;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Birth dates in every form people write: 17.03.1958, 17.3.58, 17/03/58, 17. März 1958, 1958-03-17, 19580317. */
final class KnownDates {
    private static final Pattern WRITTEN = Pattern.compile(
            "(?<!\\d)(?:(?<year>(?:19|20)\\d\\d)([-./]?)(?<month>\\d\\d)\\2(?<day>\\d\\d)"
                    + "|(?<d>\\d{1,2})(?<first>\\s*[./-]\\s*)(?<m>\\d{1,2})(?<second>\\s*[./-]\\s*)(?<y>\\d{4}|\\d{2})"
                    + "|(?<md>\\d{1,2})(?<before>\\.?\\s*)(?<name>jan|feb|mär|maer|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov"
                    + "|dez|dec)\\p{L}*(?<after>\\.?,?\\s*)(?<my>\\d{4}|\\d{2}))(?!\\d)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final String[] MONTHS = {
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember"
    };

    private final Map<String, String> standIns = new HashMap<>();

    /** Only whole dates: of a year alone nobody knows what it is the year of. */
    void add(String original, String standIn) {
        if (original.matches("(19|20)\\d{6}") && standIn.matches("\\d{8}") && !original.endsWith("00")) {
            standIns.putIfAbsent(original, standIn);
        }
    }

    String replacedIn(String text) {
        if (standIns.isEmpty()) {
            return text;
        }
        return WRITTEN.matcher(text).replaceAll(found -> Matcher.quoteReplacement(written(found)));
    }

    private String written(MatchResult found) {
        if (found.group("year") != null) {
            String made = standIn(found.group("year"), found.group("month"), found.group("day"));
            String between = found.group(2);
            return made == null
                    ? found.group()
                    : made.substring(0, 4) + between + made.substring(4, 6) + between + made.substring(6);
        }
        if (found.group("name") != null) {
            int month = month(found.group("name"));
            String made = standIn(found.group("my"), String.valueOf(month), found.group("md"));
            return made == null
                    ? found.group()
                    : like(found.group("md"), made.substring(6))
                            + found.group("before")
                            + month(made, found.group())
                            + found.group("after")
                            + made.substring(4 - found.group("my").length(), 4);
        }
        String made = standIn(found.group("y"), found.group("m"), found.group("d"));
        return made == null
                ? found.group()
                : like(found.group("d"), made.substring(6))
                        + found.group("first")
                        + like(found.group("m"), made.substring(4, 6))
                        + found.group("second")
                        + made.substring(4 - found.group("y").length(), 4);
    }

    private static int month(String name) {
        String start = name.toLowerCase(Locale.GERMAN).substring(0, 3);
        return switch (start) {
            case "jan" -> 1;
            case "feb" -> 2;
            case "mär", "mae", "mar" -> 3;
            case "apr" -> 4;
            case "mai", "may" -> 5;
            case "jun" -> 6;
            case "jul" -> 7;
            case "aug" -> 8;
            case "sep" -> 9;
            case "okt", "oct" -> 10;
            case "nov" -> 11;
            default -> 12;
        };
    }

    /** No umlaut where there was none: the charset may lack it. */
    private static String month(String made, String original) {
        String name = MONTHS[Integer.parseInt(made.substring(4, 6)) - 1];
        return Pseudonyms.isAscii(original) ? name.replace("ä", "ae") : name;
    }

    private static String like(String original, String made) {
        return original.length() == 1 && made.startsWith("0") ? made.substring(1) : made;
    }

    private @Nullable String standIn(String year, String month, String day) {
        String rest = "%02d%02d".formatted(Integer.parseInt(month), Integer.parseInt(day));
        if (year.length() == 4) {
            return standIns.get(year + rest);
        }
        String made = standIns.get("19" + year + rest);
        return made == null ? standIns.get("20" + year + rest) : made;
    }
}
