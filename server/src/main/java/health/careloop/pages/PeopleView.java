package health.careloop.pages;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who works here. {@code made} is the link that was just made, {@code refusal} why none was. */
public record PeopleView(
        List<Row> people, @Nullable Made made, @Nullable Refusal refusal) {

    /**
     * @param role as on the wire
     * @param resettable whether the reader may make a link for a new password
     */
    public record Row(
            UUID personId,
            String name,
            String email,
            String role,
            @Nullable Instant lastSeenAt,
            boolean oneself,
            boolean resettable) {}

    /** Shown once: only its hash is kept. */
    public record Made(String name, String link, Instant validUntil) {}

    /** Why there is no link. */
    public enum Refusal {
        OPERATOR_ONLY,
        ONESELF
    }
}
