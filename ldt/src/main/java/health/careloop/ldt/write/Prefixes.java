package health.careloop.ldt.write;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Words of which one may stand at a place of a text. In order, so that a place is compared with a few of them and not with
 * all: a file of a hundred thousand names is searched for all of them.
 */
final class Prefixes {
    private final List<String> words = new ArrayList<>();
    private boolean sorted = true;

    Prefixes() {}

    Prefixes(Collection<String> words) {
        this.words.addAll(words);
        sorted = false;
    }

    void add(String word) {
        words.add(word);
        sorted = false;
    }

    /** The longest word that the text continues with from there on, and that fits. */
    @Nullable
    String longest(String text, int from, Predicate<String> fits) {
        if (!sorted) {
            words.sort(null);
            sorted = true;
        }
        int to = text.length();
        while (to > from) {
            int at = last(text, from, to);
            if (at < 0) {
                return null;
            }
            String word = words.get(at);
            int common = common(word, text, from, to);
            if (common == word.length() && fits.test(word)) {
                return word;
            }
            // Whatever else the text continues with is a beginning of what both have in common.
            to = from + (common == word.length() ? common - 1 : common);
        }
        return null;
    }

    /** Index of the last word that does not come behind the text, or -1. */
    private int last(String text, int from, int to) {
        int low = 0;
        int high = words.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (comesBehind(words.get(middle), text, from, to)) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return high;
    }

    private static boolean comesBehind(String word, String text, int from, int to) {
        int common = common(word, text, from, to);
        return common < word.length() && (from + common == to || word.charAt(common) > text.charAt(from + common));
    }

    private static int common(String word, String text, int from, int to) {
        int most = Math.min(word.length(), to - from);
        int at = 0;
        while (at < most && word.charAt(at) == text.charAt(from + at)) {
            at++;
        }
        return at;
    }
}
