package health.careloop.results;

import health.careloop.web.Problem;
import java.util.Locale;

/** Which part of the inbox; on the wire in lower case ({@code ?filter=unread}). */
public enum InboxFilter {
    ALL,
    UNREAD,
    CRITICAL;

    static InboxFilter parse(String wire) {
        for (InboxFilter filter : values()) {
            if (filter.name().toLowerCase(Locale.ROOT).equals(wire)) {
                return filter;
            }
        }
        throw Problem.badRequest("'filter' must be one of all, unread, critical.")
                .exception();
    }
}
