package health.careloop.patients;

import java.time.Instant;
import java.util.UUID;

/** One patient of a tenant, opened. */
public record Patient(
        UUID id,
        Demographics demographics,
        Identifiers identifiers,
        Confidentiality confidentiality,
        int version,
        Instant updatedAt) {

    /** Who may open the record. */
    public enum Confidentiality {
        NORMAL,
        VIP,
        OWN_STAFF
    }
}
