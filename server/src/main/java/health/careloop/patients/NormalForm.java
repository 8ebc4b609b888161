package health.careloop.patients;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The form in which names are compared: case, umlauts (Müller = Mueller), accents and punctuation do not count.
 */
final class NormalForm {
    static final int LONGEST_PREFIX = 10;
    private static final int SHORTEST_PREFIX = 2;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}]+");

    private NormalForm() {}

    static String of(String text) {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFC)
                .toLowerCase(Locale.ROOT)
                .replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("ß", "ss");
        return NEITHER_LETTER_NOR_DIGIT
                .matcher(MARKS.matcher(Normalizer.normalize(folded, Normalizer.Form.NFD))
                        .replaceAll(""))
                .replaceAll(" ")
                .strip();
    }

    static List<String> words(String text) {
        String normal = of(text);
        return normal.isEmpty() ? List.of() : List.of(normal.split(" "));
    }

    /** What a search for the beginning of a name may look for. */
    static Set<String> prefixes(String text) {
        Set<String> prefixes = new LinkedHashSet<>();
        for (String word : words(text)) {
            for (int length = SHORTEST_PREFIX; length <= Math.min(word.length(), LONGEST_PREFIX); length++) {
                prefixes.add(word.substring(0, length));
            }
        }
        return prefixes;
    }
}
