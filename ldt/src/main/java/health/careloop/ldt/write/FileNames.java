package health.careloop.ldt.write;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of files and folders in a field: senders put patients, numbers and dates into them. */
final class FileNames {
    private static final String ENDINGS =
            "pdf|tiff?|jpe?g|png|gif|bmp|docx?|odt|rtf|txt|xml|html?|csv|xlsx?|zip|gz|ldt|gdt|bdt|xdt|dcm|hl7|eml|msg";

    /** With a drive or a server in front blanks belong to the name; without one it begins behind the last blank. */
    private static final Pattern WRITTEN = Pattern.compile(
            "(?:(?<![\\p{L}\\d])[A-Za-z]:[\\\\/]|\\\\\\\\|file:)[^\"<>|*?,;]*?\\.(?<path>" + ENDINGS
                    + ")(?![\\p{L}\\d])"
                    + "|(?:(?<![\\p{L}\\d])[A-Za-z]:[\\\\/]|\\\\\\\\)[^\\s\"<>|*?,;]+"
                    + "|[^\\s\"<>|*?,;:()]*[^\\s\"<>|*?,;:().]\\.(?<name>" + ENDINGS + ")(?![\\p{L}\\d])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** A field that is one file name, blanks and all. */
    private static final Pattern WHOLE =
            Pattern.compile(".*[^\\s.]\\.(?<name>" + ENDINGS + ")\\s*", Pattern.CASE_INSENSITIVE);

    private static final String STEM = "Anhang";

    private FileNames() {}

    /** The ending stays, and no name becomes longer. */
    static String replacedIn(String text) {
        if (text.indexOf('.') < 0 && text.indexOf('\\') < 0 && text.indexOf(':') < 0) {
            return text;
        }
        return WRITTEN.matcher(text).replaceAll(found -> Matcher.quoteReplacement(standIn(found)));
    }

    /** In a field that describes a document. */
    static String replacedAsWhole(String text) {
        Matcher whole = WHOLE.matcher(text);
        return whole.matches() ? named(text.stripTrailing().length(), whole.group("name")) : replacedIn(text);
    }

    private static String standIn(MatchResult found) {
        String ending = found.group("path") != null ? found.group("path") : found.group("name");
        return ending == null
                ? STEM.substring(0, Math.min(STEM.length(), found.group().length()))
                : named(found.group().length(), ending);
    }

    private static String named(int longest, String ending) {
        int room = Math.max(1, longest - ending.length() - 1);
        return STEM.substring(0, Math.min(STEM.length(), room)) + "." + ending;
    }
}
