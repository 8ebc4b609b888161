package health.careloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ended at any moment, the program says one sentence, leaves nothing behind that runs, and the signal is its status. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndingTest {
    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    @TempDir
    Path temporary;

    @Test
    void duringTheFirstUnpacking() throws Exception {
        assertThat(afterwards("INT", "unpacking PostgreSQL", INTERRUPTED, start()))
                .containsExactly("careloop: stopping.");
        try (var unpacked = Files.list(temporary.resolve("cache"))) {
            assertThat(unpacked).isEmpty();
        }
    }

    @Test
    void whileTheDatabaseIsMade() throws Exception {
        assertThat(afterwards("TERM", "creating the database", TERMINATED, start()))
                .containsExactly("careloop: stopping.");
        try (var left = Files.list(home())) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("postgres"));
        }
    }

    @Test
    void whileTheDemoTellsAndItsFolderGoesToo() throws Exception {
        assertThat(afterwards("INT", "✓", INTERRUPTED, "demo", "--once"))
                .noneMatch(line -> line.contains("✗") || line.contains("Exception") || line.startsWith("\tat "))
                .filteredOn(line -> !line.contains("✓"))
                .containsExactly("careloop: stopping.");
        try (var left = Files.list(temporary)) {
            assertThat(left.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("demo"));
        }
    }

    /** Whoever collects the log reads standard output, and reads JSON. */
    @Test
    void standardOutputOfTheServerIsItsLogAndNothingElse() throws Exception {
        var output = temporary.resolve("output");
        var process = program(start()).redirectOutput(output.toFile()).start();
        try (var said = process.errorReader(StandardCharsets.UTF_8)) {
            var link = await(said, "/activate?token=").strip();
            assertThat(new Client(link.substring(0, link.indexOf("/activate")))
                            .get(link.substring(link.indexOf("/activate")))
                            .status())
                    .as("the port is the one the system chose: " + link)
                    .isEqualTo(200);
            await(said, "");
            signal("TERM", process);
            assertThat(said.lines().filter(line -> !line.contains("ready after")))
                    .containsExactly("careloop: stopping.");
        }
        assertThat(process.waitFor()).isEqualTo(TERMINATED);
        assertThat(Files.readAllLines(output))
                .allMatch(line -> line.startsWith("{\"timestamp\"") && line.endsWith("}"))
                .noneMatch(line -> line.contains("Exposing"));
    }

    private String[] start() {
        return new String[] {"start", "--home", home().toString(), "--server.port=0", "--management.server.port=0"};
    }

    private Path home() {
        return temporary.resolve("home");
    }

    /** What it still says after the signal, which comes with the first line that has these words. */
    private List<String> afterwards(String signal, String words, int status, String... arguments) throws Exception {
        var process = program(arguments).redirectErrorStream(true).start();
        try (var said = process.inputReader(StandardCharsets.UTF_8)) {
            await(said, words);
            signal(signal, process);
            var rest = said.lines().toList();
            assertThat(process.waitFor()).as(String.join("\n", rest)).isEqualTo(status);
            assertThat(ProcessHandle.allProcesses()
                            .map(left -> left.info().commandLine().orElse(""))
                            .filter(line -> line.contains(temporary.toString())))
                    .isEmpty();
            return rest;
        } finally {
            process.destroyForcibly();
        }
    }

    /** {@code env}: a shell that runs us in the background would have Ctrl-C ignored, here and in what we start. */
    private ProcessBuilder program(String... arguments) {
        var command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Careloop.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C"); // no locale is no reason for question marks
        if (!List.of(arguments).contains("demo")) {
            builder.environment()
                    .put("CARELOOP_CACHE", temporary.resolve("cache").toString());
        }
        return builder;
    }

    private static void signal(String signal, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static String await(BufferedReader said, String words) throws IOException {
        for (var line = said.readLine(); line != null; line = said.readLine()) {
            if (line.contains(words)) {
                return line;
            }
        }
        throw new AssertionError("It ended before it said " + words);
    }
}
