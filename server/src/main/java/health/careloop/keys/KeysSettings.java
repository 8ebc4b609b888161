package health.careloop.keys;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** @param masterKeyFile where the master key lies; {@code keys/master.key} in the data folder when unset */
@ConfigurationProperties("careloop.keys")
public record KeysSettings(@Nullable Path masterKeyFile) {
    Path fileIn(Path home) {
        return masterKeyFile == null ? home.resolve("keys").resolve("master.key") : masterKeyFile;
    }
}
