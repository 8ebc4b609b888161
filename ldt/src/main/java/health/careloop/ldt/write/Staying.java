package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.tables.CodeList;
import health.careloop.ldt.tables.Codes;
import health.careloop.ldt.tables.FieldTable;
import health.careloop.ldt.tables.FieldType;
import health.careloop.ldt.tables.Structure;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stays of a message whose texts are replaced: the frame, codes of the tables, numbers, dates, units and versions. All
 * else goes, also in a field nobody knows: a list of fields with text would miss the one a sender invents.
 */
final class Staying {
    /** No telephone number passes for one of these: those are longer, or begin with a zero. */
    private static final int LONGEST_NUMBER = 9;

    private static final String NUMBER =
            "[-+]?(?:\\d{1,9}(?:[.,]\\d{1,6})?|[.,]\\d{1,6})(?:\\s?[Ee][-+]?\\d{1,3}|\\s?[x*]\\s?10\\^?\\d{1,2})?";
    private static final Pattern FIGURE = Pattern.compile(NUMBER);
    private static final Pattern PHONE_LIKE = Pattern.compile("\\+?0\\d{6,}.*|\\+\\d{8,}.*");

    /** A comparator, a number, a titre or a range: "<5", "1:80", "3.5 - 5.1". */
    private static final Pattern RESULT = Pattern.compile(
            "(?:[<>]=?|≤|≥|=)?\\s?" + NUMBER + "(?:\\s?[:-]\\s?" + NUMBER + ")?\\s?%?|[-+]{1,4}|\\([+-]\\)");

    private static final Set<String> RESULT_WORDS = Set.of(
            "neg",
            "neg.",
            "negativ",
            "pos",
            "pos.",
            "positiv",
            "grenzwertig",
            "folgt",
            "s.u.",
            "nicht nachweisbar",
            "nachweisbar",
            "nicht nachgewiesen",
            "nachgewiesen",
            "reaktiv",
            "nicht reaktiv",
            "nicht messbar",
            "n.n.",
            "unauffällig",
            "auffällig",
            "normal",
            "steril");

    private static final String ATOM =
            "(?:10[\\^*]?\\d{1,2}|[fpnµμumkcdhMG]?(?:g|l|L|mol|Mol|val|U|IU|IE|E|kat|m|Pa|bar|s|osm|Osm|eq|Eq)"
                    + "(?:[\\^]?[23²³])?|mMol|mm|Hg|mmHg|sec|sek|sek\\.|min|h|std|d|Tag|a|%|‰|Promille|Vol%|Zellen|Zelle|Leukos|Erys"
                    + "|Mio|Mrd|Tsd|Gpt|Tpt|T|Gesichtsfeld|GF|Kopien|Copies|copies|KBE|CFU|AU|RU|COI|S/CO|Index|Ratio|INR|Titer|pH"
                    + "|Krea|Kreatinin|mg|°C|\\d{1,3}(?:[.,]\\d{1,3})?)";
    private static final Pattern UNIT = Pattern.compile("/?" + ATOM + "(?:[/*· ]{1,2}" + ATOM + "){0,4}");

    private static final Pattern VERSION = Pattern.compile(
            "(?:LDT)?[Vv]?\\d{1,4}(?:\\.\\d{1,4}){0,4}|\\d{2}/\\d{2}|[A-Z]/\\d{1,4}/\\d{4}/\\d{2}/\\w{3}");
    private static final Pattern OBJECT = Pattern.compile("Obj_\\d{4}");
    private static final Pattern DIGEST = Pattern.compile("[0-9A-Fa-f]{40}|\\d{1,8}");
    private static final Pattern ZONE = Pattern.compile("(?:UTC|GMT)?[-+−–]?\\d{1,2}(?::?\\d{2})?|UTC");
    private static final Pattern SHORT = Pattern.compile("\\d{1,4}");

    private static final Set<String> COUNTRIES = Set.of("D", "DE", "DEU", "A", "AT", "AUT", "CH", "CHE");
    private static final Set<String> FORMATS =
            Set.of("PDF", "TIF", "TIFF", "JPG", "JPEG", "PNG", "XML", "TXT", "BASE64");

    /** Tests and materials of the library's own invented reports. */
    private static final Set<String> TESTS = Analyte.ALL.stream()
            .flatMap(test -> Stream.of(test.code(), test.name(), test.specimen(), test.method()))
            .collect(Collectors.toSet());

    private static final Set<String> SPECIMENS = Set.of(
            "Serum",
            "Plasma",
            "Blut",
            "Vollblut",
            "EDTA-Blut",
            "Citratblut",
            "Heparinblut",
            "Fluoridblut",
            "Urin",
            "Spontanurin",
            "Sammelurin",
            "Liquor",
            "Stuhl",
            "Sputum",
            "Abstrich");

