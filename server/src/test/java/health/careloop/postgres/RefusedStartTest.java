package health.careloop.postgres;

import static health.careloop.postgres.Sql.execute;
import static health.careloop.postgres.Sql.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not start says why in words, and leaves what it found as it was. */
class RefusedStartTest {
    @TempDir
    Path temporary;

    private final List<String> progress = new ArrayList<>();

    @Test
    void refusesASecondStartInTheSameProcess() throws Exception {
        try (var first = EmbeddedPostgres.start(temporary, progress::add)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(temporary, progress::add))
                    .isInstanceOf(DatabaseServerException.class)
                    .hasMessageContaining(temporary.toRealPath().toString())
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
            assertThat(number(first, "select 1")).isEqualTo(1);
        }
    }

    @Test
    void refusesASecondStartFromAnotherProcess() throws Exception {
        try (var first = EmbeddedPostgres.start(temporary, progress::add)) {
            var second = RunningApplication.on(temporary);
            assertThat(second.words())
                    .contains("refused: The data folder " + temporary.toRealPath() + " is in use by process "
                            + ProcessHandle.current().pid() + ": ");
            assertThat(number(first, "select 1")).isEqualTo(1);
            // Still refused: asking did not take the lock away from us.
            assertThat(RunningApplication.on(temporary).words()).contains("refused: ");
        }
    }

    @Test
    void refusesAServerThatMayLoseACommit() throws Exception {
        try (var postgres = EmbeddedPostgres.start(temporary, progress::add)) {
            execute(postgres, "alter role postgres set synchronous_commit = off");
            assertThatThrownBy(() -> CrashSafety.require(
                            postgres.jdbcUrl("postgres"), postgres.administrator(), postgres.administratorPassword()))
                    .isInstanceOf(DatabaseServerException.class)
                    .hasMessageContaining("synchronous_commit=off");
            assertThatThrownBy(() -> ExternalPostgres.at(postgres.jdbcUrl("postgres") + "?user=postgres&password="
                            + postgres.administratorPassword()))
                    .hasMessageContaining("synchronous_commit=off");
        }
        assertThatThrownBy(() -> EmbeddedPostgres.start(temporary, progress::add))
                .isInstanceOf(DatabaseServerException.class);
        assertThat(Cluster.postmaster(temporary.resolve(Cluster.FOLDER))).isEmpty();
    }

    @Test
    void aFolderWithoutItsPasswordIsRefused() throws Exception {
        EmbeddedPostgres.start(temporary, progress::add).close();
        Files.delete(AdministratorPassword.file(temporary));
        assertThatThrownBy(() -> EmbeddedPostgres.start(temporary, progress::add))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageContaining("database.properties");
    }

    @Test
    void aFolderThatCannotBeOneIsRefusedInWords() throws Exception {
        var file = Files.createFile(temporary.resolve("file"));
        assertThatThrownBy(() -> EmbeddedPostgres.start(file, progress::add))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessage("The data folder " + file + " cannot be used: " + file + " is a file and no folder.");
        assertThat(Disk.why(new AccessDeniedException("/there"))).isEqualTo("this user may not write /there");
        assertThat(Disk.why(new FileSystemException("/there", null, "Read-only file system")))
                .isEqualTo("/there: read-only file system");
    }

    @Test
    void aFolderOfANewerPostgresIsLeftAlone() throws Exception {
        EmbeddedPostgres.start(temporary, progress::add).close();
        var version = temporary.resolve(Cluster.FOLDER).resolve("PG_VERSION");
        Files.writeString(version, "19\n");
        refused("was written by PostgreSQL 19 and this Careloop brings 18: start it with the Careloop that wrote it.");
        assertThat(version).hasContent("19");
        Files.writeString(version, "18\n");
        EmbeddedPostgres.start(temporary, progress::add).close();
    }

    @Test
    void aDamagedFolderIsNeitherStartedNorReplaced() throws Exception {
        EmbeddedPostgres.start(temporary, progress::add).close();
        var folder = temporary.resolve(Cluster.FOLDER);
        Files.move(folder.resolve("global/pg_control"), temporary.resolve("kept"));
        refused("the folder is damaged, restore a backup into another one");
        Files.write(folder.resolve("global/pg_control"), new byte[8192]);
        refused("PostgreSQL did not start (");
        Files.delete(folder.resolve("PG_VERSION"));
        refused(folder + " is no database, or what is left of one");
        Files.writeString(folder.resolve("PG_VERSION"), "18\n");
        Files.move(temporary.resolve("kept"), folder.resolve("global/pg_control"), StandardCopyOption.REPLACE_EXISTING);
        EmbeddedPostgres.start(temporary, progress::add).close();
    }

    @Test
    void aDiskThatIsNearlyFullIsNotBegunUpon() throws Exception {
        var free = Files.getFileStore(temporary).getUsableSpace();
        Disk.requireSpace(temporary, free / 2);
        assertThatThrownBy(() -> Disk.requireSpace(temporary, 2 * free))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageMatching("Only \\d+ MB are free where .* lies, and \\d+ MB are needed: free some space.*");
    }

    @Test
    void rootWhoFindsNobodyToRunAsIsToldWhatToDo() throws Exception {
        assumeTrue(PostgresBinaries.isRoot(), "needs root");
        var programs = Files.createDirectory(temporary.resolve("bin"));
        Files.createSymbolicLink(programs.resolve("setsid"), Path.of("/usr/bin/setsid"));
        var builder = RunningApplication.command(temporary.resolve("home"));
        builder.environment().put("PATH", programs.toString()); // no unshare, as good as a forbidden one
        var process = builder.start();
        assertThat(RunningApplication.wordsOf(process.inputReader(StandardCharsets.UTF_8)))
                .isEqualTo(
                        "refused: PostgreSQL does not run as root, this machine forbids user namespaces, and neither "
                                + "setpriv, runuser nor su leads to the user postgres or nobody: start Careloop as an ordinary "
                                + "user, or name your own server in CARELOOP_DATABASE_URL.");
        assertThat(process.waitFor()).isZero();
    }

    private void refused(String words) {
        assertThatThrownBy(() -> EmbeddedPostgres.start(temporary, progress::add))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageContaining(words);
    }
}
