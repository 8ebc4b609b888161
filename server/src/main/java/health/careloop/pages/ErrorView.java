package health.careloop.pages;

import org.jspecify.annotations.Nullable;

/**
 * What happened, what was kept, what to do. {@code reference} is what support asks for: the trace id.
 *
 * @param status as it was answered: several have one story
 */
public record ErrorView(
        ErrorReason reason, int status, @Nullable String reference) {
    public ErrorView(ErrorReason reason, @Nullable String reference) {
        this(reason, reason.status(), reference);
    }

    /** Which page it is, and the HTTP status it usually goes with. */
    public enum ErrorReason {
        FORBIDDEN(403),
        STALE_FORM(403),
        FOREIGN_ORIGIN(403),
        NOT_FOUND(404),
        OTHER_WAY(405),
        LINK_USED(410),
        TOO_LARGE(413),
        REPORT_TOO_LONG(422),
        TOO_MANY(429),
        NOT_READABLE(400),
        UNAVAILABLE(503),
        BROKEN(500);

        private final int status;

        ErrorReason(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }

        /** The story of a status; one without its own is the browser's mistake or ours. */
        public static ErrorReason ofStatus(int status) {
            return switch (status) {
                case 403 -> FORBIDDEN;
                case 400, 404 -> NOT_FOUND;
                case 405 -> OTHER_WAY;
                case 410 -> LINK_USED;
                case 413 -> TOO_LARGE;
                case 422 -> REPORT_TOO_LONG;
                case 429 -> TOO_MANY;
                case 503 -> UNAVAILABLE;
                default -> status < 500 ? NOT_READABLE : BROKEN;
            };
        }
    }
}
