package health.careloop.senders;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tenant's senders.
 *
 * @param changeable whether the reader may make and change them
 * @param typed the name of a new one that could not be made
 */
public record SenderListView(
        List<SenderRecord> senders, Instant now, boolean changeable, String typed, Set<SenderDraft.Mistake> mistakes) {
    public static @Nullable Instant lastUse(SenderRecord sender) {
        return sender.secrets().stream()
                .map(SenderRecord.SecretRecord::usedAt)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Nothing it posts would be accepted. */
    public boolean isClosed(SenderRecord sender) {
        return !sender.active() || sender.secrets().stream().noneMatch(secret -> secret.isValid(now));
    }
}
