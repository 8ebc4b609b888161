package health.careloop.bench.tenancy;

import health.careloop.tenancy.Tier;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * So many tenants of one tier, each with a person who is signed in and with patients of twenty results. Names and ids are
 * computed from the tenant's number, here and in SQL, so that nobody has to remember them.
 */
public record Population(Tier tier, int tenants, int patients) {
    static final int RESULTS = 20;

    /** One tenant's person, about one patient. */
    public record Visit(String slug, int patient) {
        public String session() {
            return HexFormat.of().formatHex(md5("session-" + slug));
        }

        public UUID person() {
            return uuid("person-" + slug);
        }

        public UUID patientId() {
            return uuid(slug + "-p-" + patient);
        }

        public UUID result(int number) {
            return uuid(slug + "-r-" + patient + "-" + number);
        }
    }

    /** @param patients of all of them together, so that the rows are as many however many tenants they belong to */
    public static Population of(Tier tier, int tenants, int patients) {
        return new Population(tier, tenants, Math.max(1, patients / tenants));
    }

    public String name() {
        return tier.name().toLowerCase(java.util.Locale.ROOT) + "-" + tenants;
    }

    /** @param number from 1 */
    public String slug(int number) {
        return name() + "-" + number;
    }

    public Visit any(RandomGenerator random) {
        return new Visit(slug(random.nextInt(1, tenants + 1)), random.nextInt(1, patients + 1));
    }

    public UUID anyResult(Visit visit, RandomGenerator random) {
        return visit.result(random.nextInt(1, RESULTS + 1));
    }

    /** Of a pooled tenant; the others are given theirs. */
    static UUID tenant(String slug) {
        return uuid("tenant-" + slug);
    }

    private static UUID uuid(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(md5(text));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static byte[] md5(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java lacks MD5", e);
        }
    }
}
