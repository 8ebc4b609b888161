package health.careloop.objects;

import health.careloop.keys.Place;
import health.careloop.keys.SealBrokenException;
import health.careloop.keys.Sealed;
import health.careloop.keys.Seals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Objects as files: written beside their place, forced to the disk, renamed into it, read back. */
final class FolderObjectStore implements ObjectStore {
    private static final FileAttribute<Set<PosixFilePermission>> FOR_THE_OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path root;
    private final Seals seals;

    FolderObjectStore(Path root, Seals seals) {
        this.root = root;
        this.seals = seals;
    }

    @Override
    public void put(ObjectKey key, byte[] content) {
        Path place = root.resolve(key.toString());
        Path folder = root.resolve(key.folder());
        Path draft = folder.resolve("." + UUID.randomUUID() + ".tmp");
        try {
            createDurably(folder);
            writeDurably(draft, seals.seal(key.tenant(), placeOf(key), content).bytes());
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder(folder);
        } catch (IOException e) {
            throw new ObjectStoreException("Cannot keep " + key, e);
        } finally {
            deleteQuietly(draft);
        }
        byte[] readBack = find(key).orElseThrow(() -> new ObjectStoreException(key + " vanished after it was written"));
        if (!Arrays.equals(readBack, content)) {
            throw new ObjectStoreException(key + " does not read back as it was written");
        }
    }

    @Override
    public Optional<byte[]> find(ObjectKey key) {
        try {
            byte[] sealed = Files.readAllBytes(root.resolve(key.toString()));
            return Optional.of(seals.open(key.tenant(), placeOf(key), Sealed.of(sealed)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (SealBrokenException e) {
            throw new ObjectStoreException(key + " was altered since it was written", e);
        } catch (IOException e) {
            throw new ObjectStoreException("Cannot read " + key, e);
        }
    }

    @Override
    public boolean delete(ObjectKey key) {
        try {
            return Files.deleteIfExists(root.resolve(key.toString()));
        } catch (IOException e) {
            throw new ObjectStoreException("Cannot delete " + key, e);
        }
    }

    private static Place placeOf(ObjectKey key) {
        return new Place("objects", key.kind().name(), key.id());
    }

    private static void writeDurably(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FOR_THE_OWNER_ALONE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** A new folder is there after a power cut once the one it lies in is on the disk. */
    private static void createDurably(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent == null) {
            return;
        }
        createDurably(parent);
        Files.createDirectories(folder);
        forceFolder(parent);
    }

    /** A rename is durable once its folder is. */
    private static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void deleteQuietly(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            // A draft left over is never read; the next write uses another name.
        }
    }
}
