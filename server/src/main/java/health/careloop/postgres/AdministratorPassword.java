package health.careloop.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** The superuser's password of one data folder: drawn once, kept in {@code secrets/database.properties}. */
final class AdministratorPassword {

    private static final String KEY = "administrator.password";

    private AdministratorPassword() {}

    static Path file(Path home) {
        return home.resolve("secrets").resolve("database.properties");
    }

    static String read(Path home) throws IOException {
        var file = file(home);
        if (!Files.exists(file)) {
            throw new DatabaseServerException("The data folder " + home + " has a database but no " + file
                    + ": bring that file back from where the folder came from, or restore a backup.");
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        var password = properties.getProperty(KEY);
        if (password == null || password.isBlank()) {
            throw new DatabaseServerException(file + " has no " + KEY + ": bring back the original file.");
        }
        return password;
    }

    /** On disk before the cluster that needs it exists. */
    static String readOrDraw(Path home) throws IOException {
        var file = file(home);
        if (Files.exists(file)) {
            return read(home);
        }
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        var password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var secrets = home.resolve("secrets");
        Disk.createOwnerFolders(secrets);
        var draft = Files.createTempFile(secrets, "database", null, Disk.OWNER_FILE);
        Files.writeString(draft, KEY + "=" + password + "\n");
        Disk.syncOne(draft);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        Disk.syncOne(secrets);
        return password;
    }
}
