package health.careloop.web;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request's place in a trace, as W3C Trace Context writes it.
 *
 * @param spanId of this request, not of its caller
 */
public record Trace(String traceId, String spanId, boolean sampled) {
    static final ScopedValue<Trace> CURRENT = ScopedValue.newInstance();
    private static final Pattern HEADER = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Continues the caller's trace; starts one when {@code header} is missing or malformed. */
    public static Trace continuing(@Nullable String header) {
        var match = HEADER.matcher(header == null ? "" : header);
        if (match.matches() && !zero(match.group(1)) && !zero(match.group(2))) {
            return new Trace(match.group(1), random(8), (HexFormat.fromHexDigits(match.group(3)) & 1) == 1);
        }
        return new Trace(random(16), random(8), true);
    }

    /** The request's that runs on this thread. */
    public static Optional<Trace> find() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** What to hand on, to jobs and to other services. */
    public String traceparent() {
        return "00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00");
    }

    private static boolean zero(String hex) {
        return hex.chars().allMatch(c -> c == '0');
    }

    private static String random(int bytes) {
        byte[] id = new byte[bytes];
        do {
            RANDOM.nextBytes(id);
        } while (zero(HexFormat.of().formatHex(id)));
        return HexFormat.of().formatHex(id);
    }
}
