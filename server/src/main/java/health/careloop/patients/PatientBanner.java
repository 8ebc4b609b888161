package health.careloop.patients;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who a screen is about: at the head of every page that shows one patient. {@code number} is the practice's own. */
public record PatientBanner(
        UUID patientId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String name,
        @Nullable BirthDate birthDate,
        Sex sex,
        @Nullable String number) {

    public static PatientBanner of(Patient patient) {
        return new PatientBanner(
                patient.id(),
                patient.demographics().displayName(),
                patient.demographics().birthDate(),
                patient.demographics().sex(),
                patient.identifiers().practiceNumber());
    }
}
