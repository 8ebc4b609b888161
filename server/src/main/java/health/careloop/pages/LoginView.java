package health.careloop.pages;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Signing in. {@code retryAfter} is set with {@link LoginProblem#LOCKED} only.
 *
 * @param sendsLetters whether whoever forgot the password is sent a link
 */
public record LoginView(
        String email,
        @Nullable LoginProblem problem,
        @Nullable Duration retryAfter,
        @Nullable LoginNotice notice,
        boolean sendsLetters) {

    /** Why a person is not let in; never says whether the address is known. */
    public enum LoginProblem {
        NOT_RECOGNISED,
        LOCKED,
        NO_MEMBERSHIP
    }

    /** Why a person is asked to sign in at all. */
    public enum LoginNotice {
        SIGNED_OUT,
        SESSION_ENDED,
        ACTIVATED,
        PASSWORD_SET,
        CHOICE_ENDED,
        CODE_ENDED
    }
}
