package health.careloop.senders;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What a request's headers say of who signed it. HMAC-SHA256 over {@code id.timestamp.body}, or {@code timestamp.body} in
 * the dialect that has no id; the body as raw bytes, the timestamp at most five minutes off in either direction (W-01,
 * W-02).
 *
 * @param id names the transmission, at most 256 characters without a full stop; null where the dialect has none
 * @param timestamp in seconds, exactly as sent because it is signed
 * @param candidates what could be the signature, decoded
 */
public record Signature(Dialect dialect, @Nullable String id, String timestamp, List<byte[]> candidates) {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String VERSION = "v1,";
    private static final String SHA256 = "sha256=";
    private static final int LONGEST_ID = 256;
    private static final int MOST_CANDIDATES = 10;

    /** What stands where the body would when a sender asks instead of posting: no message begins like this. */
    private static final String QUESTION = "GET ";

    /** Empty when a header is missing or malformed, the timestamp is stale, or two dialects are spoken at once. */
    public static Optional<Signature> of(HttpServletRequest request, Instant now) {
        String plain = request.getHeader("X-Signature");
        if (plain != null) {
            return request.getHeader("webhook-signature") == null
                    ? parse(request.getHeader("X-Timestamp"), plain, now)
                    : Optional.empty();
        }
        return parse(
                request.getHeader("webhook-id"),
                request.getHeader("webhook-timestamp"),
                request.getHeader("webhook-signature"),
                now);
    }

    /** As {@link #of}, from the two headers of {@link Dialect#TIMESTAMP_SIGNATURE}. */
    public static Optional<Signature> parse(@Nullable String timestamp, String signature, Instant now) {
        if (timestamp == null
                || isStale(timestamp, now)
                || !signature.startsWith(SHA256)
                || !signature.substring(SHA256.length()).matches("[0-9a-fA-F]{64}")) {
            return Optional.empty();
        }
        byte[] candidate = HexFormat.of().parseHex(signature, SHA256.length(), signature.length());
        return Optional.of(new Signature(Dialect.TIMESTAMP_SIGNATURE, null, timestamp, List.of(candidate)));
    }

    /** As {@link #of}, from the three headers of {@link Dialect#STANDARD_WEBHOOKS}. */
    public static Optional<Signature> parse(
            @Nullable String id, @Nullable String timestamp, @Nullable String signatures, Instant now) {
        if (id == null || timestamp == null || signatures == null || !isPlainId(id) || isStale(timestamp, now)) {
            return Optional.empty();
        }
        List<byte[]> candidates = Arrays.stream(signatures.split(" ", MOST_CANDIDATES + 1))
                .limit(MOST_CANDIDATES)
                .filter(part -> part.startsWith(VERSION))
                .flatMap(part -> decode(part.substring(VERSION.length())).stream())
                .toList();
        return candidates.isEmpty()
                ? Optional.empty()
                : Optional.of(new Signature(Dialect.STANDARD_WEBHOOKS, id, timestamp, candidates));
    }

    /**
     * Which of the sender's secrets signed the body. Every secret against every candidate, without an early exit: how long
     * it takes tells nothing (W-03). None in a dialect that is not the sender's.
     */
    public Optional<Secret> signedWith(byte[] body, Sender sender) {
        Secret matched = null;
        for (Secret secret : sender.secrets()) {
            byte[] expected = sign(secret.bytes(), id, timestamp, body);
            for (byte[] candidate : candidates) {
                if (MessageDigest.isEqual(expected, candidate)) {
                    matched = secret;
                }
            }
        }
        return sender.dialect() == dialect ? Optional.ofNullable(matched) : Optional.empty();
    }

    /** What the transmission is called: where there is no id, its bytes are. */
    public String nameOf(byte[] sha256) {
        return id == null ? SHA256 + HexFormat.of().formatHex(sha256) : id;
    }

    /** Whether {@code GET path} was signed in the place of a body; a captured message's signature is none over this. */
    public boolean isQuestionOf(Sender sender, String path) {
        return signedWith((QUESTION + path).getBytes(StandardCharsets.UTF_8), sender)
                .isPresent();
    }

    /** Whether these bytes could be what {@link #isQuestionOf} was signed over. */
    public static boolean isQuestion(byte[] body) {
        byte[] head = QUESTION.getBytes(StandardCharsets.UTF_8);
        return body.length >= head.length && Arrays.equals(body, 0, head.length, head, 0, head.length);
    }

    /** As a sender of Standard Webhooks writes it. */
    static String header(byte[] secret, String id, long timestamp, byte[] body) {
        return VERSION + Base64.getEncoder().encodeToString(sign(secret, id, Long.toString(timestamp), body));
    }

    private static byte[] sign(byte[] secret, @Nullable String id, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(((id == null ? "" : id + ".") + timestamp + ".").getBytes(StandardCharsets.UTF_8));
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
