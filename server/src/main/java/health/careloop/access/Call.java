package health.careloop.access;

import health.careloop.audit.Caller;
import health.careloop.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the gate found out about a request, kept for its error page and its asynchronous end.
 *
 * @param elsewhere whether the person works in another tenant as well
 * @param obstacle why nobody is signed in although the request brought something to sign in with
 */
record Call(
        @Nullable SignedIn who,
        boolean elsewhere,
        String csrfToken,
        @Nullable Problem obstacle,
        Caller caller) {
    private static final String ATTRIBUTE = Call.class.getName();

    static Optional<Call> of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Call call ? Optional.of(call) : Optional.empty();
    }

    void keepIn(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
