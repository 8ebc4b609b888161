package health.careloop.results;

import health.careloop.web.Problem;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which part of the inbox; on the wire in lower case ({@code ?filter=unread}). */
public enum InboxFilter {
    ALL,
    UNREAD,
    CRITICAL;

    static InboxFilter parse(String wire) {
        return find(wire)
                .orElseThrow(() -> Problem.badRequest("'filter' must be one of all, unread, critical.")
                        .exception());
    }

    /** For a page that people open: everything, where the address is typed wrong. */
    static InboxFilter forgiving(String wire) {
        return find(wire).orElse(ALL);
    }

    private static Optional<InboxFilter> find(String wire) {
        return Arrays.stream(values())
                .filter(filter -> filter.name().toLowerCase(Locale.ROOT).equals(wire))
                .findFirst();
    }
}
