package health.careloop.access;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Codes that change with the time (RFC 6238 over RFC 4226): SHA-1, six digits, thirty seconds, which is what every
 * authenticator app computes. Decides nothing about reuse: {@link SecondFactors} takes each step once.
 */
public final class Totp {
    static final int DIGITS = 6;
    static final int STEP_SECONDS = 30;
    /** Before and after: a clock that is half a minute wrong, or a code typed slowly (RFC 6238, 5.2). */
    static final int WINDOW = 1;
    /** As long as the hash (RFC 4226, 4). */
    static final int SECRET_BYTES = 20;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");
    private static final int MODULUS = 1_000_000;

    private final byte[] secret;

    private Totp(byte[] secret) {
        this.secret = secret;
    }

    public static Totp random() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return new Totp(secret);
    }

    /** @throws IllegalArgumentException when it is shorter than RFC 4226 asks for */
    public static Totp of(byte[] secret) {
        if (secret.length < SECRET_BYTES) {
            throw new IllegalArgumentException("A secret has at least " + SECRET_BYTES + " bytes");
        }
        return new Totp(secret.clone());
    }

    /** The secret as a person types it: capitals and digits, blanks anywhere. */
    public static Totp ofBase32(String text) {
        String letters = text.replaceAll("\\s", "");
        ByteBuffer bytes = ByteBuffer.allocate(letters.length() * 5 / 8);
        int buffer = 0;
        int bits = 0;
        for (int i = 0; i < letters.length(); i++) {
            int value = ALPHABET.indexOf(letters.charAt(i));
            if (value < 0) {
                throw new IllegalArgumentException("A secret is spelt with A to Z and 2 to 7");
            }
            buffer = (buffer << 5 | value) & 0xFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.put((byte) (buffer >>> bits));
            }
        }
        return of(bytes.array());
    }

    /** The code an app shows at this moment. */
    public String codeAt(Instant at) {
        return code(step(at));
    }

    /** To which step this code belongs, when it is the present one or the one before or after. */
    OptionalLong stepOf(String code, Instant now) {
        String typed = digits(code);
        if (!CODE.matcher(typed).matches()) {
            return OptionalLong.empty();
        }
        byte[] wanted = typed.getBytes(StandardCharsets.US_ASCII);
        OptionalLong found = OptionalLong.empty();
        long present = step(now);
        // All three are compared, so that the time tells nothing.
        for (long step = present - WINDOW; step <= present + WINDOW; step++) {
            if (MessageDigest.isEqual(wanted, code(step).getBytes(StandardCharsets.US_ASCII))) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** Apps show {@code 123 456}, and people type what they see. */
    private static String digits(String code) {
        return code.length() > 20 ? "" : code.replaceAll("[\\s\\u00a0-]", "");
    }

    private static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
    }

    /** RFC 4226, 5.3. */
    private String code(long step) {
        byte[] hash = hash(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        int offset = hash[hash.length - 1] & 0xF;
        int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7FFF_FFFF;
        String code = Integer.toString(number % MODULUS);
        return "0".repeat(DIGITS - code.length()) + code;
    }

    private byte[] hash(byte[] counter) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            return mac.doFinal(counter);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("This Java lacks HmacSHA1", e);
        }
    }

    /** For sealing. */
    byte[] secret() {
        return secret.clone();
    }

    /** RFC 4648, 6; twenty bytes need no padding. */
    public String base32() {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte each : secret) {
            buffer = (buffer << 8 | each & 0xFF) & 0xFFF;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt(buffer >>> bits & 0x1F));
            }
        }
        return bits == 0
                ? text.toString()
                : text.append(ALPHABET.charAt(buffer << 5 - bits & 0x1F)).toString();
    }

    /** What the picture says: the address an authenticator app opens. */
    String uri(String issuer, String account) {
        String label = encoded(issuer) + ":" + encoded(account);
        return "otpauth://totp/%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d"
                .formatted(label, base32(), encoded(issuer), DIGITS, STEP_SECONDS);
    }

    /** Apps read %20 everywhere, and + only some. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Without the secret: this may come into a log. */
    @Override
    public String toString() {
        return "Totp";
    }
}
