package health.careloop.tenancy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One database as this process uses it: a pool per role, opened when it is first needed, and the contexts of the tenants
 * who live there.
 */
final class CellDatabase implements AutoCloseable {
    /** How one role signs in. */
    record Login(String name, String password) {}

    /**
     * How large a pool may be and how long it keeps what it does not need.
     *
     * @param fewest open also when idle
     */
    record Size(int fewest, int most, Duration idle, Duration acquire) {}

    interface Logins {
        Login of(DatabaseRole role);
    }

    interface Sizes {
        Size of(DatabaseRole role);
    }

    private final DatabaseAddress address;
    private final String url;
    private final Logins logins;
    private final Sizes sizes;
    private final Greeting greeting;
    private final ConnectionBudget budget;
    private final Contexts contexts;
    private final Map<DatabaseRole, HikariDataSource> pools = new ConcurrentHashMap<>();
    private volatile long lastUsedAt = System.nanoTime();
    private volatile boolean closed;

    CellDatabase(
            DatabaseAddress address,
            String url,
            Logins logins,
            Sizes sizes,
            Greeting greeting,
            ConnectionBudget budget,
            Contexts contexts) {
        this.address = address;
        this.url = url;
        this.logins = logins;
        this.sizes = sizes;
        this.greeting = greeting;
        this.budget = budget;
        this.contexts = contexts;
        budget.shares(this);
    }

    DatabaseAddress address() {
        return address;
    }

    Connection connection(DatabaseRole role) throws SQLException {
        lastUsedAt = System.nanoTime();
        return pool(role).getConnection();
    }

    /** On the monotonic clock, in nanoseconds. */
    long lastUsedAt() {
        return lastUsedAt;
    }

    /** The tenant's signed context; only behind a connection of this database. */
    String contextOf(TenantId tenant) {
        return contexts.of(tenant);
    }

    HikariDataSource pool(DatabaseRole role) {
        HikariDataSource known = pools.get(role);
        return known != null ? known : pools.computeIfAbsent(role, this::open);
    }

    private HikariDataSource open(DatabaseRole role) {
        if (closed) {
            throw new IllegalStateException("The connections to " + address + " are closed");
        }
        Size size = sizes.of(role);
        HikariConfig config = new HikariConfig();
        config.setPoolName(role.roleName() + "@" + address);
        config.setDataSource(budget.limited(greeting.greeted(server(role), contexts)));
        config.setMaximumPoolSize(size.most());
        config.setMinimumIdle(size.fewest());
        if (size.fewest() < size.most()) {
            config.setIdleTimeout(size.idle().toMillis());
        }
        // A backend keeps what it learned of every schema it touched; an old one is worth less than its memory.
        config.setMaxLifetime(Duration.ofMinutes(10).toMillis());
        config.setConnectionTimeout(size.acquire().toMillis());
        config.setInitializationFailTimeout(size.fewest() == 0 ? -1 : 10_000);
        return new HikariDataSource(config);
    }

    private DataSource server(DatabaseRole role) {
        Login login = logins.of(role);
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(login.name());
        source.setPassword(login.password());
        source.setApplicationName(role.roleName());
        // The driver would append the row's values to the message of a constraint violation (T-13).
        source.setLogServerErrorDetail(false);
        source.setPrepareThreshold(3);
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(5);
        if (role == DatabaseRole.INGEST) {
            // Everybody at the door waits for one connection: when the server is silent, it must not be for ever.
            source.setSocketTimeout(20);
        }
        return source;
    }

    /** Gives back to the cell what nobody uses at this moment. */
    void evictIdle() {
        pools.values().forEach(pool -> {
            if (pool.getHikariPoolMXBean() != null && pool.getHikariPoolMXBean().getIdleConnections() > 0) {
                pool.getHikariPoolMXBean().softEvictConnections();
            }
        });
    }

    @Override
    public void close() {
        closed = true;
        budget.left(this);
        pools.values().forEach(HikariDataSource::close);
    }
}
