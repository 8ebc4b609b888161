package health.careloop.tenancy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What this installation and its databases know and nobody else: 32 bytes in a file only the server may read. The key
 * that signs a database's contexts (T-05) and the passwords of a tenant's own roles are derived from it, each for one
 * purpose, so that nothing of them has to be stored twice.
 */
final class DatabaseSecret {
    private static final int LENGTH = 32;
    private static final String FILE = "databases.key";

    private final byte[] root;

    private DatabaseSecret(byte[] root) {
        this.root = root;
    }

    /** Draws one where there is none yet. A new file is a new key: contexts signed before stay good until they expire. */
    static DatabaseSecret in(Path secrets) {
        Path file = secrets.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(secrets);
                byte[] drawn = new byte[LENGTH];
                new SecureRandom().nextBytes(drawn);
                write(file, HexFormat.of().formatHex(drawn));
            }
            String digits = Files.readString(file).strip();
            if (!digits.matches("[0-9a-f]{" + 2 * LENGTH + "}")) {
                throw new IllegalStateException("The secret of the databases in " + file
                        + " must be 64 hexadecimal digits; without it, delete the file and start again");
            }
            return new DatabaseSecret(HexFormat.of().parseHex(digits));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the secret of the databases in " + file, e);
        }
    }

    private static void write(Path file, String digits) throws IOException {
        Path draft = Files.createTempFile(
                file.getParent(),
                "databases",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, digits + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The key for the contexts of one database, and of no other. */
    ContextKey contextKey(DatabaseAddress database) {
        return ContextKey.of(derive("context " + database.cell() + "/" + database.name()));
    }

    /** Of a role that is one tenant's own. Base64 of 32 bytes, without characters that SQL or a URL would change. */
    String password(String cell, String role) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(derive("password " + cell + "/" + role));
    }

    private byte[] derive(String purpose) {
        return mac(root, purpose);
    }

    static byte[] mac(byte[] key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException("This Java lacks HMAC-SHA256", e);
        }
    }
}
