package health.careloop.pages;

import org.jspecify.annotations.Nullable;

/** What happened, what was kept, what to do. {@code reference} is what support asks for: the trace id. */
public record ErrorView(ErrorReason reason, @Nullable String reference) {

    /** Which page it is, and its HTTP status. */
    public enum ErrorReason {
        FORBIDDEN(403),
        STALE_FORM(403),
        NOT_FOUND(404),
        OTHER_WAY(405),
        LINK_USED(410),
        UNAVAILABLE(503),
        BROKEN(500);

        private final int status;

        ErrorReason(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }
}
