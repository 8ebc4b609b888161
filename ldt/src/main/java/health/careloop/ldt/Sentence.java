package health.careloop.ldt;

import java.util.Locale;

/** One sentence in the two languages of those who read it. */
public record Sentence(String german, String english) {
    /** Nothing to say. */
    public static final Sentence NONE = new Sentence("", "");

    private static final int LONGEST_QUOTE = 30;

    /** German for any German locale, English for every other. */
    public String in(Locale locale) {
        return locale.getLanguage().equals(Locale.GERMAN.getLanguage()) ? german : english;
    }

    public boolean isEmpty() {
        return english.isEmpty();
    }

    /**
     * A piece of a file inside a sentence: control characters and anything long would only spoil it. No quotation mark is
     * inside, so that whoever must hide what is quoted finds where it ends.
     */
    public static String quote(String text) {
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST_QUOTE); i++) {
            char c = text.charAt(i);
            kept.append(Character.isISOControl(c) ? '?' : c == '"' ? '\'' : c);
        }
        return "\"" + kept + (text.length() > LONGEST_QUOTE ? "…" : "") + "\"";
    }
}
