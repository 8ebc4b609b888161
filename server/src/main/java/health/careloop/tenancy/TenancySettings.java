package health.careloop.tenancy;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Pool sizes of this process, per role.
 *
 * @param appConnections requests of people and API clients
 * @param workerConnections jobs
 * @param ingestConnections accepting messages
 * @param controlConnections the control plane
 */
@ConfigurationProperties("careloop.tenancy")
public record TenancySettings(
        @DefaultValue("10") int appConnections,
        @DefaultValue("6") int workerConnections,
        @DefaultValue("12") int ingestConnections,
        @DefaultValue("6") int controlConnections) {

    public TenancySettings {
        if (appConnections < 1 || workerConnections < 1 || ingestConnections < 1 || controlConnections < 1) {
            throw new IllegalArgumentException("Every database role needs at least one connection");
        }
    }

    int connections(DatabaseRole role) {
        return switch (role) {
            case APP -> appConnections;
            case WORKER -> workerConnections;
            case INGEST -> ingestConnections;
            case CONTROL -> controlConnections;
            case MIGRATOR -> 1;
        };
    }
}
