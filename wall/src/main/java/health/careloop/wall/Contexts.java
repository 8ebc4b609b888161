package health.careloop.wall;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Every state a tenant's context can be in (T-03, T-05): signed as the server signs, and as nobody would. */
public final class Contexts {
    private static final long LIFE_SECONDS = 3_600;

    /** @param visible whose rows it opens */
    public record State(String name, @Nullable String context, Set<UUID> visible) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final byte[] key;
    private final String keyId;
    private final String database;

    /** Signs with the key the database itself checks with, which only its administrator can read. */
    public Contexts(Connection administrator) throws SQLException {
        Map<String, String> row = Answers.rows(administrator, """
                        select id::text as id, encode(inner_pad, 'hex') as pad, current_database()::text as database
                        from app.context_keys order by created_at desc limit 1
                        """).getFirst();
        this.keyId = row.getOrDefault("id", "");
        this.database = row.getOrDefault("database", "");
        this.key = HexFormat.of().parseHex(row.getOrDefault("pad", ""));
        for (int i = 0; i < key.length; i++) {
            key[i] ^= 0x36;
        }
    }

    public String of(UUID tenant) {
        return signed(tenant, LIFE_SECONDS, database, keyId, key);
    }

    public State without() {
        return new State("no context", null, Set.of());
    }

    public State signedFor(UUID tenant) {
        return new State("signed context", of(tenant), Set.of(tenant));
    }

    /** @param other whom the forged ones claim */
    public List<State> states(UUID own, UUID other) {
        String theirs = of(other);
        byte[] another = Arrays.copyOf(key, key.length);
        another[0] ^= 1;
        return List.of(
                without(),
                opensNothing("empty", ""),
                opensNothing("garbage", "Robert'); drop table"),
                opensNothing("bars alone", "||||"),
                opensNothing("raw id", other.toString()),
                opensNothing("raw id of one's own", own.toString()),
                opensNothing("somebody else's signature", of(own).replace(own.toString(), other.toString())),
                opensNothing("a longer life", theirs.replaceFirst("\\|[0-9]", "|9")),
                opensNothing("truncated", theirs.substring(0, theirs.length() - 1)),
                opensNothing("one bit off", flipped(theirs)),
                opensNothing("expired", signed(other, -2, database, keyId, key)),
                opensNothing("for another database", signed(other, LIFE_SECONDS, "postgres", keyId, key)),
                opensNothing("by another key", signed(other, LIFE_SECONDS, database, keyId, another)),
                opensNothing("by a key nobody knows", signed(other, LIFE_SECONDS, database, "1", another)),
                new State("of the other tenant", theirs, Set.of(other)),
                new State("of one's own", of(own), Set.of(own)));
    }

    private static State opensNothing(String name, String context) {
        return new State(name, context, Set.of());
    }

    private static String flipped(String context) {
        char last = context.charAt(context.length() - 1);
        return context.substring(0, context.length() - 1) + (last == '0' ? '1' : '0');
    }

    private static String signed(UUID tenant, long life, String database, String keyId, byte[] key) {
        String signed = tenant + "|" + (Instant.now().getEpochSecond() + life) + "|" + database + "|" + keyId;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return signed + "|" + HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java lacks HMAC-SHA256", e);
        }
    }
}
