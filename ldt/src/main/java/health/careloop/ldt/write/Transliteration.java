package health.careloop.ldt.write;

import java.text.Normalizer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How laboratories write a character their charset lacks: {@code ≥} as {@code >=}, a typographic dash as a hyphen,
 * {@code ş} as {@code s}. Only for those who ask for it: a name changes by it.
 */
final class Transliteration {
    private static final Map<Character, String> USUAL = Map.ofEntries(
            Map.entry('≤', "<="),
            Map.entry('≥', ">="),
            Map.entry('≠', "<>"),
            Map.entry('≈', "ca."),
            Map.entry('±', "+/-"),
            Map.entry('×', "x"),
            Map.entry('·', "*"),
            Map.entry('•', "-"),
            Map.entry('…', "..."),
            Map.entry('€', "EUR"),
            Map.entry('°', "Grad "),
            Map.entry('§', "Par. "),
            Map.entry('μ', "µ"),
            Map.entry('µ', "u"),
            Map.entry('α', "alpha"),
            Map.entry('β', "beta"),
            Map.entry('γ', "gamma"),
            Map.entry('δ', "delta"),
            Map.entry('κ', "kappa"),
            Map.entry('λ', "lambda"),
            Map.entry('ø', "oe"),
            Map.entry('Ø', "Oe"),
            Map.entry('æ', "ae"),
            Map.entry('Æ', "Ae"),
            Map.entry('ł', "l"),
            Map.entry('Ł', "L"),
            Map.entry('ı', "i"),
            Map.entry('đ', "d"),
            Map.entry('[', "("),
            Map.entry(']', ")"),
            Map.entry('{', "("),
            Map.entry('}', ")"),
            Map.entry('|', "/"),
            Map.entry('\\', "/"),
            Map.entry('~', "ca."),
            Map.entry('@', "(at)"),
            Map.entry('\u00A0', " "),
            Map.entry('\u202F', " "),
            Map.entry('\u2009', " "));

    private static final String DASHES = "‐‑‒–—―−";
    private static final String SINGLE_QUOTES = "‘’‚‛´`";
    private static final String DOUBLE_QUOTES = "“”„‟«»";
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

    private Transliteration() {}

    /** Characters the charset has stay; one that has no usual form stays, too, for the writer to refuse. */
    static String of(String text, Encoder encoder) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        if (encoder.knows(composed)) {
            return composed;
        }
        StringBuilder written = new StringBuilder();
        for (int i = 0; i < composed.length(); i++) {
            char character = composed.charAt(i);
            String form = encoder.code(character) == Encoder.NONE ? form(character, encoder) : null;
            written.append(form == null ? String.valueOf(character) : form);
        }
        return written.toString();
    }

    private static @Nullable String form(char character, Encoder encoder) {
        String usual = usual(character);
        if (usual != null) {
            return encoder.knows(usual) ? usual : usual.length() == 1 ? form(usual.charAt(0), encoder) : null;
        }
        String letter = Normalizer.normalize(String.valueOf(character), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "");
        return !letter.isEmpty() && encoder.knows(letter) ? letter : null;
    }

    private static @Nullable String usual(char character) {
        if (DASHES.indexOf(character) >= 0) {
            return "-";
        }
        if (SINGLE_QUOTES.indexOf(character) >= 0) {
            return "'";
        }
        if (DOUBLE_QUOTES.indexOf(character) >= 0) {
            return "\"";
        }
        if (SUPERSCRIPTS.indexOf(character) >= 0) {
            return "^" + SUPERSCRIPTS.indexOf(character);
        }
        if (SUBSCRIPTS.indexOf(character) >= 0) {
            return String.valueOf(SUBSCRIPTS.indexOf(character));
        }
        return USUAL.get(character);
    }
}
