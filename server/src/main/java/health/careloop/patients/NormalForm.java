package health.careloop.patients;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form in which names are compared: case, umlauts (Müller = Mueller), accents and punctuation do not count.
 */
final class NormalForm {
    static final int LONGEST_PREFIX = 10;
    private static final int SHORTEST_PREFIX = 2;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{N}]");
    private static final Pattern LOST = Pattern.compile("[?\\x{FFFD}]");

    private NormalForm() {}

    static String of(String text) {
        return withoutMarks(lower(text).replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"));
    }

    /** Numbers are compared as sent, but for case: 12-3 and 12/3 are two patients. */
    static String ofNumber(@Nullable String number) {
        return number == null ? "" : number.strip().toLowerCase(Locale.ROOT);
    }

    /** Without a letter and a digit it tells nobody from anybody. */
    static boolean tells(@Nullable String text) {
        return text != null && LETTER_OR_DIGIT.matcher(text).find();
    }

    /** A name that kept all its letters on its way: a question mark or U+FFFD stands where one was lost. */
    static boolean isWhole(@Nullable String name) {
        return name != null && !LOST.matcher(name).find() && !of(name).isEmpty();
    }

    /** As people type who leave the dots out: Müller is muller. */
    private static String undotted(String text) {
        return withoutMarks(lower(text));
    }

    private static String lower(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replace("ß", "ss");
    }

    private static String withoutMarks(String lower) {
        return NEITHER_LETTER_NOR_DIGIT
                .matcher(MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD))
                        .replaceAll(""))
                .replaceAll(" ")
                .strip();
    }

    static List<String> words(String text) {
        return split(of(text));
    }

    private static List<String> split(String normal) {
        return normal.isEmpty() ? List.of() : List.of(normal.split(" "));
    }

    /** What a search for the beginning of a name may look for: mueller as well as muller finds Müller. */
    static Set<String> prefixes(String text) {
        Set<String> prefixes = new LinkedHashSet<>();
        addPrefixes(words(text), prefixes);
        addPrefixes(split(undotted(text)), prefixes);
        return prefixes;
    }

    private static void addPrefixes(List<String> words, Set<String> prefixes) {
        for (String word : words) {
            for (int length = SHORTEST_PREFIX; length <= Math.min(word.length(), LONGEST_PREFIX); length++) {
                prefixes.add(word.substring(0, length));
            }
        }
    }
}
