package health.careloop.tenancy;

import health.careloop.TestServer;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Contexts as the test server's own are, and such as no server would sign. */
final class SignedContexts {
    private static final DatabaseAddress MAIN = DatabaseAddress.MAIN;
    private static final DatabaseSecret SECRET =
            DatabaseSecret.in(TestServer.shared().home().resolve("secrets"));

    private SignedContexts() {}

    static String of(UUID tenant) {
        return of(tenant, Duration.ofMinutes(5), MAIN, MAIN.name());
    }

    static String expired(UUID tenant) {
        return of(tenant, Duration.ofSeconds(-2), MAIN, MAIN.name());
    }

    /** Signed with the key of this database, for another. */
    static String forDatabase(UUID tenant, String name) {
        return of(tenant, Duration.ofMinutes(5), MAIN, name);
    }

    /** Signed for this database, with the key of another. */
    static String byAnotherKey(UUID tenant) {
        return of(tenant, Duration.ofMinutes(5), new DatabaseAddress("elsewhere", "careloop"), MAIN.name());
    }

    private static String of(UUID tenant, Duration life, DatabaseAddress key, String database) {
        return SECRET.contextKey(key)
                .sign(new TenantId(tenant), database, Instant.now().plus(life).getEpochSecond());
    }

    /** A connection that carries a pooled tenant. */
    static Connection carrying(Connection connection, UUID tenant) {
        return carrying(connection, tenant, 1);
    }

    static Connection carrying(Connection connection, UUID tenant, long epoch) {
        return TenantConnections.carrying(
                connection,
                new Placement(
                        new TenantId(tenant), Tier.POOLED, MAIN, Placement.POOLED_SCHEMA, epoch, Migrations.LATEST),
                of(tenant));
    }
}
