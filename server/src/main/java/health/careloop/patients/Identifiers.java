package health.careloop.patients;

import org.jspecify.annotations.Nullable;

/**
 * Numbers a patient goes by.
 *
 * @param practiceNumber 3000, given by the practice
 * @param insuranceNumber 3119 (KVNR)
 * @param socialSecurityNumber SSN
 */
public record Identifiers(
        @Nullable String practiceNumber,
        @Nullable String insuranceNumber,
        @Nullable String socialSecurityNumber) {
    static final Identifiers NONE = new Identifiers(null, null, null);
}
