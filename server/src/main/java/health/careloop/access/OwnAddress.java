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

    private final PublicAddress address;
    private final Path file;

    OwnAddress(PublicAddress address, DataFolder home) {
        this.address = address;
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
        address.listens(event.getWebServer().getPort());
        try {
            Files.writeString(file, address.base() + "\n");
        } catch (IOException e) {
            LOG.warn("{} cannot be written; 'careloop admin' will name the configured address", file, e);
        }
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
