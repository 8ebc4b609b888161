package health.careloop.bench.isolation;

import health.careloop.bench.HttpConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that can be seen without naming anything: lists, counts, start pages, for every caller. What one tenant sees
 * this way must not depend on what another has.
 */
record Outlook(Map<String, Impression> impressions) {

    static Outlook of(int port, List<Row> rows, List<Caller> callers, Holdings own) throws IOException {
        Map<String, Impression> impressions = new LinkedHashMap<>();
        try (HttpConnection connection = new HttpConnection(port)) {
            for (Row row : rows) {
                if (!row.changesSomething() && row.pathSlots().isEmpty()) {
                    for (Caller caller : callers) {
                        byte[] request = new Question(row, caller, Map.of(), own.sender()).request();
                        Impression seen = Impression.of(connection.exchange(request, request.length), List.of());
                        impressions.put(row.endpoint() + " as " + caller.name(), seen);
                    }
                }
            }
        }
        return new Outlook(impressions);
    }

    long size() {
        return impressions.size();
    }

    /** One sentence for each view that is not what it was. */
    List<String> changesSince(Outlook earlier) {
        List<String> changes = new ArrayList<>();
        impressions.forEach((view, now) -> {
            Impression then = earlier.impressions.get(view);
            String difference = then == null ? "nothing before" : then.differenceFrom(now);
            if (!difference.isEmpty()) {
                changes.add(view + " changes with what the victim has: " + difference);
            }
        });
        return changes;
    }
}
