package health.careloop.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;

/** The key that wraps all others: 32 bytes in a file only the server may read. */
final class MasterKey {
    private static final int LENGTH = 32;

    private final Cipherer cipher;

    private MasterKey(byte[] key) {
        this.cipher = new Cipherer(Derivation.key(key, "careloop master wrap"));
    }

    /** Reads the file, or draws the key at first start. */
    static MasterKey in(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            refuseOthers(file);
            String digits = Files.readString(file).strip();
            if (!digits.matches("[0-9a-fA-F]{" + 2 * LENGTH + "}")) {
                throw new IllegalStateException("The master key in " + file + " must be 64 hexadecimal digits");
            }
            return new MasterKey(HexFormat.of().parseHex(digits));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the master key in " + file, e);
        }
    }

    byte[] wrap(byte[] secret, String purpose) {
        return cipher.seal(secret, purpose);
    }

    byte[] unwrap(byte[] wrapped, String purpose) {
        return cipher.open(wrapped, purpose);
    }

    private static void create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        Path draft = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "master",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, HexFormat.of().formatHex(key) + "\n");
        // Losing this file loses every tenant's data, so it must be on the disk before anything is sealed with it.
        try (var channel = java.nio.channels.FileChannel.open(draft, java.nio.file.StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        try (var folder = java.nio.channels.FileChannel.open(
                file.toAbsolutePath().getParent(), java.nio.file.StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static void refuseOthers(Path file) throws IOException {
        Set<PosixFilePermission> others =
                EnumSet.complementOf(EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
        found.retainAll(others);
        if (!found.isEmpty()) {
            throw new IllegalStateException(
                    "The master key in " + file + " may be read and written by its owner only: chmod 600 " + file);
        }
    }
}
