package health.careloop.intake;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The three headers of Standard Webhooks: HMAC-SHA256 over {@code id.timestamp.body}, the body as raw bytes, the
 * timestamp at most five minutes off in either direction (W-01, W-02).
 *
 * @param id {@code webhook-id}: names the transmission, at most 256 characters without a full stop
 * @param timestamp {@code webhook-timestamp} in seconds, exactly as sent because it is signed
 * @param candidates what follows {@code v1,} in {@code webhook-signature}, decoded
 */
record Signature(String id, String timestamp, List<byte[]> candidates) {
    static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String VERSION = "v1,";
    private static final int LONGEST_ID = 256;
    private static final int MOST_CANDIDATES = 10;

    /** What stands where the body would when a sender asks instead of posting: no message begins like this. */
    private static final String QUESTION = "GET ";

    /** Empty when a header is missing or malformed, or the timestamp is stale. */
    static Optional<Signature> of(HttpServletRequest request, Instant now) {
        return parse(
                request.getHeader("webhook-id"),
                request.getHeader("webhook-timestamp"),
                request.getHeader("webhook-signature"),
                now);
    }

    /** As {@link #of}, from the three headers. */
    static Optional<Signature> parse(
            @Nullable String id, @Nullable String timestamp, @Nullable String signatures, Instant now) {
        if (id == null || timestamp == null || signatures == null || !isPlainId(id) || isStale(timestamp, now)) {
            return Optional.empty();
        }
        List<byte[]> candidates = Arrays.stream(signatures.split(" ", MOST_CANDIDATES + 1))
                .limit(MOST_CANDIDATES)
                .filter(part -> part.startsWith(VERSION))
                .flatMap(part -> decode(part.substring(VERSION.length())).stream())
                .toList();
        return candidates.isEmpty() ? Optional.empty() : Optional.of(new Signature(id, timestamp, candidates));
    }

    /** Every secret against every candidate, without an early exit: how long it takes tells nothing (W-03). */
    boolean matches(byte[] body, List<byte[]> secrets) {
        boolean matched = false;
        for (byte[] secret : secrets) {
            byte[] expected = sign(secret, id, timestamp, body);
            for (byte[] candidate : candidates) {
                matched |= MessageDigest.isEqual(expected, candidate);
            }
        }
        return matched;
    }

    /** Whether {@code GET path} was signed in the place of a body; a captured message's signature is none over this. */
    boolean matchesQuestion(String path, List<byte[]> secrets) {
        return matches((QUESTION + path).getBytes(StandardCharsets.UTF_8), secrets);
    }

    /** Whether these bytes could be what {@link #matchesQuestion} was signed over. */
    static boolean isQuestion(byte[] body) {
        byte[] head = QUESTION.getBytes(StandardCharsets.UTF_8);
        return body.length >= head.length && Arrays.equals(body, 0, head.length, head, 0, head.length);
    }

    /** As a sender writes it. */
    static String header(byte[] secret, String id, long timestamp, byte[] body) {
        return VERSION + Base64.getEncoder().encodeToString(sign(secret, id, Long.toString(timestamp), body));
    }

    static byte[] sign(byte[] secret, String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java lacks HmacSHA256", e);
        }
    }

    private static boolean isPlainId(String id) {
        return !id.isEmpty() && id.length() <= LONGEST_ID && id.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '.');
    }

    private static boolean isStale(String timestamp, Instant now) {
        if (!timestamp.matches("[0-9]{1,12}")) {
            return true;
        }
        Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
        return Duration.between(sent, now).abs().compareTo(TOLERANCE) > 0;
    }

    private static Optional<byte[]> decode(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
