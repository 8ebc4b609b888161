package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of README.md that reads a stream, compiled and run as it stands there: nothing fatal goes unseen. */
class StreamingExampleTest {
    private static final Pattern JAVA = Pattern.compile("```java\\R((?:(?!```).)*readAll.*?)```", Pattern.DOTALL);
    private static final byte[] SAMPLE = Samples.bytes("Z01_SYN_kalium_kritisch.ldt");

    @TempDir
    private Path folder;

    /** What the example has at its end. */
    private record Ended(List<Fault> found, List<LdtReport> accepted) {
        List<String> rules() {
            return found.stream().map(Fault::rule).toList();
        }
    }

    @Test
    void whatIsWholeIsAccepted() throws Exception {
        assertThat(example(SAMPLE, ReadOptions.DEFAULT).accepted()).hasSize(1);
    }

    @Test
    void whatBrokeOffIsTold() throws Exception {
        String text = new String(SAMPLE, StandardCharsets.ISO_8859_1);
        byte[] cut = Arrays.copyOf(SAMPLE, text.indexOf("01380008221"));
        Ended ended = example(cut, ReadOptions.DEFAULT);
        assertThat(ended.rules()).contains("BAS-FSAP");
        assertThat(ended.accepted()).isEmpty();
    }

    @Test
    void aWrongCheckSumIsTold() throws Exception {
        byte[] changed = new String(SAMPLE, StandardCharsets.ISO_8859_1)
                .replace("Kalium", "Natrum")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(changed).isNotEqualTo(SAMPLE);
        assertThat(example(changed, ReadOptions.DEFAULT).rules()).contains("E157");
    }

    @Test
    void aRecordThatWasSkippedIsTold() throws Exception {
        Ended ended = example(SAMPLE, ReadOptions.DEFAULT.upTo(500));
        assertThat(ended.rules()).contains("BAS-SIZE");
        assertThat(ended.accepted()).isEmpty();
    }

    @Test
    void aRecordThatWasSkippedAtTheVeryEndIsTold() {
        byte[] message = ("01380008220\r\n" + "0099901\r\n".repeat(3) + "01380008201\r\n" + "0128480abc\r\n".repeat(99))
                .getBytes(StandardCharsets.ISO_8859_1);
        List<Fault> found = new ArrayList<>();
        boolean complete = LdtRecordReader.of(new ByteArrayInputStream(message), ReadOptions.DEFAULT.upTo(200))
                .readAll(piece -> found.addAll(piece.faults()));
        assertThat(complete).isFalse();
        assertThat(found).extracting(Fault::rule).contains("BAS-SIZE", "BAS-FSAP");
    }

    @Test
    void whoNeverAsksForFaultsIsStoppedAtTheFirstThatIsFatal() {
        String text = new String(SAMPLE, StandardCharsets.ISO_8859_1);
        byte[] cut = Arrays.copyOf(SAMPLE, text.indexOf("01380008221"));
        LdtRecordReader reader = LdtRecordReader.of(new ByteArrayInputStream(cut), ReadOptions.DEFAULT);
        assertThatIllegalStateException().isThrownBy(() -> {
            while (reader.next().isPresent()) {
                assertThat(reader.context().records()).isNotEmpty();
            }
        });
        assertThat(reader.readable()).isFalse();
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void linesAreBoundedLikeBytes() {
        byte[] message = ("01380008220\r\n" + "x\n".repeat(200_000)).getBytes(StandardCharsets.ISO_8859_1);
        ReadOptions options = ReadOptions.DEFAULT.upTo(1_000_000);
        assertThat(options.mostLines()).isEqualTo(100_000);
        LdtFile file = LdtReader.read(message, options);
        assertThat(file.faults()).extracting(Fault::rule).containsExactly("BAS-SIZE");
        assertThat(file.bytes()).isEqualTo(message);
        List<Fault> found = new ArrayList<>();
        LdtRecordReader.of(new ByteArrayInputStream(message), options).readAll(piece -> found.addAll(piece.faults()));
        assertThat(found).extracting(Fault::rule).containsExactly("BAS-SIZE");
    }

    private Ended example(byte[] message, ReadOptions options) throws Exception {
        Matcher found = JAVA.matcher(Files.readString(Path.of("README.md")));
        assertThat(found.find()).isTrue();
        String name = "Streaming";
        Path source = folder.resolve(name + ".java");
        Files.writeString(source, """
                import health.careloop.ldt.*;
                import health.careloop.ldt.clinical.*;
                import health.careloop.ldt.rules.*;
                import java.io.*;
                import java.util.*;
                public class %s {
                    public static List<List<?>> ended(InputStream stream, LdtValidator validator, ReadOptions options) {
                        %s
                        return List.of(found, accepted);
                    }
                }
                """.formatted(name, found.group(1).replace("ReadOptions.DEFAULT", "options")));
        String classes = Path.of(LdtReader.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classes, "-d", folder.toString(), source.toString());
        assertThat(status).isZero();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            List<?> both = (List<?>) loader.loadClass(name)
                    .getMethod("ended", InputStream.class, LdtValidator.class, ReadOptions.class)
                    .invoke(null, new ByteArrayInputStream(message), LdtValidator.of(Strictness.IMPORT), options);
            return new Ended(
                    ((List<?>) both.getFirst()).stream().map(Fault.class::cast).toList(),
                    ((List<?>) both.getLast())
                            .stream().map(LdtReport.class::cast).toList());
        }
    }
}
