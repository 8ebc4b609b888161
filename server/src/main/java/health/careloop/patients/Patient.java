package health.careloop.patients;

import health.careloop.access.ClinicalRead;
import java.time.Instant;
import java.util.UUID;

/**
 * One patient of a tenant, opened.
 *
 * @param confidentiality who may open the record
 */
public record Patient(
        UUID id,
        Demographics demographics,
        Identifiers identifiers,
        ClinicalRead.Confidentiality confidentiality,
        int version,
        Instant updatedAt) {}
