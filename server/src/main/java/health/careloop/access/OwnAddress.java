package health.careloop.access;

import health.careloop.tenancy.DataFolder;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Where people reach this server, told to whoever makes links beside it: its options are known to nobody else. A file
 * of the data folder, there while the server runs.
 */
@Component
final class OwnAddress {
    private static final Logger LOG = LoggerFactory.getLogger(OwnAddress.class);

    private final AccessSettings settings;
    private final Path file;

    OwnAddress(AccessSettings settings, DataFolder home) {
        this.settings = settings;
        this.file = fileIn(home.path());
    }

    /** What the server of this data folder wrote when it started; empty while none runs. */
    static Optional<URI> in(Path home) {
        try {
            return Optional.of(Files.readString(fileIn(home)).strip())
                    .filter(address -> !address.isEmpty())
                    .map(URI::create);
        } catch (NoSuchFileException nobodyRuns) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("{} cannot be read; links name the configured address", fileIn(home), e);
            return Optional.empty();
        }
    }

    @EventListener(WebServerInitializedEvent.class)
    void tell(WebServerInitializedEvent event) {
        if (WebServerApplicationContext.hasServerNamespace(event.getApplicationContext(), "management")) {
            return;
        }
        try {
            Files.writeString(
                    file, reached(settings.baseUrl(), event.getWebServer().getPort()) + "\n");
        } catch (IOException e) {
            LOG.warn("{} cannot be written; 'careloop admin' will name the configured address", file, e);
        }
    }

    /** Port 0 is the system's choice, which is known by now. */
    private static String reached(URI configured, int port) {
        return configured.getPort() == 0
                ? configured.getScheme() + "://" + configured.getHost() + ":" + port
                : configured.toString();
    }

    @PreDestroy
    void end() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} stays behind", file, e);
        }
    }

    private static Path fileIn(Path home) {
        return home.resolve("address");
    }
}
