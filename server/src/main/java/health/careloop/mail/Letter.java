package health.careloop.mail;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A mail by its parts, from which the text and the HTML are made.
 *
 * @param kind what it is about, for whoever runs the installation: {@code tenant-welcome}
 * @param link where its one button leads
 * @param closing after the button
 */
public record Letter(
        String kind,
        String to,
        Locale language,
        String subject,
        List<String> paragraphs,
        @Nullable Link link,
        List<String> closing) {
    public record Link(String label, String url) {}

    /** For programs that show no HTML. */
    String text() {
        StringBuilder text = new StringBuilder();
        paragraphs.forEach(paragraph -> text.append(paragraph).append("\n\n"));
        if (link != null) {
            text.append(link.label()).append(":\n").append(link.url()).append("\n\n");
        }
        closing.forEach(paragraph -> text.append(paragraph).append("\n\n"));
        return text.toString().stripTrailing() + "\n";
    }
}
