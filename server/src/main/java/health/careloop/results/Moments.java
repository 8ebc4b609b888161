package health.careloop.results;

import health.careloop.ldt.clinical.BirthDate;
import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtSpecimen;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Laboratories send wall clocks; the message says its offset (LDT 3: 7273), or it is the tenant's time zone. */
final class Moments {
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private Moments() {}

    static @Nullable Instant reportedAt(LdtReport report) {
        return at(report.reportedAt(), report.reportedOn(), report.reportedOffset());
    }

    static @Nullable Instant collectedAt(LdtSpecimen specimen) {
        return at(specimen.collectedAt(), specimen.collectedOn(), specimen.collectedOffset());
    }

    /** When the value was true: taken, else measured, else reported, else received. */
    static Instant observedAt(LdtObservation observation, LdtReport report, Instant received) {
        Instant collected = at(observation.collectedAt(), observation.collectedOn(), report.reportedOffset());
        if (collected != null) {
            return collected;
        }
        Instant measured = at(observation.measuredAt(), null, report.reportedOffset());
        if (measured != null) {
            return measured;
        }
        Instant reported = reportedAt(report);
        return reported == null ? received : reported;
    }

    /** JJJJMMTT, whatever order the sender wrote it in; what is not known is 00. */
    static String basicIso(BirthDate date) {
        return "%04d%02d%02d".formatted(date.year(), date.month(), date.day());
    }

    private static @Nullable Instant at(
            @Nullable LocalDateTime time, @Nullable LocalDate day, @Nullable ZoneOffset offset) {
        if (time != null) {
            return offset == null ? time.atZone(ZONE).toInstant() : time.toInstant(offset);
        }
        return day == null ? null : day.atStartOfDay(ZONE).toInstant();
    }
}
