package health.careloop.pages;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A new account from its single-use link: the person sets a name and a password. Somebody who has an account already
 * ({@code known}) enters its password instead.
 */
public record ActivationView(
        String token,
        String email,
        String role,
        Instant validUntil,
        String name,
        int minimumPasswordLength,
        boolean known,
        String tenantName,
        List<ActivationProblem> problems) {

    /** What is wrong with what was entered, and in which field. */
    public enum ActivationProblem {
        NAME_MISSING("name"),
        NAME_CHARACTERS("name"),
        PASSWORD_TOO_SHORT("password"),
        PASSWORD_TOO_COMMON("password"),
        PASSWORD_WRONG("password"),
        PASSWORDS_DIFFER("repeated");

        private final String field;

        ActivationProblem(String field) {
            this.field = field;
        }

        /** The field's name in the form, and its id on the page. */
        public String field() {
            return field;
        }
    }

    /** The first problem of a field. */
    public Optional<ActivationProblem> problemOf(String field) {
        return problems.stream()
                .filter(problem -> problem.field().equals(field))
                .findFirst();
    }
}
