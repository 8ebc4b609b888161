package health.careloop.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.keys.Seals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderObjectStoreTest extends ObjectStoreContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @Override
    protected ObjectStore store() {
        return new FolderObjectStore(root, SERVER.bean(Seals.class));
    }

    @Override
    protected byte[] raw(String name) {
        try {
            return Files.readAllBytes(root.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void raw(String name, byte[] bytes) {
        try {
            Files.write(root.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCrashBeforeTheRenameLeavesTheOldObject() throws IOException {
        ObjectKey key = ObjectKey.message(tenant, UUID.randomUUID());
        store().put(key, bytes("old"));
        Path folder = root.resolve(key.folder());

        // What a crash in the middle of writing leaves behind.
        Files.write(folder.resolve("." + UUID.randomUUID() + ".tmp"), bytes("half a dra"));

        assertThat(found(key)).isEqualTo("old");
        store().put(key, bytes("new"));
        assertThat(found(key)).isEqualTo("new");
    }

    @Test
    void aWriteThatFailsLeavesNeitherDraftNorHalfAnObject() throws IOException {
        ObjectKey key = ObjectKey.message(tenant, UUID.randomUUID());
        Path place = root.resolve(key.toString());
        // Something in the way that no rename replaces.
        Files.createDirectories(place.resolve("in the way"));

        assertThatThrownBy(() -> store().put(key, bytes("content"))).isInstanceOf(ObjectStoreException.class);

        try (var left = Files.list(place.getParent())) {
            assertThat(left).containsExactly(place);
        }
    }

    @Test
    void filesAreForTheirOwnerAlone() throws IOException {
        ObjectKey key = ObjectKey.message(tenant, UUID.randomUUID());
        store().put(key, bytes("content"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve(key.toString()))))
                .isEqualTo("rw-------");
    }
}
