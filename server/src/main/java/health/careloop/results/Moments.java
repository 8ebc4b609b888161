package health.careloop.results;

import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtSpecimen;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Laboratories send wall clocks; the message says its offset (LDT 3: 7273), or it is the tenant's time zone. */
final class Moments {
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static final int EARLIEST_YEAR = 1900;
    private static final int LATEST_YEAR = 2199;

    private Moments() {}

    static @Nullable Moment reportedAt(LdtReport report) {
        return at(report.reportedAt(), report.reportedOn(), report.reportedOffset());
    }

    static @Nullable Moment collectedAt(LdtSpecimen specimen) {
        return at(specimen.collectedAt(), specimen.collectedOn(), specimen.collectedOffset());
    }

    /** When the value was true: taken, else measured, else reported, else received. */
    static Moment observedAt(LdtObservation observation, LdtReport report, Instant received) {
        Moment collected = collectedAt(observation, report);
        if (collected != null) {
            return collected;
        }
        Moment measured = measuredAt(observation, report);
        if (measured != null) {
            return measured;
        }
        Moment reported = reportedAt(report);
        return reported == null ? Moment.of(received) : reported;
    }

    static @Nullable Moment collectedAt(LdtObservation observation, LdtReport report) {
        return at(observation.collectedAt(), observation.collectedOn(), offsetOf(observation, report));
    }

    /** Which of these times that is. */
    static TimeOf timeOf(LdtObservation observation, LdtReport report) {
        if (at(observation.collectedAt(), observation.collectedOn(), null) != null) {
            return TimeOf.COLLECTION;
        }
        if (measuredAt(observation, report) != null) {
            return TimeOf.MEASUREMENT;
        }
        return reportedAt(report) != null ? TimeOf.REPORT : TimeOf.ARRIVAL;
    }

    static @Nullable Moment measuredAt(LdtObservation observation, LdtReport report) {
        return at(observation.measuredAt(), null, report.reportedOffset());
    }

    /** The specimen's own time zone, when it names one. */
    private static @Nullable ZoneOffset offsetOf(LdtObservation observation, LdtReport report) {
        return report.specimens().stream()
                .filter(specimen -> specimen.collectedOffset() != null
                        && specimen.id() != null
                        && observation.specimenIds().contains(specimen.id()))
                .findFirst()
                .map(LdtSpecimen::collectedOffset)
                .orElse(report.reportedOffset());
    }

    private static @Nullable Moment at(
            @Nullable LocalDateTime time, @Nullable LocalDate day, @Nullable ZoneOffset offset) {
        if (time != null && isLikely(time.toLocalDate())) {
            Instant at = offset == null ? time.atZone(ZONE).toInstant() : time.toInstant(offset);
            return new Moment(time.toLocalDate(), at);
        }
        return day == null || !isLikely(day) ? null : new Moment(day, null);
    }

    /**
     * Programs write 00010101 or 99991231 where nobody gave a date: then it is none. The database does not hold either in
     * every time zone.
     */
    private static boolean isLikely(LocalDate day) {
        return day.getYear() >= EARLIEST_YEAR && day.getYear() <= LATEST_YEAR;
    }

    /** As {@code …_on} and {@code …_at} keep it. */
    static @Nullable Moment kept(ResultSet row, String name) throws SQLException {
        LocalDate day = row.getObject(name + "_on", LocalDate.class);
        Timestamp at = row.getTimestamp(name + "_at");
        return day == null ? null : new Moment(day, at == null ? null : at.toInstant());
    }
}
