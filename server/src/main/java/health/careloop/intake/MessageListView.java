package health.careloop.intake;

import health.careloop.pages.Paging;
import health.careloop.results.Danger;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All messages of the tenant, what is held first, then the newest; {@code filter} absent for all. */
public record MessageListView(
        @Nullable MessageState filter,
        List<MessageRow> messages,
        Map<MessageState, Integer> counts,
        Paging paging,
        Instant freshAt) {

    /** One message in the list; danger and orders are of what is held in it, orders for readers of results only. */
    public record MessageRow(
            UUID messageId,
            MessageState state,
            @Nullable Hindrance hindrance,
            @Nullable Danger danger,
            List<String> orderNumbers,
            String sender,
            Instant receivedAt,
            long sizeBytes,
            @Nullable String format,
            int resultCount,
            int faultCount) {}

    public int countOf(MessageState state) {
        return counts.getOrDefault(state, 0);
    }

    public int countOfAll() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The address of this list under a state (or all), at a page. */
    public String href(@Nullable MessageState state, int page) {
        String of = state == null ? "all" : state.name().toLowerCase(Locale.ROOT);
        return "/messages?state=" + of + (page > 1 ? "&page=" + page : "");
    }
}
