package health.careloop.patients;

import health.careloop.access.ClinicalRead;
import health.careloop.access.Decision;
import health.careloop.access.Decisions;
import health.careloop.access.PurposeOfUse;
import health.careloop.access.SignedIn;
import java.util.Optional;

/**
 * What a person may see of a patient's data: all of it, all but whose it is, or nothing. Every clinical read passes
 * here and so through the one decision function.
 */
public final class Disclosure {
    private static final String MASKED = "•••••";

    private Disclosure() {}

    /** The patient as the person may see them; empty when not at all. */
    public static Optional<Patient> of(SignedIn who, ClinicalRead.Kind kind, Patient patient) {
        ClinicalRead read = ClinicalRead.of(kind).of(patient.confidentiality());
        return switch (Decisions.decide(who, read, PurposeOfUse.TREATMENT)) {
            case Decision.Allow() -> Optional.of(patient);
            case Decision.Mask ignored -> Optional.of(masked(patient));
            case Decision.Deny ignored -> Optional.empty();
        };
    }

    private static Patient masked(Patient patient) {
        return new Patient(
                patient.id(),
                new Demographics(MASKED, null, null, null, Sex.UNKNOWN, null, null, null),
                new Identifiers(null, null, null),
                patient.confidentiality(),
                patient.version(),
                patient.updatedAt());
    }
}
