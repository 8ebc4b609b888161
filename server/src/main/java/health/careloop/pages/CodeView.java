package health.careloop.pages;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The code of the second factor, after the password or once more before something grave. */
public record CodeView(
        Occasion occasion,
        String next,
        @Nullable CodeProblem problem,
        @Nullable Duration retryAfter) {

    /** Why a code is asked for. */
    public enum Occasion {
        SIGN_IN("/login/code"),
        CONFIRM("/account/second-factor/confirm");

        private final String action;

        Occasion(String action) {
            this.action = action;
        }

        /** Where the form goes. */
        public String action() {
            return action;
        }
    }

    /** Why a code was not taken; with {@code TOO_EARLY} it is said how long to wait. */
    public enum CodeProblem {
        WRONG,
        TOO_EARLY,
        /** The secret was shown too long ago. */
        OFFER_OVER
    }
}
