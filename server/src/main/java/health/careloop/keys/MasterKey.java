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
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The key that wraps all others: 32 bytes in a file only the server may read. */
final class MasterKey {
    private static final int LENGTH = 32;

    private final Path file;
    private final BooleanSupplier inUse;
    private volatile @Nullable Cipherer cipher;

    private MasterKey(Path file, BooleanSupplier inUse) {
        this.file = file;
        this.inUse = inUse;
    }

    /**
     * Reads the file. Where there is none, the key is drawn when it is first needed, or {@link #prepare prepared}: by
     * then the database can be asked.
     *
     * @param inUse whether something is sealed with a key of this installation already; then none is drawn
     */
    static MasterKey in(Path file, BooleanSupplier inUse) {
        MasterKey key = new MasterKey(file, inUse);
        if (Files.exists(file)) {
            key.prepare();
        }
        return key;
    }

    /** @throws IllegalStateException when the file is missing, too open or no key */
    void prepare() {
        cipher();
    }

    private Cipherer cipher() {
        Cipherer known = cipher;
        if (known == null) {
            synchronized (this) {
                known = cipher;
                if (known == null) {
                    known = new Cipherer(Derivation.key(readOrDraw(), "careloop master wrap"));
                    cipher = known;
                }
            }
        }
        return known;
    }

    private byte[] readOrDraw() {
        try {
            if (!Files.exists(file)) {
                if (inUse.getAsBoolean()) {
                    throw new IllegalStateException("There is no master key in " + file
                            + ", and this installation's data is sealed with one: put back the key file that was kept"
                            + " with the backup, or say where it is with CARELOOP_KEYS_MASTER_KEY_FILE.");
                }
                create(file);
            }
            refuseOthers(file);
            String digits = Files.readString(file).strip();
            if (!digits.matches("[0-9a-fA-F]{" + 2 * LENGTH + "}")) {
                throw new IllegalStateException("The master key in " + file + " must be 64 hexadecimal digits");
            }
            return HexFormat.of().parseHex(digits);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the master key in " + file, e);
        }
    }

    byte[] wrap(byte[] secret, String purpose) {
        return cipher().seal(secret, purpose);
    }

    byte[] unwrap(byte[] wrapped, String purpose) {
        return cipher().open(wrapped, purpose);
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
