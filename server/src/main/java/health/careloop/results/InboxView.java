package health.careloop.results;

import health.careloop.pages.Paging;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** "What must I do now?" Rows come sorted, danger first. {@code justRead} offers to take back the last mark. */
public record InboxView(
        InboxFilter filter,
        String query,
        List<InboxRow> rows,
        Counts counts,
        Paging paging,
        Instant freshAt,
        @Nullable JustRead justRead) {

    /** How many results each filter would show, without the query. */
    public record Counts(int all, int unread, int critical) {
        public int of(InboxFilter filter) {
            return switch (filter) {
                case ALL -> all;
                case UNREAD -> unread;
                case CRITICAL -> critical;
            };
        }
    }

    /** The result that was marked read by the request before this one. */
    public record JustRead(UUID resultId, String patientName) {}

    /** The address of the same inbox on another page. */
    public String hrefOfPage(int page) {
        return href(filter, query, page);
    }

    /** The address of the inbox under a filter, the query kept. */
    public String hrefOf(InboxFilter other) {
        return href(other, query, 1);
    }

    private static String href(InboxFilter filter, String query, int page) {
        String search = query.isBlank() ? "" : "&q=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
        return "/inbox?filter=" + filter.name().toLowerCase(Locale.ROOT) + search + (page > 1 ? "&page=" + page : "");
    }
}
