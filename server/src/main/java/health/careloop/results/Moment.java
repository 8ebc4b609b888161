package health.careloop.results;

import com.fasterxml.jackson.annotation.JsonValue;
import health.careloop.pages.Texts;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A time as precisely as the laboratory sent it: a day, or a day with its time. A day is never made into midnight; on
 * the wire it is {@code 2026-03-04}, and an instant only where a time was sent.
 */
public record Moment(LocalDate day, @Nullable Instant at) {
    public static Moment of(Instant at) {
        return new Moment(at.atZone(Moments.ZONE).toLocalDate(), at);
    }

    /** For order and drawing alone: a bare day begins with its first hour. */
    Instant start() {
        return at == null ? day.atStartOfDay(Moments.ZONE).toInstant() : at;
    }

    /** In words: 04.03.2026, or 04.03.2026 10:45. */
    public String in(Texts texts) {
        return at == null ? texts.date(day) : texts.dateTime(at);
    }

    /** The day in words. */
    public String dayIn(Texts texts) {
        return at == null ? texts.date(day) : texts.date(at);
    }

    @JsonValue
    @Override
    public String toString() {
        return at == null ? day.toString() : at.toString();
    }
}
