package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/ldt.md are compiled and run as they stand there. */
class DocExamplesTest {
    private static final Pattern JAVA = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
    private static final Pattern MADE = Pattern.compile("byte\\[] (\\w+) =");

    @TempDir
    private Path folder;

    @Test
    void whatTheExamplesWriteBreaksNoRule() throws Exception {
        List<String> examples = examples();
        assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
        for (int i = 0; i < examples.size(); i++) {
            byte[] message = written("Example" + i, examples.get(i));
            LdtFile read = LdtReader.read(message);
            assertThat(read.faults()).isEmpty();
            assertThat(LdtValidator.of(Strictness.STRICT).check(read)).isEmpty();
        }
    }

    private static List<String> examples() throws IOException {
        Path page = Path.of("..", "docs", "ldt.md");
        Matcher found = JAVA.matcher(Files.readString(page));
        List<String> examples = new ArrayList<>();
        while (found.find()) {
            examples.add(found.group(1));
        }
        return examples;
    }

    private byte[] written(String name, String example) throws Exception {
        Matcher made = MADE.matcher(example);
        assertThat(made.find()).as(example).isTrue();
        Path source = folder.resolve(name + ".java");
        Files.writeString(source, """
                import health.careloop.ldt.*;
                import health.careloop.ldt.clinical.*;
                import health.careloop.ldt.write.*;
                import java.time.*;
                import java.util.*;
                public class %s {
                    public static byte[] written() {
                        LocalDateTime now = LocalDateTime.of(2026, 11, 20, 10, 45);
                        %s
                        return %s;
                    }
                }
                """.formatted(name, example, made.group(1)));
        String classes = Path.of(home()).toString();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classes, "-d", folder.toString(), source.toString());
        assertThat(status).as(example).isZero();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            return (byte[]) loader.loadClass(name).getMethod("written").invoke(null);
        }
    }

    private static URI home() throws URISyntaxException {
        return LdtReader.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
    }
}
