package health.careloop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The story a stranger watches ends as it should, twice on the same data, and with files of the visitor's own. */
class DemoTest {
    private static final Path SAMPLES = Path.of("..", "ldt", "src", "test", "resources", "samples");

    private final TestServer server = TestServer.shared();

    @Test
    void everyStepIsSeenAlsoTheSecondTime() throws Exception {
        assertThat(told(List.of())).doesNotContain("✗").contains("critical potassium is on top of the inbox");
        String second = told(samples());
        assertThat(second)
                .doesNotContain("✗")
                .contains("filed at")
                .contains("Müller-Test, Jürgen")
                .contains("dead letter at");
    }

    private String told(List<Path> files) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Demo demo = new Demo(server.context(), server.url(), new PrintStream(said, true, StandardCharsets.UTF_8));
        boolean seen = demo.run(files);
        demo.printLogins();
        String text = said.toString(StandardCharsets.UTF_8);
        assertThat(seen).as(text).isTrue();
        return text;
    }

    private static List<Path> samples() throws Exception {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
