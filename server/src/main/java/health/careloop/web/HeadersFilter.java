package health.careloop.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;

/** What a browser must hold to, on every answer. Set before anything else answers. */
final class HeadersFilter implements Filter {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Override
    public void doFilter(ServletRequest plain, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) plain;
        HttpServletResponse response = (HttpServletResponse) answer;
        if (request.isSecure()) { // without TLS browsers ignore it (RFC 6797, 7.2); a proxy in front sets its own
            response.setHeader("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        }
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader(
                "Permissions-Policy",
                "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()");
        response.setHeader("Content-Security-Policy", policy(ContentSecurity.nonce(request)));
        response.setHeader("Cache-Control", caching(request.getRequestURI()));
        chain.doFilter(request, response);
    }

    private static String policy(String nonce) {
        return "default-src 'none'; connect-src 'self'; img-src 'self'; style-src 'self'; font-src 'self'; "
                + "manifest-src 'self'; script-src 'nonce-" + nonce + "' 'strict-dynamic'; object-src 'none'; "
                + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }

    /** A path under /webjars names its version; our own style and script are asked for again, and usually unchanged. */
    private static String caching(String path) {
        if (path.startsWith("/webjars/")) {
            return "public, max-age=31536000, immutable";
        }
        boolean asset = path.lastIndexOf('/') == 0
                && (path.endsWith(".css")
                        || path.endsWith(".js")
                        || path.endsWith(".svg")
                        || path.endsWith(".ico")
                        || path.endsWith(".txt"));
        return asset ? "no-cache" : "no-store";
    }

    static String random() {
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        return Base64.getEncoder().encodeToString(nonce);
    }
}
