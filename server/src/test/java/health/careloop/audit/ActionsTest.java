package health.careloop.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ActionsTest {
    @Test
    void everyActionOfTheCatalogueIsWrittenSomewhere() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> java = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("Action.java"))
                    .toList();
            for (Path file : java) {
                sources.append(Files.readString(file));
            }
        }

        for (Action action : Action.values()) {
            assertThat(sources.toString()).containsPattern("\\bAction\\." + action.name() + "\\b");
        }
    }
}
