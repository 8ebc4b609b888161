package health.careloop.access;

import java.net.URI;
import org.springframework.stereotype.Component;

/**
 * Where people reach this installation: links, tokens and origins name it. As configured; where that leaves the port to
 * the system, the one it chose, as soon as the server listens.
 */
@Component
public final class PublicAddress {
    private volatile URI base;

    PublicAddress(AccessSettings settings) {
        this.base = settings.baseUrl();
    }

    void listens(int port) {
        if (base.getPort() == 0) {
            base = URI.create(base.getScheme() + "://" + base.getHost() + ":" + port);
        }
    }

    URI base() {
        return base;
    }

    /** The base, without a slash at its end, and {@code path}. */
    public String url(String path) {
        return base.toString().replaceAll("/+$", "") + path;
    }
}
