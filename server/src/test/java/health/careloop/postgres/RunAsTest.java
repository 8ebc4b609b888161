package health.careloop.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Root on a machine that forbids user namespaces: PostgreSQL runs as a user of the system. */
class RunAsTest {
    private static Path ground;

    @BeforeAll
    static void makeAPlaceThatOthersMayEnter() throws IOException {
        assumeTrue(PostgresBinaries.isRoot(), "needs root");
        ground = Files.createTempDirectory("careloop-run-as");
        Files.setPosixFilePermissions(ground, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterAll
    static void removeIt() throws IOException {
        if (ground != null) {
            Disk.delete(ground);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"setpriv", "runuser", "su"})
    void aUserOfTheSystemRunsItAndOwnsNothingElse(String program) throws Exception {
        Path home = ground.resolve("as-" + program);
        Path path = programs("path-" + program, program);

        assertThat(wordsOf(home, path)).startsWith("running ");
        assertThat(wordsOf(home, path)).as("the second start").startsWith("running ");

        assertThat(Files.getOwner(home.resolve(Cluster.FOLDER)).getName()).isIn("postgres", "nobody");
        assertThat(Files.getOwner(home).getName()).isEqualTo("root");
        assertThat(modeOf(home)).isEqualTo("rwx--x--x");
        assertThat(modeOf(home.resolve("secrets"))).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("the password of the first start is gone")
                    .noneMatch(name -> name.endsWith(".password"));
        }
    }

    @Test
    void aFolderOfAStartInANamespaceIsHandedOverAndStaysHandedOver() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "needs unshare");
        Path home = ground.resolve("handed-over");
        Path everything = Path.of("/usr/bin:/usr/sbin:/bin");
        assertThat(wordsOf(home, everything)).startsWith("running ");
        assumeTrue(Files.getOwner(home.resolve(Cluster.FOLDER)).getName().equals("root"), "needs user namespaces");

        assertThat(wordsOf(home, programs("path-hand", "setpriv"))).startsWith("running ");
        assertThat(Files.getOwner(home.resolve(Cluster.FOLDER)).getName()).isIn("postgres", "nobody");

        assertThat(wordsOf(home, everything)).as("namespaces are back").startsWith("running ");
        assertThat(Files.getOwner(home.resolve(Cluster.FOLDER)).getName()).isIn("postgres", "nobody");
    }

    @Test
    void aFolderThatTheUserCannotEnterIsNamed() throws Exception {
        Path closed = Files.createDirectory(ground.resolve("closed"), Disk.OWNER_FOLDER);

        assertThat(wordsOf(closed.resolve("home"), programs("path-closed", "setpriv")))
                .startsWith("refused: PostgreSQL runs as the user ")
                .contains("who may not enter " + closed + ": allow it (chmod o+x " + closed + ")");
    }

    private static String modeOf(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    /** A path on which one program changes the user, and the one that makes namespaces fails. */
    private static Path programs(String name, String program) throws IOException {
        Path folder = Files.createDirectory(ground.resolve(name));
        for (String needed : List.of("setsid", "id", program)) {
            Path found = Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin")
                    .map(place -> Path.of(place, needed))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(null);
            assumeTrue(found != null, "needs " + needed);
            Files.createSymbolicLink(folder.resolve(needed), found);
        }
        Path forbidden = folder.resolve("unshare");
        Files.writeString(forbidden, "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(forbidden, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }

    /** What an application said when it was started; it is stopped again. */
    private static String wordsOf(Path home, Path path) throws Exception {
        var builder = RunningApplication.command(home);
        builder.environment().put("PATH", path.toString());
        builder.environment().put("CARELOOP_CACHE", ground.resolve("cache").toString());
        var process = builder.start();
        String words;
        try (var said = process.inputReader(StandardCharsets.UTF_8);
                var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
            words = RunningApplication.wordsOf(said);
            stdin.flush();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return words;
    }
}
