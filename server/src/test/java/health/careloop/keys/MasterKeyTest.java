package health.careloop.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.TestServer;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.DataFolder;
import health.careloop.tenancy.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class MasterKeyTest {
    private static final BooleanSupplier NOTHING_SEALED = () -> false;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void isDrawnAtFirstStartForItsOwnerAlone() throws IOException {
        Path file = folder.resolve("keys").resolve("master.key");

        MasterKey drawn = MasterKey.in(file, NOTHING_SEALED);
        drawn.prepare();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file).strip()).matches("[0-9a-f]{64}");
        byte[] wrapped = drawn.wrap(new byte[] {42}, "proof");
        assertThat(MasterKey.in(file, NOTHING_SEALED).unwrap(wrapped, "proof")).containsExactly(42);
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------", "rw-rw-rw-"})
    void isRefusedWhenAnybodyElseMayTouchIt(String permissions) throws IOException {
        Path file = folder.resolve("master.key");
        MasterKey.in(file, NOTHING_SEALED).prepare();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> MasterKey.in(file, NOTHING_SEALED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0011223344556677", "00112233445566778899aabbccddeeff", "no key at all", "0"})
    void isRefusedWhenItIsNoKey(String content) throws IOException {
        Path file = folder.resolve("master.key");
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> MasterKey.in(file, NOTHING_SEALED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("64 hexadecimal digits");
    }

    @Test
    void noSecondKeyIsDrawnWhereTheDataIsSealedWithAnother() {
        TestServer server = TestServer.shared();
        server.lab(server.createTenant());
        Path file = folder.resolve("keys").resolve("master.key");
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(
                    "databases",
                    Databases.class,
                    () -> server.bean(Databases.class),
                    bean -> bean.setDestroyMethodName(""));
            context.registerBean(DataFolder.class, () -> new DataFolder(folder));
            context.register(ControlDatabase.class, KeysConfiguration.class);

            assertThatThrownBy(context::refresh)
                    .rootCause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("There is no master key in " + file)
                    .hasMessageContaining("put back the key file");
        }

        assertThat(file).doesNotExist();
    }

    @Test
    void nobodyIsGivenAKeyThatWasNotKept() {
        Path file = folder.resolve("master.key");
        MasterKey lost = MasterKey.in(file, () -> true);

        assertThatThrownBy(() -> lost.wrap(new byte[32], "proof")).hasMessageContaining("There is no master key");
        assertThat(file).doesNotExist();
    }

    @Test
    void anotherKeyOpensNothing() {
        byte[] wrapped = MasterKey.in(folder.resolve("one.key"), NOTHING_SEALED).wrap(new byte[32], "proof");
        MasterKey other = MasterKey.in(folder.resolve("other.key"), NOTHING_SEALED);

        assertThatThrownBy(() -> other.unwrap(wrapped, "proof")).isInstanceOf(SealBrokenException.class);
    }
}
