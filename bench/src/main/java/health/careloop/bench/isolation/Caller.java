package health.careloop.bench.isolation;

import java.util.List;

/**
 * Somebody who asks.
 *
 * @param headers that say who it is; none for nobody
 * @param session whether it is a browser that can be signed out
 */
record Caller(String name, List<String> headers, boolean session) {
    boolean isNobody() {
        return headers.isEmpty();
    }
}
