package health.careloop.results;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of observations; raw value and texts are sealed already. */
record DraftObservation(
        int position,
        String code,
        String name,
        String status,
        byte @Nullable [] rawValue,
        @Nullable String comparator,
        @Nullable Double value,
        @Nullable Short scale,
        @Nullable String unit,
        @Nullable Double rangeLow,
        @Nullable Double rangeHigh,
        @Nullable String rangeText,
        @Nullable String rangeLowSent,
        @Nullable String rangeHighSent,
        @Nullable String flag,
        @Nullable Integer flagLine,
        String interpretation,
        Danger danger,
        @Nullable UUID specimenId,
        byte @Nullable [] texts,
        int firstLine,
        int lastLine,
        Moment observedAt,
        TimeOf timeOf,
        @Nullable Moment measuredAt,
        @Nullable String method) {
    /** Outside the range it came with, and the laboratory did not say so. */
    boolean isOutsideUnflagged() {
        return danger == Danger.NORMAL
                && flag == null
                && value != null
                && (rangeLow == null || rangeHigh == null || rangeLow <= rangeHigh)
                && Outside.of(
                                Observations.comparatorOf(comparator),
                                BigDecimal.valueOf(value),
                                rangeLow == null ? null : BigDecimal.valueOf(rangeLow),
                                rangeHigh == null ? null : BigDecimal.valueOf(rangeHigh))
                        != Outside.NO;
    }
}
