package health.careloop.tenancy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import health.careloop.postgres.DatabaseServer;
import health.careloop.postgres.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The installation's database: prepared and migrated beside the start of the application, then one small pool per role.
 * Whoever first needs a connection waits for it.
 */
public final class Databases implements AutoCloseable {
    private final CompletableFuture<Map<DatabaseRole, HikariDataSource>> pools;

    private Databases(CompletableFuture<Map<DatabaseRole, HikariDataSource>> pools) {
        this.pools = pools;
    }

    /** Starts preparing at once, in the background. {@code server} may block until the server runs. */
    public static Databases open(Supplier<DatabaseServer> server, Path home, TenancySettings settings) {
        CompletableFuture<Map<DatabaseRole, HikariDataSource>> pools = new CompletableFuture<>();
        Thread.ofVirtual().name("database-preparation").start(() -> {
            try {
                pools.complete(prepare(server.get(), home, settings));
            } catch (Throwable e) {
                pools.completeExceptionally(e);
            }
        });
        return new Databases(pools);
    }

    /**
     * Joins the database of an installation that another process runs: one connection each for the control plane and for
     * a tenant's audit trail. Prepares and migrates nothing.
     *
     * @param databaseUrl of the running server's database {@code careloop}
     */
    public static Databases join(String databaseUrl, Path home) {
        RolePasswords passwords = RolePasswords.of(home.resolve("secrets"));
        Map<DatabaseRole, HikariDataSource> pools = new EnumMap<>(DatabaseRole.class);
        for (DatabaseRole role : List.of(DatabaseRole.CONTROL, DatabaseRole.APP)) {
            pools.put(role, pool(databaseUrl, role, passwords.of(role), 1));
        }
        return new Databases(CompletableFuture.completedFuture(pools));
    }

    /** As {@link #join(String, Path)}; the embedded server is found by what it wrote into the data folder. */
    public static Databases join(Path home) {
        return join(EmbeddedPostgres.urlOfRunning(home, Bootstrap.DATABASE), home);
    }

    private static Map<DatabaseRole, HikariDataSource> prepare(
            DatabaseServer server, Path home, TenancySettings settings) throws SQLException {
        RolePasswords passwords = RolePasswords.in(home.resolve("secrets"));
        new Bootstrap(server, passwords).run();
        PGSimpleDataSource migrator = new PGSimpleDataSource();
        migrator.setUrl(server.jdbcUrl(Bootstrap.DATABASE));
        migrator.setUser(DatabaseRole.MIGRATOR.roleName());
        migrator.setPassword(passwords.of(DatabaseRole.MIGRATOR));
        Migrations.run(migrator);
        // Always: a crash between the two would leave tables with a role that bypasses row security.
        Migrations.handOver(migrator);
        Map<DatabaseRole, HikariDataSource> pools = new EnumMap<>(DatabaseRole.class);
        for (DatabaseRole role : DatabaseRole.values()) {
            if (role != DatabaseRole.MIGRATOR) {
                pools.put(
                        role,
                        pool(server.jdbcUrl(Bootstrap.DATABASE), role, passwords.of(role), settings.connections(role)));
            }
        }
        for (DatabaseRole role : List.of(DatabaseRole.APP, DatabaseRole.WORKER, DatabaseRole.INGEST)) {
            RoleCheck.refuseTooMuchPower(pool(pools, role));
        }
        return pools;
    }

    private static HikariDataSource pool(String url, DatabaseRole role, String password, int size) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(role.roleName());
        config.setJdbcUrl(url);
        config.setUsername(role.roleName());
        config.setPassword(password);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(10_000);
        config.addDataSourceProperty("ApplicationName", role.roleName());
        // The driver would append the row's values to the message of a constraint violation (T-13).
        config.addDataSourceProperty("logServerErrorDetail", "false");
        config.addDataSourceProperty("prepareThreshold", "3");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        if (role == DatabaseRole.INGEST) {
            // Everybody at the door waits for one connection: when the server is silent, it must not be for ever.
            config.addDataSourceProperty("socketTimeout", "20");
        }
        return new HikariDataSource(config);
    }

    /** Waits until the database is prepared. */
    public void await() {
        pools();
    }

    DataSource pool(DatabaseRole role) {
        return pool(pools(), role);
    }

    private static HikariDataSource pool(Map<DatabaseRole, HikariDataSource> pools, DatabaseRole role) {
        HikariDataSource pool = pools.get(role);
        if (pool == null) {
            throw new IllegalArgumentException("There is no pool for " + role);
        }
        return pool;
    }

    private Map<DatabaseRole, HikariDataSource> pools() {
        try {
            return pools.join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException("The database could not be prepared: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        if (pools.isDone() && !pools.isCompletedExceptionally()) {
            pools.join().values().forEach(HikariDataSource::close);
        }
    }
}
