package health.careloop.patients;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who a patient is. Sealed as a whole in the table; searched by tokens only.
 *
 * @param birthDate JJJJMMTT as laboratories send it; month or day may be 00 when not known
 * @param address as one line
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Demographics(
        @Nullable String familyName,
        @Nullable String givenName,
        @Nullable String title,
        @Nullable String birthDate,
        Sex sex,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String address) {

    /** Family name first, as on every list; empty when the sender named nobody. */
    public String displayName() {
        return Stream.of(familyName, givenName)
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(", "));
    }

    /** Only a complete date is one. */
    public Optional<LocalDate> dateOfBirth() {
        if (birthDate == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(birthDate, DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
