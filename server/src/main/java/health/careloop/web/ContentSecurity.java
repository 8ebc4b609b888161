package health.careloop.web;

import jakarta.servlet.http.HttpServletRequest;

/** The nonce that lets this page's own scripts run, and no others. */
public final class ContentSecurity {
    /** The request attribute it lies in. */
    public static final String NONCE = "cspNonce";

    private ContentSecurity() {}

    public static String nonce(HttpServletRequest request) {
        if (request.getAttribute(NONCE) instanceof String known) {
            return known;
        }
        String nonce = HeadersFilter.random();
        request.setAttribute(NONCE, nonce);
        return nonce;
    }
}
