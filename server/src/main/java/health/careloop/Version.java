package health.careloop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Which Careloop this is, as the build wrote it down. */
final class Version {
    private Version() {}

    static String told() {
        var built = new Properties();
        try (var stream =
                Objects.requireNonNull(Version.class.getResourceAsStream("/application-version.properties"))) {
            built.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("The version of this program cannot be read", e);
        }
        return "careloop " + built.getProperty("version") + ", commit " + built.getProperty("commit");
    }
}
