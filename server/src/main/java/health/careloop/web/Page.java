package health.careloop.web;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One page of a list; on the wire {@code {<plural>, total, page, totalPages}} (D22).
 *
 * @param plural what the list is called on the wire, such as {@code results}
 * @param page from 1
 */
public record Page<T>(String plural, List<T> items, long total, int page, int limit) {

    public static <T> Page<T> of(String plural, List<T> items, long total, PageRequest asked) {
        return new Page<>(plural, List.copyOf(items), total, asked.page(), asked.limit());
    }

    /** 1 for an empty list: there is always a page to look at. */
    public int totalPages() {
        return (int) Math.max(1, Math.ceilDiv(total, limit));
    }

    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(plural, items.stream().map(change).toList(), total, page, limit);
    }

    @JsonValue
    Map<String, Object> wire() {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put(plural, items);
        wire.put("total", total);
        wire.put("page", page);
        wire.put("totalPages", totalPages());
        return wire;
    }
}
