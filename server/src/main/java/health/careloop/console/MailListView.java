package health.careloop.console;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The mails that were kept, the newest first. */
public record MailListView(List<Row> mails, int most) {
    public record Row(UUID id, String to, String subject, Instant at) {}
}
