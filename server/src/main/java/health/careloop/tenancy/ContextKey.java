package health.careloop.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import javax.sql.DataSource;

/**
 * Signs the contexts of one database (T-05). The database holds the same key as the two blocks that HMAC-SHA256 hashes
 * in front of a message (RFC 2104), so that it can check with its built-in functions.
 */
final class ContextKey {
    private static final int BLOCK = 64;

    /** Newest two: nodes that still run with the one before sign with it until they are started again. */
    private static final String FORGET_OLD = """
            delete from app.context_keys where id not in (
                select id from app.context_keys order by created_at desc limit 2)
            """;

    private final byte[] key;
    private final long id;

    private ContextKey(byte[] key, long id) {
        this.key = key;
        this.id = id;
    }

    /** @param key 32 bytes */
    static ContextKey of(byte[] key) {
        byte[] name = DatabaseSecret.mac(key, "id");
        long id = (name[0] & 0x7fL) << 24 | (name[1] & 0xffL) << 16 | (name[2] & 0xffL) << 8 | name[3] & 0xffL;
        return new ContextKey(key, id);
    }

    /** Makes the database take what this key signs. Repeatable. */
    void register(DataSource migrator) throws SQLException {
        try (Connection connection = migrator.getConnection()) {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into app.context_keys (id, inner_pad, outer_pad) values (?, ?, ?) on conflict do nothing")) {
                insert.setLong(1, id);
                insert.setBytes(2, pad(0x36));
                insert.setBytes(3, pad(0x5c));
                insert.executeUpdate();
            }
            try (Statement forget = connection.createStatement()) {
                forget.executeUpdate(FORGET_OLD);
            }
        }
    }

    /** @param expires seconds since 1970, by the database's clock */
    String sign(TenantId tenant, String database, long expires) {
        String signed = tenant + "|" + expires + "|" + database + "|" + id;
        return signed + "|" + HexFormat.of().formatHex(DatabaseSecret.mac(key, signed));
    }

    private byte[] pad(int value) {
        byte[] block = Arrays.copyOf(key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) value;
        }
        return block;
    }
}
