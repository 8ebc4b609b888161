package health.careloop.results;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a version says under one code: a value, or something in place of one.
 *
 * @param speaks it has a value or text of its own, or is cancelled or corrected; what only says "already reported" or
 *     "will follow" does not speak
 * @param mentionedOnly there is nothing in it that could be lost
 */
record Claim(String code, Sample sample, Danger danger, boolean speaks, boolean mentionedOnly) {
    /**
     * Of what, and taken when: the same code again of another sample is another value.
     *
     * @param specimen what the laboratory says it is, null when it does not
     */
    record Sample(@Nullable String specimen, @Nullable Moment takenAt) {
        /** A time is compared as an instant: the day beside it is the laboratory's, or the practice's. */
        static Sample of(@Nullable String specimen, @Nullable Moment takenAt) {
            Instant at = takenAt == null ? null : takenAt.at();
            return new Sample(specimen, at == null ? takenAt : Moment.of(at));
        }

        /** Nothing said of both differs. */
        boolean mayBe(Sample other) {
            return (specimen == null || other.specimen == null || specimen.equals(other.specimen))
                    && (takenAt == null || other.takenAt == null || sameTime(takenAt, other.takenAt));
        }

        private static boolean sameTime(Moment one, Moment other) {
            return one.at() != null && other.at() != null
                    ? Objects.equals(one.at(), other.at())
                    : one.day().equals(other.day());
        }
    }

    static Claim of(
            String code,
            Sample sample,
            Danger danger,
            ObservationStatus status,
            boolean value,
            boolean text,
            boolean note) {
        boolean declared = status == ObservationStatus.CANCELLED || status == ObservationStatus.CORRECTED;
        boolean speaks = value || text || declared;
        return new Claim(code, sample, danger, speaks, !speaks && !note && danger == Danger.NORMAL);
    }
}
