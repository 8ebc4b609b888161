package health.careloop.senders;

import health.careloop.senders.SenderDraft.Mistake;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One sender.
 *
 * @param draft what the form holds: as it is, or as it was typed
 * @param made its secret, when it was made just now
 * @param address where it posts to
 */
public record SenderView(
        SenderRecord sender,
        SenderDraft draft,
        Set<Mistake> mistakes,
        @Nullable Said said,
        @Nullable String made,
        String address,
        Instant now,
        boolean changeable) {
    /** What became of the last thing somebody did here. */
    public enum Said {
        SAVED,
        CHANGED_MEANWHILE,
        SECRET_ENDED
    }

    public String typedAddresses() {
        return String.join("\n", draft.addresses());
    }
}
