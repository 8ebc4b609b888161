package health.careloop.patients;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who a patient is. Sealed as a whole in the table; searched by tokens only.
 *
 * @param address as one line
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Demographics(
        @Nullable String familyName,
        @Nullable String givenName,
        @Nullable String title,
        @Nullable BirthDate birthDate,
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

    /** With the names it lacks and the date of birth as far as either knows it; they do not contradict each other. */
    Demographics completedBy(Demographics sent) {
        BirthDate born = sent.birthDate;
        return new Demographics(
                familyName == null || familyName.isBlank() ? sent.familyName : familyName,
                givenName == null || givenName.isBlank() ? sent.givenName : givenName,
                title,
                born != null && born.isMoreCompleteThan(birthDate) ? born : birthDate,
                sex,
                email,
                phone,
                address);
    }
}
