package health.careloop.console;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** One mail that was kept. */
public record MailView(String to, String subject, Instant at, List<Line> lines) {
    /** @param link whether it is an address of ours, and nothing beside it */
    public record Line(String text, boolean link) {}

    /** @param base of this installation's own addresses: what somebody else wrote is no link */
    static List<Line> lines(String text, String base) {
        return Stream.of(text.strip().split("\n", -1))
                .map(line -> new Line(line, line.startsWith(base + "/") && !line.contains(" ")))
                .toList();
    }
}
