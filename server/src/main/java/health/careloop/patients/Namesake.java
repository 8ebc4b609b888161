package health.careloop.patients;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Another patient of the same name who may be taken for this one: born in the same year, or as far as anybody knows. What
 * tells them apart, and nothing clinical.
 */
public record Namesake(
        UUID patientId,
        @Nullable BirthDate birthDate,
        @Nullable String number) {}
