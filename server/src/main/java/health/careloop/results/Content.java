package health.careloop.results;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a version says, as far as it decides whether a later one says it too.
 *
 * @param notes the laboratory's remarks on the whole report
 * @param enclosures SHA-256 of each enclosed file
 * @param attention the whole report is called life-threatening (7280 = 2)
 */
record Content(List<Claim> claims, List<String> notes, List<String> enclosures, boolean attention) {
    /** How dangerous the worst value of each code is. */
    Map<String, Danger> dangers() {
        Map<String, Danger> dangers = new HashMap<>();
        claims.forEach(claim -> dangers.merge(claim.code(), claim.danger(), Danger::worse));
        return dangers;
    }
}
