package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record of as many lines as are read at most is read and checked in 256 MB, also where every length is wrong. */
class LineLimitTest {
    @TempDir
    Path folder;

    @Test
    void aRecordAtTheLineLimitIsCheckedInAQuarterOfAGigabyte() throws Exception {
        Path file = folder.resolve("long.ldt");
        long lines = ReadOptions.DEFAULT.mostLines() - 1;
        byte[] line = "0118410K\r\n".getBytes(StandardCharsets.US_ASCII);
        try (var out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
            out.write("01380008220\r\n0199212LDT1014.01\r\n01380008201\r\n".getBytes(StandardCharsets.US_ASCII));
            for (long i = 1; i < lines; i++) {
                out.write(line);
            }
            out.write("01380008221\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        Path said = folder.resolve("said");
        Process reader = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LineLimitTest.class.getName(),
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(reader.waitFor(300, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said)).contains((lines) + " lines");
    }

    static void main(String[] arguments) throws Exception {
        LdtValidator validator = LdtValidator.of(Strictness.IMPORT);
        long[] longest = new long[1];
        try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
            LdtRecordReader.of(in, ReadOptions.DEFAULT).readAll(piece -> {
                validator.checkPiece(piece);
                piece.records()
                        .forEach(satz ->
                                longest[0] = Math.max(longest[0], satz.fields().size()));
            });
        }
        System.out.println(longest[0] + " lines");
    }
}
