package health.careloop.ldt.write;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Names that are words or abbreviations as well: "An", "Im", "Li", "Ng". Only what is written as a name is one. */
final class DoubtfulNames {
    private static final int SHORT = 2;

    private static final Set<String> WORDS = Set.of(
            "ab", "als", "am", "an", "auch", "auf", "aus", "bei", "bin", "bis", "da", "das", "dem", "den", "der", "des",
            "die", "dies", "du", "ein", "eine", "er", "es", "für", "hat", "ich", "ihr", "im", "in", "ist", "ja", "je",
            "kein", "man", "mit", "nach", "nicht", "noch", "nur", "ob", "oder", "sehr", "sein", "sich", "sie", "sind",
            "so", "über", "um", "und", "uns", "vom", "von", "vor", "war", "was", "wenn", "wer", "wie", "wir", "wird",
            "wo", "zu", "zum", "zur");

    private static final Set<String> SALUTATIONS = Set.of(
            "herr",
            "herrn",
            "frau",
            "fr",
            "hr",
            "dr",
            "prof",
            "patient",
            "patientin",
            "pat",
            "familie",
            "name",
            "vorname",
            "nachname");

    private DoubtfulNames() {}

    static boolean isDoubtful(String lower) {
        return lower.length() <= SHORT || WORDS.contains(lower);
    }

    /**
     * Behind a salutation always; beside another name, or in the middle of a sentence, when it has a capital letter. What is
     * no German word needs no more than the capital, or a name beside it.
     *
     * @param known whether a word, in small letters, is a name of the file
     */
    static boolean isWrittenAsName(String text, int from, int to, Predicate<String> known) {
        String before = wordBefore(text, from);
        if (SALUTATIONS.contains(before)) {
            return true;
        }
        boolean capital = Character.isUpperCase(text.charAt(from));
        boolean beside = known.test(before) || known.test(wordAfter(text, to));
        if (!WORDS.contains(text.substring(from, to).toLowerCase(Locale.GERMAN))) {
            return capital || beside;
        }
        boolean shouted = to - from > 1 && Character.isUpperCase(text.charAt(from + 1));
        return capital && (beside || !shouted && !beginsSentence(text, from));
    }

    private static boolean beginsSentence(String text, int from) {
        int at = from - 1;
        while (at >= 0 && !Character.isLetterOrDigit(text.charAt(at))) {
            if (".!?:".indexOf(text.charAt(at)) >= 0) {
                return true;
            }
            at--;
        }
        return at < 0;
    }

    private static String wordBefore(String text, int from) {
        int end = from;
        while (end > 0 && isBetween(text.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start, end).toLowerCase(Locale.GERMAN);
    }

    private static String wordAfter(String text, int to) {
        int start = to;
        while (start < text.length() && isBetween(text.charAt(start))) {
            start++;
        }
        int end = start;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end).toLowerCase(Locale.GERMAN);
    }

    /** What stands between the words of one name. */
    private static boolean isBetween(char character) {
        return character == ' '
                || character == ','
                || character == '-'
                || character == '_'
                || character == '.'
                || character == ':';
    }
}
