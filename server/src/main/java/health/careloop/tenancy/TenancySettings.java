package health.careloop.tenancy;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Connections of this process.
 *
 * @param appConnections requests of people and API clients, to a database that tenants share
 * @param workerConnections jobs there
 * @param ingestConnections accepting messages there
 * @param controlConnections the control plane
 * @param sharedIdle how long a connection there is kept without use
 * @param sharedAcquire how long a caller waits for one
 * @param ownConnections in each role, to a database that is one tenant's own (E16)
 * @param ownIdle how long a connection there is kept without use; then there is none
 * @param ownAcquire how long a caller waits for one
 * @param ownClose after which time without use the pools of such a database are closed
 * @param cellConnections to one PostgreSQL server, over all its databases and roles
 * @param tenantConnections of those, in one tenant's hands at the same time; 0 stands for a quarter, and at least 2
 * @param pooler {@code host:port} of a pooler in front of the server the application was started with, for everything
 *     but migrations and administration; empty when there is none
 * @param serverPrepared whether statements are prepared on the server; not behind a pooler that cannot carry them
 * @param upgradeAtStart whether this node brings tenants with tables of their own up to its version
 */
@ConfigurationProperties("careloop.tenancy")
public record TenancySettings(
        @DefaultValue("10") int appConnections,
        @DefaultValue("6") int workerConnections,
        @DefaultValue("12") int ingestConnections,
        @DefaultValue("6") int controlConnections,
        @DefaultValue("60s") Duration sharedIdle,
        @DefaultValue("5s") Duration sharedAcquire,
        @DefaultValue("10") int ownConnections,
        @DefaultValue("10s") Duration ownIdle,
        @DefaultValue("30s") Duration ownAcquire,
        @DefaultValue("5m") Duration ownClose,
        @DefaultValue("60") int cellConnections,
        @DefaultValue("0") int tenantConnections,
        @DefaultValue("") String pooler,
        @DefaultValue("true") boolean serverPrepared,
        @DefaultValue("true") boolean upgradeAtStart) {
    /** For a process that asks and goes. Two for the control plane: a database is looked up within a transaction there. */
    public static final TenancySettings FEW = of(1, 1, 1, 2);

    public TenancySettings {
        if (appConnections < 1
                || workerConnections < 1
                || ingestConnections < 1
                || controlConnections < 1
                || ownConnections < 1) {
            throw new IllegalArgumentException("Every database role needs at least one connection");
        }
        // Below that, the main database alone could take them all and wait for itself.
        if (cellConnections < appConnections + workerConnections + ingestConnections + controlConnections) {
            throw new IllegalArgumentException("A cell needs as many connections as the roles of a shared database");
        }
        if (tenantConnections < 0 || tenantConnections > cellConnections) {
            throw new IllegalArgumentException("A tenant's connections are some of its cell's");
        }
    }

    /** With everything else as it is by default. */
    public static TenancySettings of(int app, int worker, int ingest, int control) {
        return new TenancySettings(
                app,
                worker,
                ingest,
                control,
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                10,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                60,
                0,
                "",
                true,
                true);
    }

    /** Behind a pooler that keeps no prepared statements; everything else as it is. */
    public TenancySettings behind(String address) {
        return new TenancySettings(
                appConnections,
                workerConnections,
                ingestConnections,
                controlConnections,
                sharedIdle,
                sharedAcquire,
                ownConnections,
                ownIdle,
                ownAcquire,
                ownClose,
                cellConnections,
                tenantConnections,
                address,
                false,
                upgradeAtStart);
    }

    /** How many of a cell's connections one tenant may hold at the same time. */
    int tenantShare() {
        return tenantConnections > 0 ? tenantConnections : Math.max(2, cellConnections / 4);
    }

    CellDatabase.Size sharedPool(DatabaseRole role) {
        int most = switch (role) {
            case APP -> appConnections;
            case WORKER -> workerConnections;
            case INGEST -> ingestConnections;
            case CONTROL -> controlConnections;
            case MIGRATOR -> 1;
        };
        return new CellDatabase.Size(1, most, sharedIdle, sharedAcquire);
    }

    CellDatabase.Size ownPool(DatabaseRole role) {
        int most = role == DatabaseRole.CONTROL || role == DatabaseRole.MIGRATOR ? 1 : ownConnections;
        return new CellDatabase.Size(0, most, ownIdle, ownAcquire);
    }
}
