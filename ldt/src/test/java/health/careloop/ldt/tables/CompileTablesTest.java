package health.careloop.ldt.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the table compiler of the build as the build does. */
class CompileTablesTest {
    private static final Path TABLES = Path.of("src/main/tables");

    @TempDir
    Path copy;

    @Test
    void aMalformedRowEndsTheBuildAndIsNamed() throws Exception {
        assertThat(compile()).isEqualTo("0 ");
        replace("structure3.txt", ". 8418 1 M 2", ". 8418 1 X 2");
        assertThat(compile()).startsWith("1 structure3.txt:").contains("X is no kind");
    }

    @Test
    void aFieldThatNobodyKnowsEndsTheBuild() throws Exception {
        replace("codes.tsv", "E006\t8401", "E006\t8499");
        assertThat(compile()).startsWith("1 codes.tsv:").contains("unknown field 8499");
    }

    private void replace(String file, String old, String with) throws IOException {
        copyTables();
        String text = Files.readString(copy.resolve(file));
        assertThat(text).contains(old);
        Files.writeString(copy.resolve(file), text.replace(old, with));
    }

    private void copyTables() throws IOException {
        try (Stream<Path> files = Files.list(TABLES)) {
            for (Path file : files.toList()) {
                Path target = copy.resolve(file.getFileName());
                if (!Files.exists(target)) {
                    Files.copy(file, target);
                }
            }
        }
    }

    private String compile() throws IOException, InterruptedException {
        copyTables();
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        TABLES.resolve("CompileTables.java").toString(),
                        copy.toString(),
                        copy.resolve("out/tables.bin").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return java.waitFor() + " " + said;
    }
}
