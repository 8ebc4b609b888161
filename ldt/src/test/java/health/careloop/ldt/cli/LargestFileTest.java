package health.careloop.ldt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the command accepts it holds, and what it might not hold it refuses before it reads. Asked of a process of its own
 * with 96 MB, whose collector leaves it about 93, and of the kinds of messages that take most memory for their length.
 */
class LargestFileTest {
    private static final long UNDER = 91L << 20;
    private static final long OVER = 97L << 20;

    /** A piece that is repeated in one report; the header stands in front. */
    private static final Map<String, String> WORST = new TreeMap<>(Map.of(
            "results", "0108410K\n",
            "values", "0108410K\n01084201\n",
            "reports", "01380008201\n0108410K\n",
            "unknown", "0109999K\r\n",
            "empty", "0098410\r\n",
            "garbage", "x\n",
            "document", "0696329" + "A".repeat(60) + "\r\n"));

    @TempDir
    Path folder;

    @Test
    void aMessageJustUnderTheLimitIsCheckedToTheEnd() throws Exception {
        for (String command : List.of("check", "show", "anonymise")) {
            for (Path file : files(UNDER)) {
                Run run = run(command, "en", file);
                assertThat(run.complaint().replaceFirst("careloop: Free text was kept.*\n", ""))
                        .as("%s %s", command, file)
                        .isEmpty();
                assertThat(run.status()).as("%s %s", command, file).isIn(0, 1);
            }
        }
    }

    @Test
    void aMessageJustOverTheLimitIsRefusedInASentenceAndTheNextOneIsRead() throws Exception {
        List<Path> files = new ArrayList<>(files(OVER));
        Path good = folder.resolve("good.ldt");
        Files.writeString(good, message("0108410K\r\n", 1), StandardCharsets.US_ASCII);
        files.add(good);
        Run run = run("check", "de", files.toArray(Path[]::new));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.complaint().lines())
                .hasSize(WORST.size())
                .allSatisfy(line -> assertThat(line)
                        .contains(" Zeilen, und dafür reicht der Speicher nicht sicher")
                        .endsWith("CARELOOP_JAVA_OPTS=-Xmx1g."));
        assertThat(run.said()).contains("good.ldt:");
    }

    private record Run(int status, String said, String complaint) {}

    private Run run(String command, String language, Path... files) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Path complaint = folder.resolve("complaint");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dstderr.encoding=UTF-8",
                "-cp",
                Path.of("target", "classes").toAbsolutePath().toString(),
                LdtCommand.class.getName(),
                command,
                "--lang=" + language));
        for (Path file : files) {
            words.add(file.toString());
        }
        Process process = new ProcessBuilder(words)
                .redirectOutput(said.toFile())
                .redirectError(complaint.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ends in time").isTrue();
        return new Run(
                process.exitValue(),
                Files.readString(said, StandardCharsets.ISO_8859_1),
                Files.readString(complaint, StandardCharsets.UTF_8));
    }

    private List<Path> files(long heap) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> worst : WORST.entrySet()) {
            String piece = worst.getValue();
            long each = Input.needs(piece.length(), piece.lines().count()) - Input.needs(0, 0);
            int times = (int) ((heap - Input.needs(400, 20)) / each);
            Path file = folder.resolve(worst.getKey() + heap + ".ldt");
            Files.writeString(file, message(piece, times), StandardCharsets.US_ASCII);
            files.add(file);
        }
        return files;
    }

    private static String message(String piece, int times) {
        return "01380008220\r\n014810000042\r\n0199212LDT1014.01\r\n01380008201\r\n" + piece.repeat(times)
                + "01380008221\r\n";
    }
}
