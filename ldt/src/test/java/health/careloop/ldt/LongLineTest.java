package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gigabyte without a line break is told in 64 MB, not kept. */
class LongLineTest {
    @TempDir
    Path folder;

    @Test
    void aGigabyteInOneLineIsRefusedInSixtyFourMegabytes() throws Exception {
        Path said = folder.resolve("said");
        Process reader = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LongLineTest.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(reader.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(said)).contains("complete false: BAS-SIZE FATAL line 3");
    }

    static void main(String[] arguments) {
        byte[] start = "01380008220\r\n0199212LDT1014.01\r\n01380008201\r\n0128480".getBytes(StandardCharsets.US_ASCII);
        byte[] end = "\r\n01380008221\r\n".getBytes(StandardCharsets.US_ASCII);
        InputStream endless = new InputStream() {
            private long left = 1L << 30;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] into, int from, int length) {
                if (left <= 0) {
                    return -1;
                }
                int read = (int) Math.min(left, length);
                java.util.Arrays.fill(into, from, from + read, (byte) 'x');
                left -= read;
                return read;
            }
        };
        InputStream all = new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(start), endless, new ByteArrayInputStream(end))));
        StringBuilder said = new StringBuilder();
        boolean complete = LdtRecordReader.of(all, ReadOptions.DEFAULT)
                .readAll(piece -> piece.faults().stream()
                        .filter(fault -> fault.rule().equals("BAS-SIZE"))
                        .forEach(
                                fault -> said.append(fault.rule() + " " + fault.severity() + " line " + fault.line())));
        System.out.println("complete " + complete + ": " + said);
    }
}
