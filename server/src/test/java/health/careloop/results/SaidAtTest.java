package health.careloop.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which of two versions was said later. */
class SaidAtTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 15);

    private static SaidAt said(@Nullable Moment reported, String arrival) {
        return new SaidAt(reported, Instant.parse("2026-01-15T" + arrival + ":00Z"), new UUID(0x7000L, 1));
    }

    private static Moment at(String time) {
        return Moment.of(Instant.parse("2026-01-15T" + time + ":00Z"));
    }

    private static void assertLater(SaidAt later, SaidAt earlier) {
        assertThat(later.isAfter(earlier)).isTrue();
        assertThat(earlier.isAfter(later)).isFalse();
    }

    @Test
    void theLaboratorysTimeDecidesBeforeTheArrival() {
        assertLater(said(at("14:00"), "15:00"), said(at("08:00"), "16:00"));
        assertLater(said(new Moment(DAY, null), "15:00"), said(new Moment(DAY.minusDays(1), null), "16:00"));
    }

    @Test
    void withoutTimesOrWithTheSameTheArrivalDecides() {
        assertLater(said(null, "16:00"), said(null, "15:00"));
        assertLater(said(at("14:00"), "16:00"), said(at("14:00"), "15:00"));
        assertLater(said(new Moment(DAY, null), "16:00"), said(new Moment(DAY, null), "15:00"));
        assertLater(said(at("10:00"), "11:00"), said(null, "09:00"));
    }

    @Test
    void inTheSameCommitTheIdOfTheMessageDecides() {
        SaidAt first = said(null, "15:00");
        assertLater(new SaidAt(null, first.receivedAt(), new UUID(0x7001L, 0)), first);
    }

    @Test
    void whereATimeAndAnArrivalContradictEachOtherNeitherIsLater() {
        SaidAt dated = said(at("14:00"), "16:00");
        SaidAt undated = said(null, "15:00");
        assertThat(dated.isAfter(undated)).isFalse();
        assertThat(undated.isAfter(dated)).isFalse();
    }

    @Test
    void aDateFarAheadOfTheArrivalIsNone() {
        SaidAt wrong = said(new Moment(DAY.plusYears(1), null), "15:00");
        assertLater(said(null, "16:00"), wrong);
        assertLater(said(new Moment(DAY, null), "17:00"), wrong);
    }
}
