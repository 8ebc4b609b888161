package health.careloop.pages;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asking for the letter with the link for a new password.
 *
 * @param isAsked it was asked for; says nothing of whether somebody has the address
 * @param retryAfter with {@link ForgottenProblem#TOO_MANY} only
 */
public record ForgottenView(
        String email,
        boolean isAsked,
        @Nullable ForgottenProblem problem,
        @Nullable Duration retryAfter) {

    /** Why nothing was asked for. */
    public enum ForgottenProblem {
        NO_ADDRESS,
        TOO_MANY
    }
}
