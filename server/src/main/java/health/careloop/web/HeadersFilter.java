package health.careloop.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Sets {@link ContentSecurity}'s headers on every answer, before anything else answers. */
final class HeadersFilter implements Filter {
    @Override
    public void doFilter(ServletRequest plain, ServletResponse answer, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) plain;
        HttpServletResponse response = (HttpServletResponse) answer;
        ContentSecurity.headers(request.isSecure(), ContentSecurity.nonce(request))
                .forEach(response::setHeader);
        response.setHeader("Cache-Control", caching(request.getRequestURI()));
        chain.doFilter(request, response);
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
}
