package health.careloop.ldt.clinical;

import health.careloop.ldt.Sentence;
import health.careloop.ldt.clinical.LdtObservation.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What 7306 of LDT 3 announces of a value, rule E058: a number, one below or above what can be measured, a titre. */
final class Presentation {
    private static final Pattern TITRE = Pattern.compile("[0-9]{1,6}\\s?:\\s?[0-9]{1,7}");

    private Presentation() {}

    /** What is wrong with it; empty when the value is what was announced. */
    static Optional<Sentence> broken(@Nullable String presentation, String raw) {
        if (presentation == null) {
            return Optional.empty();
        }
        Quantity read = Quantity.of(raw, null);
        boolean number = read.number() != null;
        Comparator sign = read.comparator();
        String text = raw.strip();
        return switch (presentation) {
            case "01" ->
                number && sign == null
                        ? Optional.empty()
                        : said(
                                presentation,
                                number ? "als Zahl ohne Vergleichszeichen" : "als Zahl",
                                number ? "as a number without a sign in front of it" : "as a number");
            case "02" ->
                number && (sign == Comparator.LT || sign == Comparator.LE)
                        ? Optional.empty()
                        : said(presentation, "als Zahl mit < davor", "as a number behind <");
            case "03" ->
                number && (sign == Comparator.GT || sign == Comparator.GE)
                        ? Optional.empty()
                        : said(presentation, "als Zahl mit > davor", "as a number behind >");
            case "05" ->
                TITRE.matcher(text).matches() ? Optional.empty() : said(presentation, "als Titer", "as a titre");
            case "06" -> titre(presentation, text, '<');
            case "07" -> titre(presentation, text, '>');
            default -> Optional.empty();
        };
    }

    private static Optional<Sentence> titre(String presentation, String text, char sign) {
        boolean behind = text.length() > 1
                && text.charAt(0) == sign
                && TITRE.matcher(text.substring(1).strip()).matches();
        return behind
                ? Optional.empty()
                : said(presentation, "als Titer mit " + sign + " davor", "as a titre behind " + sign);
    }

    /** Below what can be measured, and a sign that says above: neither is to be believed. */
    static boolean contradicts(@Nullable String presentation, @Nullable Comparator sign) {
        return "02".equals(presentation) && (sign == Comparator.GT || sign == Comparator.GE)
                || "03".equals(presentation) && (sign == Comparator.LT || sign == Comparator.LE);
    }

    private static Optional<Sentence> said(String presentation, String german, String english) {
        return Optional.of(new Sentence(
                german + " angekündigt ist (7306 = " + presentation + "), aber keine solche Angabe ist",
                "is announced " + english + " (7306 = " + presentation + ") and is none"));
    }
}
