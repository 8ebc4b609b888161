package health.careloop.postgres;

import static health.careloop.postgres.Sql.execute;
import static health.careloop.postgres.Sql.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is killed, application, server or both: nothing committed is lost, and nothing of ours runs on. */
class KilledPostgresTest {
    @TempDir
    Path temporary;

    private final List<String> progress = new ArrayList<>();

    @Test
    void stopsTheServerThatAKilledApplicationLeftRunning() throws Exception {
        var killed = RunningApplication.on(temporary);
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
        var killed = RunningApplication.on(temporary);
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
}
