package health.careloop;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody probably meant who typed something else. */
public final class Nearest {
    private Nearest() {}

    /**
     * The known word with the fewest slips between it and the typed one: a letter too many, too few, another one, or
     * two exchanged. Nothing when more than a third of it would be wrong: a guess at random helps nobody. Of several
     * the first.
     */
    public static Optional<String> to(String typed, Collection<String> known) {
        var tolerated = Math.max(1, typed.length() / 3);
        return known.stream()
                .filter(word -> slips(typed, word) <= tolerated)
                .min(Comparator.comparingInt(word -> slips(typed, word)));
    }

    /** {@code ; did you mean intake?} or only the end of the sentence. */
    public static String question(Optional<String> meant) {
        return meant.map(word -> "; did you mean " + word + "?").orElse(".");
    }

    /** Of a setting, {@code server.port}, people remember the last part. */
    private static int slips(String typed, String known) {
        var whole = distance(typed, known);
        var dot = known.lastIndexOf('.');
        return dot < 0 || typed.indexOf('.') >= 0 ? whole : Math.min(whole, distance(typed, known.substring(dot + 1)));
    }

    private static int distance(String a, String b) {
        var slips = new int[a.length() + 1][b.length() + 1];
        for (var i = 0; i <= a.length(); i++) {
            for (var j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    slips[i][j] = i + j;
                    continue;
                }
                var another = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                slips[i][j] = Math.min(slips[i - 1][j - 1] + another, 1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    slips[i][j] = Math.min(slips[i][j], slips[i - 2][j - 2] + 1);
                }
            }
        }
        return slips[a.length()][b.length()];
    }
}
