package health.careloop.ldt.clinical;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a word behind a number is its unit. A closed form: what laboratories measure in, alone, in powers and as a
 * quotient; any other word ({@code negativ}, {@code Uhr}) is not one.
 */
final class UnitForm {
    private static final String[] PREFIXED = {
        "g", "l", "L", "m", "mol", "Mol", "U", "E", "IE", "IU", "kat", "s", "Pa", "bar", "val", "Val", "eq", "Eq",
        "osm", "Osm", "osmol", "Osmol", "Bq", "Gy", "Sv", "V", "A", "Hz", "Ci", "IL"
    };
    private static final String PREFIXES = "fpnµμumcdkM";

    private static final Set<String> WORDS = Set.of(
            "%",
            "‰",
            "Promille",
            "Prozent",
            "Vol%",
            "Vol.%",
            "Gew%",
            "°",
            "°C",
            "°F",
            "°dH",
            "K",
            "mmHg",
            "min",
            "h",
            "d",
            "Std",
            "Std.",
            "Tag",
            "Tage",
            "Wo",
            "sec",
            "Sek",
            "Sek.",
            "Min.",
            "Jahre",
            "Mon",
            "Ratio",
            "Index",
            "INR",
            "Quotient",
            "COI",
            "S/CO",
            "s/co",
            "AU",
            "AE",
            "BAU",
            "BE",
            "BU",
            "EU",
            "GE",
            "GPL",
            "MPL",
            "APL",
            "RE",
            "RU",
            "VE",
            "PE",
            "ISR",
            "OD",
            "MoM",
            "SD",
            "ppm",
            "ppb",
            "log",
            "KBE",
            "CFU",
            "Kopien",
            "Kop.",
            "copies",
            "Cop",
            "cp",
            "GEq",
            "Zellen",
            "Leukos",
            "Ery",
            "Leu",
            "Mio",
            "Mio.",
            "Mrd",
            "Mrd.",
            "Tsd",
            "Tsd.",
            "T",
            "G",
            "Krea",
            "Kreatinin",
            "Crea",
            "GF",
            "HPF",
            "Gesichtsfeld",
            "Stunde",
            "Stunden",
            "Probe",
            "ml/min",
            "Torr",
            "kcal",
            "J",
            "W",
            "N",
            "rpm",
            "pH",
            "Titer",
            "Einheiten",
            "Units",
            "mAU",
            "kAU",
            "kUA",
            "kU/lA");

    private static final Pattern POWER = Pattern.compile("(?:10|E|e|x10)(?:[*^]?[-+]?[0-9]{1,2}|[²³⁶⁹])");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,6}(?:[.,][0-9]{1,3})?");
    private static final int LONGEST = 20;

    private UnitForm() {}

    /** @param text without blanks around it */
    static boolean isUnit(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        if (isWord(text)) {
            return true;
        }
        String[] parts = text.split("[/*·]", -1);
        boolean named = false;
        for (String part : parts) {
            if (!isPart(part)) {
                return false;
            }
            named |= !COUNT.matcher(part).matches() && !POWER.matcher(part).matches();
        }
        // "1/2" is none; "/nl" counts without a word for what is counted.
        return named && (parts.length > 1 || POWER.matcher(leading(text)).matches());
    }

    private static boolean isPart(String part) {
        if (part.isEmpty()
                || isWord(part)
                || POWER.matcher(part).matches()
                || COUNT.matcher(part).matches()) {
            return true;
        }
        // 24h, 1,73m², 100ml.
        int at = 0;
        while (at < part.length() && (Character.isDigit(part.charAt(at)) || ".,".indexOf(part.charAt(at)) >= 0)) {
            at++;
        }
        return at > 0 && isWord(part.substring(at));
    }

    private static String leading(String text) {
        int at = text.indexOf('/');
        return at < 0 ? text : text.substring(0, at);
    }

    private static boolean isWord(String text) {
        String word = text.endsWith("²") || text.endsWith("³") || text.endsWith("2") || text.endsWith("3")
                ? text.substring(0, text.length() - 1)
                : text;
        if (WORDS.contains(text)) {
            return true;
        }
        for (String unit : PREFIXED) {
            boolean prefixed = word.length() == unit.length() + 1 && PREFIXES.indexOf(word.charAt(0)) >= 0;
            if (word.equals(unit) || prefixed && word.endsWith(unit)) {
                return true;
            }
        }
        return false;
    }
}
