package health.careloop.ldt.clinical;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One result.
 *
 * @param firstLine 1-based line where its block starts
 * @param lastLine 1-based line where its block ends, inclusive
 * @param kind "8410" or "8434" in LDT 2; in LDT 3 the role of the object, such as "UE_Klinische_Chemie"
 * @param code 8410, or 7365 of a catalogue (7260)
 * @param catalogue 7251, or the meaning of 7260, such as "LOINC": whose code it is; null for a code of the laboratory
 * @param name 8411, 7366 or 8434; falls back to the code
 * @param resultId 7304, the laboratory's own identifier of the result
 * @param specimenIds 7364 in LDT 3; in LDT 2 the stand-in of {@link LdtSpecimen#id()}
 * @param status see {@link ObservationStatus}
 * @param statusCode 8418 as sent; absent in LDT 2 means a new result
 * @param rawValue 8420 exactly as sent, trailing zeros and blanks included; in LDT 2 without 8420 a {@link SpokenValue}
 * @param comparator of a value below or above what can be measured
 * @param number the value, when it is a number; "7.10" keeps its scale
 * @param unit 8421 as sent: free text, no UCUM; null where two different ones were sent, and then there is no number
 * @param ranges reference ranges and alarm limits
 * @param flag 8422 as sent; of several the most severe, also of those at {@link #alternatives}
 * @param interpretation what the flag means
 * @param text results in words: 8480 (unless it is the value), 8237 and the readable form of microbiology, cytology and the like, a line each. Of
 *     coded fields of LDT 3 the words are this library's, in German and not the laboratory's: "Nachweisverfahren: Kultur",
 *     ", MHK 0,5"; what the laboratory wrote is in {@link #culture} and {@link #sources}
 * @param notes remarks on the result: 8470, 8236, 8167, a line each
 * @param declaredCritical the laboratory itself calls the value critical: flag {@code !H !+ !L !-} or a life-threatening
 *     {@link Attention} on this result. Always false in LDT 2, which cannot say so.
 * @param collectedOn day the specimen was taken
 * @param collectedAt day and time the specimen was taken, when a time was sent; wall clock at the sender
 * @param measuredOn day of 8225, LDT 3 only
 * @param measuredAt day and time of 8225, when a time was sent; wall clock at the sender
 * @param method 7302
 * @param attentions those attached to this result
 * @param alternatives further values of the same result, such as a second unit system (repeated 7306 or 8420)
 * @param culture the parts of a microbiological result, LDT 3 only
 * @param sources every field of the result and of its first value by its number; ranges, attentions and alternatives
 *     have their own
 */
public record LdtObservation(
        int firstLine,
        int lastLine,
        String kind,
        @Nullable String code,
        @Nullable String catalogue,
        String name,
        @Nullable String resultId,
        List<String> specimenIds,
        ObservationStatus status,
        @Nullable String statusCode,
        @Nullable String rawValue,
        @Nullable Comparator comparator,
        @Nullable BigDecimal number,
        @Nullable String unit,
        List<LdtRange> ranges,
        @Nullable String flag,
        Interpretation interpretation,
        List<String> text,
        List<String> notes,
        boolean declaredCritical,
        @Nullable LocalDate collectedOn,
        @Nullable LocalDateTime collectedAt,
        @Nullable LocalDate measuredOn,
        @Nullable LocalDateTime measuredAt,
        @Nullable String method,
        List<Attention> attentions,
        List<LdtObservation> alternatives,
        @Nullable Culture culture,
        Sources sources)
        implements ClinicalPart {

    /** How the true value relates to the number. */
    public enum Comparator {
        /** Less than. */
        LT,
        /** At most. */
        LE,
        /** Greater than. */
        GT,
        /** At least. */
        GE
    }

    /** Read from a message. To make one use {@code ReportBuilder.result(…)}: this constructor grows with what LDT carries. */
    public LdtObservation {
        specimenIds = List.copyOf(specimenIds);
        ranges = List.copyOf(ranges);
        text = List.copyOf(text);
        notes = List.copyOf(notes);
        attentions = List.copyOf(attentions);
        alternatives = List.copyOf(alternatives);
    }

    @Override
    public List<ClinicalPart> parts() {
        List<ClinicalPart> parts = new ArrayList<>(ranges);
        parts.addAll(attentions);
        parts.addAll(alternatives);
        if (culture != null) {
            parts.add(culture);
        }
        return parts;
    }

    /** The first specimen, if any was named. */
    public @Nullable String specimenId() {
        return specimenIds.isEmpty() ? null : specimenIds.getFirst();
    }
}
