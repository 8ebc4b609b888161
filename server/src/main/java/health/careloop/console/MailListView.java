package health.careloop.console;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The mails that were kept, the newest first.
 *
 * @param sentBy the mail server that takes them instead; null while they are kept
 */
public record MailListView(
        List<Row> mails, int most, @Nullable String sentBy) {
    public record Row(UUID id, String to, String subject, Instant at) {}
}
