package health.careloop.results;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When a laboratory said something: by its own date of the report, and by when the message was accepted. Never by when
 * it was filed: with two workers, and after an attempt that failed, that is another order.
 *
 * @param reportedAt the laboratory's own, to the minute or to the day
 * @param messageId decides between two that were accepted in the same commit
 */
record SaidAt(@Nullable Moment reportedAt, Instant receivedAt, UUID messageId) {
    /** A laboratory's clock may be wrong, and its time zone another. A report of next month is one of unknown date. */
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);

    /** Where it does not matter which. */
    static final UUID ONE_MESSAGE = new UUID(0, 0);

    static final Comparator<SaidAt> ORDER = Comparator.comparing(SaidAt::likely)
            .thenComparing(SaidAt::receivedAt)
            .thenComparing(SaidAt::messageId);

    /**
     * Whether this was said after the other one: by the laboratory's dates, where both have one and they differ, else by
     * arrival. Of a dated one and an undated one that can be read either way, neither is after the other.
     */
    boolean isAfter(SaidAt other) {
        int dated = byDate(other);
        return (dated > 0 || dated == 0 && arrivedAfter(other)) && ORDER.compare(this, other) > 0;
    }

    /** Whether the laboratory itself dates this later. */
    boolean isDatedAfter(SaidAt other) {
        return byDate(other) > 0;
    }

    private int byDate(SaidAt other) {
        Moment mine = credible();
        Moment theirs = other.credible();
        if (mine == null || theirs == null) {
            return 0;
        }
        Instant at = mine.at();
        Instant theirAt = theirs.at();
        return at != null && theirAt != null
                ? at.compareTo(theirAt)
                : dayOf(mine).compareTo(dayOf(theirs));
    }

    private boolean arrivedAfter(SaidAt other) {
        int arrived = receivedAt.compareTo(other.receivedAt);
        return (arrived != 0 ? arrived : messageId.compareTo(other.messageId)) > 0;
    }

    /** A day in the practice's time zone, whatever the laboratory's is. */
    private static LocalDate dayOf(Moment moment) {
        Instant at = moment.at();
        return at == null ? moment.day() : Moment.of(at).day();
    }

    private @Nullable Moment credible() {
        return reportedAt != null && reportedAt.start().isAfter(receivedAt.plus(CLOCKS_DIFFER)) ? null : reportedAt;
    }

    /** One instant, so that any number of versions have one order: within a bare day as late as it can have been said. */
    private Instant likely() {
        Moment said = credible();
        if (said == null) {
            return receivedAt;
        }
        Instant end =
                said.day().plusDays(1).atStartOfDay(Moments.ZONE).toInstant().minusMillis(1);
        return said.at() != null || receivedAt.isBefore(said.start())
                ? said.start()
                : receivedAt.isAfter(end) ? end : receivedAt;
    }
}
