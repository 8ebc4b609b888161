package health.careloop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Synthetic messages, kept once, with the library that reads them. */
public final class Samples {
    private static final Path FOLDER = Path.of("..", "ldt", "src", "test", "resources", "samples");

    private Samples() {}

    public static byte[] read(String name) {
        try {
            return Files.readAllBytes(FOLDER.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
