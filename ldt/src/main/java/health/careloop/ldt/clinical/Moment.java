package health.careloop.ldt.clinical;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** A time as precise as it was sent: a day, a day with a time, or nothing. */
record Moment(
        @Nullable LocalDate date,
        @Nullable LocalTime time,
        @Nullable ZoneOffset offset) {
    static final Moment UNKNOWN = new Moment(null, null, null);

    @Nullable
    LocalDateTime at() {
        return date == null || time == null ? null : date.atTime(time);
    }
}
