package health.careloop.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a browser must hold to, on every answer, and the nonce that lets this page's own scripts run. */
public final class ContentSecurity {
    /** The request attribute it lies in. */
    public static final String NONCE = "cspNonce";

    private static final SecureRandom RANDOM = new SecureRandom();

    private ContentSecurity() {}

    public static String nonce(HttpServletRequest request) {
        if (request.getAttribute(NONCE) instanceof String known) {
            return known;
        }
        String nonce = nonce();
        request.setAttribute(NONCE, nonce);
        return nonce;
    }

    /** For an answer that has no request of the application. */
    public static String nonce() {
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        return Base64.getEncoder().encodeToString(nonce);
    }

    /**
     * All but the caching, which depends on what is asked for.
     *
     * @param secure whether it was asked over TLS: without, browsers ignore Strict-Transport-Security (RFC 6797, 7.2),
     *     and a proxy in front sets its own
     */
    public static Map<String, String> headers(boolean secure, String nonce) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (secure) {
            headers.put("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        }
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put(
                "Permissions-Policy",
                "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()");
        headers.put("Content-Security-Policy", policy(nonce));
        return headers;
    }

    /** Trusted Types: {@code careloop.js} holds the one policy, through which htmx writes what this server rendered. */
    public static String policy(String nonce) {
        return "default-src 'none'; connect-src 'self'; img-src 'self'; style-src 'self'; font-src 'self'; "
                + "manifest-src 'self'; script-src 'nonce-" + nonce + "' 'strict-dynamic'; object-src 'none'; "
                + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'";
    }
}
