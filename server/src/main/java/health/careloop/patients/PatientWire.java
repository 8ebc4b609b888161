package health.careloop.patients;

import health.careloop.web.Problem;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A patient on the wire. */
record PatientWire(
        @Nullable UUID patientId,
        @Nullable String familyName,
        @Nullable String givenName,
        @Nullable String title,
        @Nullable BirthDate birthDate,
        @Nullable Sex sex,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String address,
        @Nullable String practiceNumber,
        @Nullable String insuranceNumber,
        @Nullable String socialSecurityNumber,
        @Nullable Integer version) {
    private static final int LONGEST = 255;

    static PatientWire of(Patient patient) {
        Demographics who = patient.demographics();
        return new PatientWire(
                patient.id(),
                who.familyName(),
                who.givenName(),
                who.title(),
                who.birthDate(),
                who.sex(),
                who.email(),
                who.phone(),
                who.address(),
                patient.identifiers().practiceNumber(),
                patient.identifiers().insuranceNumber(),
                patient.identifiers().socialSecurityNumber(),
                patient.version());
    }

    void refuseMistakes(LocalDate today) {
        if (familyName == null || familyName.isBlank()) {
            throw Problem.badRequest("'familyName' is needed.").exception();
        }
        if (birthDate != null && birthDate.earliest().isAfter(today.plusDays(1))) {
            throw Problem.badRequest("'birthDate' lies in the future.").exception();
        }
        refuse("familyName", familyName);
        refuse("givenName", givenName);
        refuse("title", title);
        refuse("email", email);
        refuse("phone", phone);
        refuse("address", address);
        refuse("practiceNumber", practiceNumber);
        refuse("insuranceNumber", insuranceNumber);
        refuse("socialSecurityNumber", socialSecurityNumber);
    }

    private static void refuse(String field, @Nullable String text) {
        if (text != null && text.length() > LONGEST) {
            throw Problem.badRequest("'" + field + "' has " + text.length() + " characters; shorten it to " + LONGEST
                            + " at most.")
                    .exception();
        }
        if (text != null && text.indexOf('\0') >= 0) {
            throw Problem.badRequest("'" + field + "' holds a NUL, which no text has; leave it out.")
                    .exception();
        }
    }

    Demographics demographics() {
        return new Demographics(
                familyName, givenName, title, birthDate, sex == null ? Sex.UNKNOWN : sex, email, phone, address);
    }

    Identifiers identifiers() {
        return new Identifiers(practiceNumber, insuranceNumber, socialSecurityNumber);
    }
}
