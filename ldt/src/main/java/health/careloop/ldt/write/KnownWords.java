package health.careloop.ldt.write;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names and numbers of the people of one file, found again in any text, with their stand-ins. */
final class KnownWords {
    /** An initial is met everywhere. */
    private static final int SHORTEST = 2;

    /** Digits of this length stand in any text by chance. */
    private static final int LONGEST_COINCIDENCE = 5;

    /** Shorter ones are no part of another word, and no code. */
    static final int LONG = 3;

    private static final Pattern SEPARATORS = Pattern.compile("[-/._]");

    private static final Set<String> TITLES = Set.of(
            "dr", "med", "prof", "dent", "vet", "rer", "nat", "dipl", "herr", "frau", "und", "von", "van", "der", "den",
            "de", "zu", "zur", "zum", "vom", "praxis", "labor");

    private static final Pattern KINDS_OF_SITE = Pattern.compile(
            ".*(praxis|labor|laboratorium|laboratorien|klinik|klinikum"
                    + "|krankenhaus|hospital|zentrum|institut|medizin|chirurgie|ologie|iatrie|diagnostik|heilkunde|ärzte|ärztin"
                    + "|arzt|aerzte|aerztin)|medizinische[rs]?|innere|allgemeine?|kinder|jugend|frauen|augen|haut|hals|nasen|ohren"
                    + "|gemeinschaft|mvz|bag|gbr|gmbh|mbh|ohg|partg|für|fuer|bei|mit|die|das|des|dem|im|am|dres|fach|ambulanz");

    private final Map<String, String> standIns = new HashMap<>();
    private final Prefixes words = new Prefixes();
    /** Without their dots names may be words (Bär, bar): only what is written as a name is one. */
    private final Set<String> bared = new HashSet<>();

    private final KnownDates dates = new KnownDates();

    /** The words of a name that say whose it is: no titles, no initials. */
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
            String lower = original.toLowerCase(Locale.GERMAN);
            put(lower, standIn);
            put(spelled(lower), standIn);
            String bare = withoutDots(lower);
            if (!bare.equals(lower) && put(bare, standIn)) {
                bared.add(bare);
            }
            String joined = withoutSeparators(lower);
            boolean mixed = joined.chars().anyMatch(Character::isLetter);
            boolean own = joined.length() > LONGEST_COINCIDENCE || mixed && joined.length() == LONGEST_COINCIDENCE;
            if (!joined.equals(lower) && own && hasDigit(lower)) {
                put(joined, withoutSeparators(standIn));
                put(SEPARATORS.matcher(lower).replaceAll(" "), standIn);
            }
        }
    }

    /** As it is written where umlauts lose their dots: ANNE for Änne. */
    private static String withoutDots(String lower) {
        return lower.replace('ä', 'a').replace('ö', 'o').replace('ü', 'u').replace("ß", "s");
    }

    /** A number without what stands between its parts: 26000815 for 26-000815, A4711 for A-4711. */
    private static String withoutSeparators(String word) {
        StringBuilder made = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            if ("-/. _".indexOf(word.charAt(i)) < 0) {
                made.append(word.charAt(i));
            }
        }
        return made.toString();
    }

    private static boolean hasDigit(String word) {
        return word.chars().anyMatch(Character::isDigit);
    }

    private boolean put(String word, String standIn) {
        boolean first = standIns.putIfAbsent(word, standIn) == null;
        if (first) {
            words.add(word);
        }
        return first;
    }

    /** @param original and standIn as JJJJMMTT */
    void addDate(String original, String standIn) {
        dates.add(original, standIn);
    }

    /** The words of the name of a practice that say which one it is: not what kind. */
    static List<String> namesOfSite(String text) {
        return namesIn(text).stream()
                .filter(word -> word.length() >= LONG
                        && Character.isUpperCase(word.charAt(0))
                        && !KINDS_OF_SITE
                                .matcher(word.toLowerCase(Locale.GERMAN))
                                .matches())
                .toList();
    }

    /** As it is written where there are no umlauts, nor any other letter with a mark. */
    static String spelled(String lower) {
        String german =
                lower.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss");
        String foreign = german.replace("ı", "i").replace("ø", "oe").replace("æ", "ae");
        return Normalizer.normalize(foreign, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
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

    /**
     * Whole words, in any case, also with a genitive s.
     *
     * @param everything also what stands in codes by chance: names of two letters, numbers of five digits
     */
    String replacedIn(String text, boolean everything) {
        String dated = dates.replacedIn(text);
        String lower = dated.toLowerCase(Locale.GERMAN);
        if (lower.length() != dated.length()) {
            return dated;
        }
        StringBuilder made = new StringBuilder();
        int at = 0;
        while (at < dated.length()) {
            String found = startsAt(lower, at, everything);
            boolean word = found != null
                    && (DoubtfulNames.isDoubtful(found) || bared.contains(found))
                    && !DoubtfulNames.isWrittenAsName(dated, at, at + found.length(), standIns::containsKey);
            if (found == null || word) {
                made.append(dated.charAt(at++));
            } else {
                made.append(standIns.get(found));
                at += found.length();
            }
        }
        return made.toString();
    }

    private @Nullable String startsAt(String lower, int at, boolean everything) {
        if (at > 0 && joins(lower.charAt(at - 1), lower.charAt(at))) {
            return null;
        }
        return words.longest(
                lower,
                at,
                word -> (everything || !isCoincidence(word)) && ends(lower, at + word.length(), word.length() >= LONG));
    }

    private static boolean isCoincidence(String word) {
        return word.length() < LONG || word.length() <= 5 && Character.isDigit(word.charAt(0));
    }

    private static boolean ends(String lower, int end, boolean inflected) {
        if (end >= lower.length() || !joins(lower.charAt(end - 1), lower.charAt(end))) {
            return true;
        }
        boolean genitive = inflected && lower.charAt(end) == 's';
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