    /** Fields of text in which something definite may stand. Nobody's name is a number, a unit or one of these words. */
    private static final Map<String, Predicate<String>> DEFINITE = Map.ofEntries(
            Map.entry("0001", matches(VERSION)),
            Map.entry("0101", matches(VERSION)),
            Map.entry("0105", matches(VERSION)),
            Map.entry("0132", matches(VERSION)),
            Map.entry("9210", matches(VERSION)),
            Map.entry("9211", matches(VERSION)),
            Map.entry("9212", matches(VERSION)),
            Map.entry("8000", matches(SHORT)),
            Map.entry("8001", matches(SHORT)),
            Map.entry("8002", matches(OBJECT)),
            Map.entry("8003", matches(OBJECT)),
            Map.entry("9300", matches(DIGEST)),
            Map.entry("7273", matches(ZONE)),
            Map.entry("3104", Staying::isTitle),
            Map.entry("3120", Staying::isTitle),
            Map.entry("3114", COUNTRIES::contains),
            Map.entry("3124", COUNTRIES::contains),
            Map.entry("3321", matches(SHORT)),
            Map.entry("4131", matches(SHORT)),
            Map.entry("4132", matches(SHORT)),
            Map.entry("5001", matches(Pattern.compile("\\d{3,6}[A-Z]?"))),
            Map.entry("6001", matches(Pattern.compile("[A-Z]\\d{2}(?:\\.\\d{1,2})?[!*+]?|UUU"))),
            Map.entry("6303", text -> FORMATS.contains(text.toUpperCase(Locale.ROOT))),
            Map.entry("6328", text -> FORMATS.contains(text.toUpperCase(Locale.ROOT))),
            Map.entry("7289", Staying::isResult),
            Map.entry("7293", matches(UNIT)),
            Map.entry("7302", TESTS::contains),
            Map.entry("7365", TESTS::contains),
            Map.entry("7366", TESTS::contains),
            Map.entry("7369", matches(UNIT)),
            Map.entry("8407", matches(SHORT)),
            Map.entry("8410", TESTS::contains),
            Map.entry("8411", TESTS::contains),
            Map.entry("8418", matches(SHORT)),
            Map.entry("8420", Staying::isResult),
            Map.entry("8421", matches(UNIT)),
            Map.entry("8422", Staying::isResult),
            Map.entry("8428", TESTS::contains),
            Map.entry("8430", SPECIMENS::contains),
            Map.entry("8460", Staying::isResult),
            Map.entry("8521", matches(UNIT)),
            Map.entry("8629", matches(SHORT)),
            Map.entry("9970", matches(SHORT)));

    private Staying() {}

    /** Of a field that is not blank and says nothing about anybody by its number. */
    static boolean stays(LdtField field, Generation generation) {
        String text = field.text();
        int number = FieldTable.number(field.id());
        if (number < 0) {
            return false;
        }
        FieldTable table = FieldTable.of(generation);
        CodeList codes = Codes.of(generation, number);
        if (codes != null && codes.meanings().containsKey(text)) {
            return true;
        }
        if (field.id().startsWith("81") || field.id().startsWith("82")) {
            return text.equals(Structure.wireName(number))
                    || field.is("8100") && SHORT.matcher(text).matches()
                    || field.is("8100") && text.matches("\\d{5,6}");
        }
        if (DEFINITE.getOrDefault(field.id(), none -> false).test(text)) {
            return true;
        }
        return table.knows(number) && table.type(number) != FieldType.ALNUM && isFigure(table, number, text);
    }

    /** A number of the length the table has; where it has none, one that nobody would dial. */
    private static boolean isFigure(FieldTable table, int field, String text) {
        boolean digits = text.chars().allMatch(character -> character >= '0' && character <= '9');
        return switch (table.type(field)) {
            case DATE -> digits && text.length() == 8;
            case NUM ->
                digits
                        && (table.shortest(field) == table.longest(field)
                                ? text.length() == table.longest(field)
                                : text.length() <= Math.min(table.longest(field), LONGEST_NUMBER)
                                        && (field == 7279 || !isPhoneLike(text)));
            default -> FIGURE.matcher(text).matches() && !isPhoneLike(text);
        };
    }

    private static boolean isResult(String text) {
        return RESULT.matcher(text).matches() && !isPhoneLike(text)
                || RESULT_WORDS.contains(text.toLowerCase(Locale.GERMAN));
    }

    private static boolean isPhoneLike(String text) {
        return PHONE_LIKE.matcher(text).matches();
    }

    private static boolean isTitle(String text) {
        return KnownWords.namesIn(text).isEmpty() && text.chars().noneMatch(Character::isDigit);
    }

    private static Predicate<String> matches(Pattern pattern) {
        return text -> pattern.matcher(text).matches();
    }
}
