package health.careloop.access;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The token every change through a session must bring, as header or form field.
 *
 * @param token empty before sign-in, where the request's origin alone is checked
 */
public record Csrf(String parameterName, String headerName, String token) {
    static final String PARAMETER = "_csrf";
    static final String HEADER = "X-CSRF-Token";

    public static Csrf of(HttpServletRequest request) {
        return new Csrf(PARAMETER, HEADER, Call.of(request).map(Call::csrfToken).orElse(""));
    }
}
