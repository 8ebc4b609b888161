package health.careloop.ldt.clinical;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A result LDT 2 has no number for. 8420 holds numbers only, so laboratories write {@code <5 mg/l}, {@code 1:80} or
 * {@code negativ} into the result text 8480. A line that says such a value and nothing else is the value of a result
 * without 8420; any other line is text, also where a word that is no unit stands behind the number ({@code <0,5 negativ}).
 *
 * @param raw as 8420 would have it: {@code <5}
 * @param unit as 8421 would have it; null when the line names none
 */
public record SpokenValue(String raw, @Nullable String unit) {
    private static final String FIGURE =
            "[-+]?[0-9][0-9.,]*(?:[Ee][-+]?[0-9]{1,2}|\\s?[xX*×·]\\s?10\\^[-+]?[0-9]{1,2})?";

    /** A comparator is what keeps "7 days" from being one. */
    private static final Pattern COMPARED =
            Pattern.compile("((?:<=|>=|=<|=>|[<>≤≥])\\s?" + FIGURE + ")(?:\\s(\\S{1,20}))?");

    private static final Pattern TITRE =
            Pattern.compile("((?:<=|>=|[<>≤≥])?\\s?[0-9]{1,6}\\s?:\\s?[0-9]{1,7})(?:\\s(\\S{1,20}))?");

    private static final Set<String> WORDS = Set.of(
            "negativ",
            "negative",
            "neg",
            "neg.",
            "positiv",
            "positive",
            "pos",
            "pos.",
            "schwach positiv",
            "stark positiv",
            "grenzwertig",
            "fraglich",
            "reaktiv",
            "nicht reaktiv",
            "nachweisbar",
            "nicht nachweisbar",
            "nachgewiesen",
            "nicht nachgewiesen",
            "n.n.",
            "nicht messbar",
            "unauffällig",
            "auffällig",
            "normal",
            "steril",
            "kein wachstum",
            "siehe text",
            "s. text",
            "siehe befund",
            "siehe kommentar",
            "+",
            "++",
            "+++",
            "++++",
            "(+)",
            "-",
            "+/-");

    /**
     * The value a line says; empty when it is text.
     *
     * @param line of 8480
     */
    public static Optional<SpokenValue> of(String line) {
        String text = line.strip();
        if (WORDS.contains(text.toLowerCase(Locale.GERMAN))) {
            return Optional.of(new SpokenValue(text, null));
        }
        Matcher compared = COMPARED.matcher(text);
        if (compared.matches() && Quantity.of(compared.group(1), null).number() != null) {
            return said(compared);
        }
        Matcher titre = TITRE.matcher(text);
        return titre.matches() ? said(titre) : Optional.empty();
    }

    /** A word that is no unit makes the whole line text: "&lt;0,5 negativ", "14:20 Uhr". */
    private static Optional<SpokenValue> said(Matcher found) {
        String unit = found.group(2);
        return unit == null || UnitForm.isUnit(unit)
                ? Optional.of(new SpokenValue(found.group(1), unit))
                : Optional.empty();
    }

    /** The line that says it. */
    public String line() {
        return unit == null ? raw : raw + " " + unit;
    }
}
