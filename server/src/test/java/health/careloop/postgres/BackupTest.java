package health.careloop.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {

    private static final Consumer<String> QUIET = new ArrayList<String>()::add;

    @TempDir
    Path temporary;

    Path home;
    Path archive;
    Path key;

    @BeforeEach
    void aDataFolderWithAKeyAndAnObject() throws IOException {
        home = temporary.resolve("data");
        archive = temporary.resolve("backup.zip");
        key = temporary.resolve("backup.zip.key");
        Files.createDirectories(home.resolve("keys"));
        Files.write(home.resolve("keys/master.key"), new byte[] {1, 2, 3, 4});
        Files.createDirectories(home.resolve("objects/ab"));
        Files.writeString(home.resolve("objects/ab/report.pdf"), "an object");
    }

    @Test
    void restoresAnInstantOfADatabaseThatWasWrittenToMeanwhile() throws Exception {
        var committed = new AtomicLong();
        long before;
        long after;
        try (var postgres = EmbeddedPostgres.start(home, QUIET)) {
            execute(
                    postgres,
                    "create table filed (n bigint primary key, twin bigint not null, body text not null)",
                    "insert into filed select n, n, repeat('x', 500) from generate_series(1, 20000) n");
            var enough = new AtomicBoolean();
            var started = new AtomicBoolean();
            var writer = Thread.ofVirtual().start(() -> {
                try (var connection = connect(postgres);
                        var insert = connection.prepareStatement("insert into filed values (?, ?, repeat('y', 500))")) {
                    for (var n = 20_001L; !enough.get(); n++) {
                        insert.setLong(1, n);
                        insert.setLong(2, n);
                        insert.executeUpdate();
                        committed.set(n);
                        started.set(true);
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            while (!started.get()) {
                Thread.onSpinWait();
            }
            before = committed.get();
            Backup.write(home, archive, QUIET);
            after = committed.get();
            enough.set(true);
            writer.join();
        }
        assertThat(after).as("rows were committed during the backup").isGreaterThan(before);

        var elsewhere = temporary.resolve("restored");
        Backup.restore(archive, key, elsewhere, QUIET);
        try (var restored = EmbeddedPostgres.start(elsewhere, QUIET)) {
            // Everything acknowledged before, nothing in part, no gap, every page with its checksum.
            var rows = number(restored, "select count(*) from filed");
            assertThat(rows).isBetween(before, after + 1);
            assertThat(number(restored, "select max(n) from filed")).isEqualTo(rows);
            assertThat(number(restored, "select count(*) from filed where n <> twin"))
                    .isZero();
            execute(
                    restored,
                    "create extension amcheck",
                    "select bt_index_check(c.oid, true) from pg_class c join pg_am a on a.oid = c.relam"
                            + " where a.amname = 'btree' and c.relkind = 'i'");
            assertThat(number(restored, "select count(*) from verify_heapam('filed')"))
                    .isZero();
            assertThat(number(restored, "select sum(checksum_failures) from pg_stat_database"))
                    .isZero();
            execute(restored, "insert into filed values (0, 0, 'it is alive')");
        }
        assertThat(elsewhere.resolve("objects/ab/report.pdf")).hasContent("an object");
    }

    @Test
    void backsUpAStoppedServer() throws Exception {
        try (var postgres = EmbeddedPostgres.start(home, QUIET)) {
            execute(postgres, "create table filed (n int)", "insert into filed values (1)");
        }
        Backup.write(home, archive, QUIET);
        assertThat(Cluster.postmaster(home.resolve(Cluster.FOLDER))).isEmpty();

        var elsewhere = temporary.resolve("restored");
        Backup.restore(archive, key, elsewhere, QUIET);
        try (var restored = EmbeddedPostgres.start(elsewhere, QUIET)) {
            assertThat(number(restored, "select count(*) from filed")).isEqualTo(1);
        }
    }

    @Test
    void keepsTheMasterKeyApartAndEverythingToItsOwner() throws Exception {
        EmbeddedPostgres.start(home, QUIET).close();
        Backup.write(home, archive, QUIET);

        try (var zip = new ZipFile(archive.toFile())) {
            assertThat(zip.stream().map(entry -> entry.getName()))
                    .contains("postgres/PG_VERSION", "postgres/backup_label", "secrets/database.properties", "MANIFEST")
                    .doesNotContain("keys/master.key", "postgres/postmaster.pid", "careloop.lock");
        }
        assertThat(key).hasBinaryContent(new byte[] {1, 2, 3, 4});
        assertThat(permissions(key)).isEqualTo("rw-------");
        assertThat(permissions(archive)).isEqualTo("rw-------");

        var elsewhere = temporary.resolve("restored");
        Backup.restore(archive, key, elsewhere, QUIET);
        assertThat(elsewhere.resolve("keys/master.key")).hasBinaryContent(new byte[] {1, 2, 3, 4});
        try (var restored = Files.walk(elsewhere)) {
            assertThat(restored)
                    .allSatisfy(path -> assertThat(permissions(path))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void refusesAnArchiveInWhichOneBitFlipped() throws Exception {
        EmbeddedPostgres.start(home, QUIET).close();
        Backup.write(home, archive, QUIET);
        var whole = Files.readAllBytes(archive);
        var seed = 20_261_120L;
        var random = new Random(seed);
        var elsewhere = temporary.resolve("restored");
        for (var n = 0; n < 40; n++) {
            var damaged = whole.clone();
            var bit = n == 0 ? whole.length * 8 - 1 : random.nextInt(whole.length * 8);
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(archive, damaged);
            assertThatThrownBy(() -> Backup.restore(archive, key, elsewhere, QUIET))
                    .as("bit %d, seed %d", bit, seed)
                    .isInstanceOf(DatabaseServerException.class)
                    .hasMessageContaining("changed or damaged");
            assertThat(elsewhere).isEmptyDirectory();
        }
        Files.write(archive, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> Backup.restore(archive, key, elsewhere, QUIET))
                .isInstanceOf(DatabaseServerException.class);
        Files.write(archive, whole);
        Backup.restore(archive, key, elsewhere, QUIET);
    }

    @Test
    void refusesAnArchiveWhoseManifestAndContentDiffer() throws Exception {
        // Sealed with the right key, so that only the manifest can notice.
        try (var writer = new ArchiveWriter(archive)) {
            writer.folder("postgres");
            writer.file("postgres/PG_VERSION", new ByteArrayInputStream("18\n".getBytes(StandardCharsets.UTF_8)));
            writer.finish();
        }
        var target = Files.createDirectory(temporary.resolve("target"));
        try (var files = FileSystems.newFileSystem(archive)) {
            Files.writeString(files.getPath("postgres/PG_VERSION"), "17\n");
        }
        assertThatThrownBy(() -> ArchiveReader.unpack(archive, target))
                .isInstanceOf(IOException.class)
                .hasMessage("postgres/PG_VERSION is not what was backed up");
        try (var files = FileSystems.newFileSystem(archive)) {
            Files.writeString(files.getPath("postgres/smuggled"), "");
        }
        assertThatThrownBy(() -> ArchiveReader.unpack(archive, target))
                .isInstanceOf(IOException.class)
                .hasMessage("its manifest does not list what is in it");
    }

    @Test
    void refusesTheKeyOfAnotherArchive() throws Exception {
        EmbeddedPostgres.start(home, QUIET).close();
        Backup.write(home, archive, QUIET);
        Files.write(key, new byte[] {4, 3, 2, 1});
        assertThatThrownBy(() -> Backup.restore(archive, key, temporary.resolve("restored"), QUIET))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageContaining("another archive's key");
        assertThatThrownBy(
                        () -> Backup.restore(archive, temporary.resolve("none"), temporary.resolve("restored"), QUIET))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageContaining("is not at " + temporary.resolve("none"));
    }

    @Test
    void overwritesNothing() throws Exception {
        EmbeddedPostgres.start(home, QUIET).close();
        Backup.write(home, archive, QUIET);
        assertThatThrownBy(() -> Backup.write(home, archive, QUIET))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageContaining("exists and is not overwritten");
        assertThatThrownBy(() -> Backup.restore(archive, key, home, QUIET))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageContaining("is not empty");
        assertThatThrownBy(() -> Backup.write(home, home.resolve("backup.zip"), QUIET))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageContaining("outside");
        assertThatThrownBy(() -> Backup.write(temporary.resolve("nothing"), temporary.resolve("b.zip"), QUIET))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageContaining("no Careloop data");
    }

    @Test
    void anInterruptedRestoreIsNeverStarted() throws Exception {
        Files.createFile(home.resolve(EmbeddedPostgres.UNFINISHED));
        assertThatThrownBy(() -> EmbeddedPostgres.start(home, QUIET))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageContaining("did not finish");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static Connection connect(DatabaseServer server) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl("postgres"), server.administrator(), server.administratorPassword());
    }

    private static void execute(DatabaseServer server, String... statements) throws SQLException {
        try (var connection = connect(server);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static long number(DatabaseServer server, String sql) throws SQLException {
        try (var connection = connect(server);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
