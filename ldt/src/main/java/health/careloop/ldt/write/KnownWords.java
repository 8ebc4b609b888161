package health.careloop.ldt.write;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Names and numbers of the people of one file, found again in any text, with their stand-ins. */
final class KnownWords {
    /** Shorter ones are met everywhere. */
    private static final int SHORTEST = 3;

    private static final Set<String> TITLES = Set.of(
            "dr", "med", "prof", "dent", "vet", "rer", "nat", "dipl", "herr", "frau", "und", "von", "van", "der", "den",
            "de", "zu", "zur", "zum", "vom", "praxis", "labor");

    private final Map<String, String> standIns = new LinkedHashMap<>();
    private List<String> longestFirst = List.of();

    /** The words of a name that say whose it is: no titles, nothing shorter than three letters. */
    static List<String> namesIn(String text) {
        List<String> names = new ArrayList<>();
        for (String word : words(text)) {
            if (word.length() >= SHORTEST
                    && !TITLES.contains(word.toLowerCase(Locale.GERMAN))
                    && Character.isLetter(word.charAt(0))) {
                names.add(word);
            }
        }
        return names;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !isLetter(text.charAt(i))) {
                if (i > from) {
                    words.add(text.substring(from, i));
                }
                from = i + 1;
            }
        }
        return words;
    }

    void add(String original, String standIn) {
        if (original.length() >= SHORTEST) {
            standIns.putIfAbsent(original.toLowerCase(Locale.GERMAN), standIn);
            String spelled = spelled(original.toLowerCase(Locale.GERMAN));
            standIns.putIfAbsent(spelled, standIn);
            longestFirst = List.of();
        }
    }

    /** A date in the forms people write: JJJJMMTT, TT.MM.JJJJ, T.M.JJJJ, TT.MM.JJ. */
    void addDate(String original, String standIn) {
        if (!original.matches("(19|20)\\d{6}") || !standIn.matches("\\d{8}")) {
            return;
        }
        add(original, standIn);
        for (String form : List.of("%3$s.%2$s.%1$s", "%3$s.%2$s.%4$s", "%1$s-%2$s-%3$s")) {
            add(form(form, original), form(form, standIn));
        }
        add(form("%3$s.%2$s.%1$s", original).replaceAll("(^|\\.)0", "$1"), form("%3$s.%2$s.%1$s", standIn));
    }

    private static String form(String form, String date) {
        return form.formatted(date.substring(0, 4), date.substring(4, 6), date.substring(6), date.substring(2, 4));
    }

    /** As it is written where there are no umlauts. */
    static String spelled(String lower) {
        return lower.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss");
    }

    /** The words of a name one by one; titles and blanks stay. */
    static String eachName(String text, UnaryOperator<String> standIn) {
        StringBuilder made = new StringBuilder();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !isLetter(text.charAt(i))) {
                String word = text.substring(from, i);
                boolean kept = word.isEmpty() || TITLES.contains(word.toLowerCase(Locale.GERMAN));
                made.append(kept ? word : standIn.apply(word));
                if (i < text.length()) {
                    made.append(text.charAt(i));
                }
                from = i + 1;
            }
        }
        return made.toString();
    }

    /** Whole words, in any case, also with a genitive s. */
    String replacedIn(String text) {
        if (longestFirst.isEmpty()) {
            longestFirst = standIns.keySet().stream()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .toList();
        }
        String lower = text.toLowerCase(Locale.GERMAN);
        if (lower.length() != text.length() || longestFirst.stream().noneMatch(lower::contains)) {
            return text;
        }
        StringBuilder made = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            String found = startsAt(lower, at);
            if (found == null) {
                made.append(text.charAt(at++));
            } else {
                made.append(standIns.get(found));
                at += found.length();
            }
        }
        return made.toString();
    }

    private @Nullable String startsAt(String lower, int at) {
        if (at > 0 && joins(lower.charAt(at - 1), lower.charAt(at))) {
            return null;
        }
        for (String word : longestFirst) {
            if (lower.startsWith(word, at) && ends(lower, at + word.length())) {
                return word;
            }
        }
        return null;
    }

    private static boolean ends(String lower, int end) {
        if (end >= lower.length() || !joins(lower.charAt(end - 1), lower.charAt(end))) {
            return true;
        }
        boolean genitive = lower.charAt(end) == 's';
        return genitive && (end + 1 >= lower.length() || !joins('s', lower.charAt(end + 1)));
    }

    private static boolean joins(char before, char after) {
        return Character.isLetter(before) && Character.isLetter(after)
                || Character.isDigit(before) && Character.isDigit(after);
    }

    private static boolean isLetter(char character) {
        return Character.isLetterOrDigit(character) || character == '\uFFFD';
    }
}
