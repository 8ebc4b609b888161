package health.careloop.provisioning;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param onFailure what becomes of a run of which a step failed
 * @param lease how long a run belongs to a node that says nothing; then another takes it up
 * @param together runs of this node at once
 * @param operatorEmail who is told of failures, beside the person who asked; empty for nobody
 * @param selfService whether strangers may register
 * @param registrationLength how long the link of a registration is good for
 * @param registrationsPerNetwork in an hour, from one network
 * @param warmSchemas blank schemas kept in stock, by the name of the cell; others are left alone
 * @param warmDatabases blank databases, likewise
 */
@ConfigurationProperties("careloop.provisioning")
public record ProvisioningSettings(
        @DefaultValue("compensate") OnFailure onFailure,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("4") int together,
        @DefaultValue("") String operatorEmail,
        @DefaultValue("false") boolean selfService,
        @DefaultValue("24h") Duration registrationLength,
        @DefaultValue("5") int registrationsPerNetwork,
        @DefaultValue Map<String, Integer> warmSchemas,
        @DefaultValue Map<String, Integer> warmDatabases) {

    private static final int MOST_WARM = 100;

    /** C13, or a person decides. */
    public enum OnFailure {
        COMPENSATE,
        STAND
    }

    public ProvisioningSettings {
        if (lease.compareTo(Duration.ofSeconds(10)) < 0) {
            throw new IllegalArgumentException(
                    "careloop.provisioning.lease must be at least 10 s: a step may take that");
        }
        if (together < 1 || registrationsPerNetwork < 1) {
            throw new IllegalArgumentException(
                    "careloop.provisioning.together and registrations-per-network are 1 or more");
        }
        warmSchemas = Map.copyOf(warmSchemas);
        warmDatabases = Map.copyOf(warmDatabases);
        if (Stream.concat(warmSchemas.values().stream(), warmDatabases.values().stream())
                .anyMatch(number -> number < 0 || number > MOST_WARM)) {
            throw new IllegalArgumentException(
                    "careloop.provisioning.warm-schemas and warm-databases are 0 to " + MOST_WARM + " for each cell");
        }
    }
}
