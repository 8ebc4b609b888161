package health.careloop.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a running PostgreSQL says about itself in {@code postmaster.pid}: its process on line 1, its port on line 4. */
record PostmasterFile(String pid, String port) {

    static PostmasterFile in(Path home) {
        try {
            List<String> lines = Files.readAllLines(home.resolve("postgres").resolve("postmaster.pid"));
            return new PostmasterFile(lines.get(0).strip(), lines.get(3).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("No PostgreSQL runs in " + home, e);
        }
    }
}
