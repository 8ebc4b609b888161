package health.careloop.ldt.clinical;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was examined.
 *
 * @param id 7364 in LDT 3; LDT 2 has no identifier, so its 8428, 8429 and 8430 stand in for one, with "/2"
 *     behind it for the same material taken a second time
 * @param code 8428, the laboratory's abbreviation such as "FB"
 * @param name 8430, such as "Fluoridblut"
 * @param collectedOn day of collection (8432; 8219 in LDT 3)
 * @param collectedAt day and time of collection, only when a time was sent; wall clock at the sender
 * @param collectedOffset what the message says about its time zone (LDT 3: 7273)
 * @param notes 8431, site of collection and remarks, one line each
 * @param sources 7364, 8428, 8430, 8431 and, in LDT 2, 8432 and 8433; in LDT 3 8219 with 7278, 7279
 */
public record LdtSpecimen(
        @Nullable String id,
        @Nullable String code,
        @Nullable String name,
        @Nullable LocalDate collectedOn,
        @Nullable LocalDateTime collectedAt,
        @Nullable ZoneOffset collectedOffset,
        List<String> notes,
        Sources sources)
        implements ClinicalPart {

    /** As read, with where it stands; its notes are copied. */
    public LdtSpecimen {
        notes = List.copyOf(notes);
    }

    LdtSpecimen called(String other) {
        return new LdtSpecimen(other, code, name, collectedOn, collectedAt, collectedOffset, notes, sources);
    }

    /** One that was made and not read. */
    public LdtSpecimen(
            @Nullable String id,
            @Nullable String code,
            @Nullable String name,
            @Nullable LocalDate collectedOn,
            @Nullable LocalDateTime collectedAt,
            @Nullable ZoneOffset collectedOffset,
            List<String> notes) {
        this(id, code, name, collectedOn, collectedAt, collectedOffset, notes, Sources.NONE);
    }
}
