package health.careloop.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a browser says that a request was made by somebody else's page. Programs say nothing. */
@Component
class Origins {
    private final PublicAddress address;

    Origins(PublicAddress address) {
        this.address = address;
    }

    boolean foreign(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            // No page can forge it. It decides alone: under our no-referrer policy a browser's own form has Origin
            // null.
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        return origin != null && !ours(origin, request.getHeader("Host"));
    }

    /** The host the browser asked, or the one this installation is known by: behind a proxy they differ. */
    private boolean ours(String origin, @Nullable String host) {
        try {
            String from = authority(new URI(origin));
            return from.equals(authority(address.base()))
                    || (host != null && !from.isEmpty() && from.equals(withoutDefaultPort(host)));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String authority(URI uri) {
        return uri.getAuthority() == null ? "" : withoutDefaultPort(uri.getAuthority());
    }

    private static String withoutDefaultPort(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceAll(":(80|443)$", "");
    }
}
