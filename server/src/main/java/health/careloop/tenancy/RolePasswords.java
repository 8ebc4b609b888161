package health.careloop.tenancy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** The run-time roles' passwords: drawn at first start, kept in one file only the server may read. */
final class RolePasswords {
    private final Properties passwords;

    private RolePasswords(Properties passwords) {
        this.passwords = passwords;
    }

    static RolePasswords in(Path secrets) {
        Path file = secrets.resolve("roles.properties");
        Properties passwords = new Properties();
        try {
            Files.createDirectories(secrets);
            if (Files.exists(file)) {
                try (var reader = Files.newBufferedReader(file)) {
                    passwords.load(reader);
                }
            }
            boolean complete = true;
            for (DatabaseRole role : DatabaseRole.values()) {
                if (passwords.putIfAbsent(role.roleName(), random()) == null) {
                    complete = false;
                }
            }
            if (!complete) {
                write(file, passwords);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the database roles' passwords in " + file, e);
        }
        return new RolePasswords(passwords);
    }

    /** Of an installation that is there already: draws nothing. */
    static RolePasswords of(Path secrets) {
        Path file = secrets.resolve("roles.properties");
        if (!Files.exists(file)) {
            throw new IllegalStateException(
                    "There is no " + file + ": this is no data folder of a Careloop that has started once");
        }
        return in(secrets);
    }

    String of(DatabaseRole role) {
        return passwords.getProperty(role.roleName());
    }

    private static void write(Path file, Properties passwords) throws IOException {
        Path draft = Files.createTempFile(
                file.getParent(),
                "roles",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var writer = Files.newBufferedWriter(draft, StandardOpenOption.TRUNCATE_EXISTING)) {
            passwords.store(writer, "Database roles of this installation");
        }
        Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
