package health.careloop.access;

import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Which passwords are good enough, and whether one is right. */
@Component
public final class Passwords {
    public static final int MINIMUM_LENGTH = 15;
    public static final int MAXIMUM_LENGTH = 256;

    /** Why a new password is refused. */
    public enum Weakness {
        TOO_SHORT,
        TOO_LONG,
        /** Known from breaches, or made of the person's own name, address or practice. */
        TOO_COMMON
    }

    /** Too many are being checked already. */
    static final class BusyException extends RuntimeException {}

    /** What must be left of a password once everything common is taken out of it. */
    private static final int OWN_CHARACTERS = 6;

    /** Nobody's; checked when there is no such account, so that the answer takes as long. */
    static final String NOBODYS =
            "$argon2id$v=19$m=19456,t=2,p=1$1u5jY++9pTJHJFApyX1AAQ$LnV0eA1IgVR2teQ9O6wEd9tIgdVnjRd8/nmSFSiQqa8";

    /** 19 MiB, two passes, one lane: OWASP's figure. */
    private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);

    private final Semaphore hashing =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));
    private final List<String> common = CommonPasswords.words();

    /** @param context what is known about the person: name, address, practice */
    public Optional<Weakness> weakness(String password, List<String> context) {
        String normal = normal(password);
        int length = normal.codePointCount(0, normal.length());
        if (length < MINIMUM_LENGTH) {
            return Optional.of(Weakness.TOO_SHORT);
        }
        if (length > MAXIMUM_LENGTH) {
            return Optional.of(Weakness.TOO_LONG);
        }
        return own(normal, context) < OWN_CHARACTERS ? Optional.of(Weakness.TOO_COMMON) : Optional.empty();
    }

    /** How many different characters remain that no list would have guessed. */
    private long own(String password, List<String> context) {
        List<String> words = new ArrayList<>(common);
        for (String text : context) {
            for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
                if (word.length() >= 3) {
                    words.add(word);
                }
            }
        }
        words.sort(Comparator.comparingInt(String::length).reversed());
        String rest = password.toLowerCase(Locale.ROOT);
        for (String word : words) {
            rest = rest.replace(word, "");
        }
        return rest.codePoints().distinct().count();
    }

    String hash(String password) {
        return hashing(() -> encoder.encode(normal(password)));
    }

    boolean matches(String password, String hash) {
        String normal = normal(password);
        if (normal.codePointCount(0, normal.length()) > MAXIMUM_LENGTH) {
            return false;
        }
        return hashing(() -> encoder.matches(normal, hash));
    }

    /** As slow as {@link #matches}, and never right. */
    void matchNobody(String password) {
        matches(password, NOBODYS);
    }

    boolean outdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    private <T> T hashing(java.util.function.Supplier<T> work) {
        try {
            if (!hashing.tryAcquire(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new BusyException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusyException();
        }
        try {
            return work.get();
        } finally {
            hashing.release();
        }
    }

    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }
}
