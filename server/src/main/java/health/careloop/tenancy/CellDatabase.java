package health.careloop.tenancy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
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

    private static final Duration STEP = Duration.ofMillis(500);

    /** The driver keeps 256 statements a connection; with all of them in use, each would be prepared each time. */
    private static final int SCHEMAS_WITH_OWN_STATEMENTS = 8;

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
    /** Tenants of whom the database itself has said that they live there, at this epoch. */
    private final Map<TenantId, Long> admitted = new ConcurrentHashMap<>();

    private final Map<DatabaseRole, TenantShares> shares = new ConcurrentHashMap<>();
    private final Set<String> schemasWithOwnStatements = ConcurrentHashMap.newKeySet();
    private final boolean serverPrepared;
    private volatile long lastUsedAt = System.nanoTime();
    private volatile boolean closed;

    CellDatabase(
            DatabaseAddress address,
            String url,
            Logins logins,
            Sizes sizes,
            Greeting greeting,
            ConnectionBudget budget,
            Contexts contexts,
            boolean serverPrepared) {
        this.address = address;
        this.url = url;
        this.logins = logins;
        this.sizes = sizes;
        this.greeting = greeting;
        this.budget = budget;
        this.contexts = contexts;
        this.serverPrepared = serverPrepared;
        budget.shares(this);
    }

    DatabaseAddress address() {
        return address;
    }

    /**
     * @throws BusyException when there is none in time
     * @throws SQLException with the reason, as soon as it is known, when waiting is no use
     */
    Connection connection(DatabaseRole role) throws SQLException {
        lastUsedAt = System.nanoTime();
        HikariDataSource pool = pool(role);
        long until = lastUsedAt + sizes.of(role).acquire().toNanos();
        while (true) {
            if (closed) {
                throw new ClosedDatabaseException(address);
            }
            try {
                return pool.getConnection();
            } catch (SQLTransientConnectionException e) {
                for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
                    if (cause instanceof BusyException busy) {
                        throw busy;
                    }
                    if (cause instanceof SQLException reason && Greeting.WRONG_DATABASE.equals(reason.getSQLState())) {
                        throw reason;
                    }
                }
                if (System.nanoTime() - until >= 0) {
                    throw e.getCause() == null ? new BusyException("Everybody in this pool is at work") : e;
                }
            } catch (SQLException e) {
                if (closed) {
                    throw new ClosedDatabaseException(address);
                }
                throw e;
            }
        }
    }

    /**
     * A connection that carries the tenant, in its share. The database itself is asked once whether the tenant lives
     * there (T-20): the directory may have been changed by somebody who mixed up two lines.
     */
    Connection carrying(Placement placement, DatabaseRole role) throws SQLException {
        TenantId tenant = placement.tenant();
        Size size = sizes.of(role);
        TenantShares ofPool = shares.computeIfAbsent(
                role, known -> address.isShared() ? TenantShares.ofPool(size.most()) : new TenantShares(size.most()));
        ofPool.take(tenant, size.acquire());
        boolean inShare = false;
        try {
            budget.shares().take(tenant, size.acquire());
            inShare = true;
            Connection connection = connection(role);
            try {
                String context = contexts.of(tenant);
                admit(placement, connection, context);
                return TenantConnections.carrying(connection, placement, context, hasOwnStatements(placement), () -> {
                    budget.shares().giveBack(tenant);
                    ofPool.giveBack(tenant);
                });
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException | RuntimeException e) {
            if (inShare) {
                budget.shares().giveBack(tenant);
            }
            ofPool.giveBack(tenant);
            throw e;
        }
    }

    /** The first few schemas that are served here; all others share theirs, and their plans with them. */
    private boolean hasOwnStatements(Placement placement) {
        return placement.inSchemaOfItsOwn()
                && (schemasWithOwnStatements.contains(placement.schema())
                        || schemasWithOwnStatements.size() < SCHEMAS_WITH_OWN_STATEMENTS
                                && schemasWithOwnStatements.add(placement.schema()));
    }

    private void admit(Placement placement, Connection connection, String context) throws SQLException {
        Long epoch = admitted.get(placement.tenant());
        if (epoch == null || epoch != placement.epoch()) {
            TenantConnections.enter(connection, placement, context);
            admitted.put(placement.tenant(), placement.epoch());
        }
    }

    /** On the monotonic clock, in nanoseconds. */
    long lastUsedAt() {
        return lastUsedAt;
    }

    HikariDataSource pool(DatabaseRole role) {
        HikariDataSource known = pools.get(role);
        return known != null ? known : pools.computeIfAbsent(role, this::open);
    }

    private HikariDataSource open(DatabaseRole role) {
        if (closed) {
            throw new ClosedDatabaseException(address);
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
        // The pool waits in short steps, so that a reason is heard as soon as there is one.
        config.setConnectionTimeout(Math.min(size.acquire().toMillis(), STEP.toMillis()));
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
        source.setPrepareThreshold(serverPrepared ? 3 : 0);
        source.setTcpKeepAlive(true);
        source.setConnectTimeout(5);
        if (role == DatabaseRole.INGEST) {
            // Everybody at the door waits for one connection: when the server is silent, it must not be for ever.
            source.setSocketTimeout(20);
        }
        return source;
    }

    /**
     * Gives back to the cell what nobody uses at this moment.
     *
     * @return whether there was something
     */
    boolean evictIdle() {
        boolean some = false;
        for (HikariDataSource pool : pools.values()) {
            var bean = pool.getHikariPoolMXBean();
            if (bean != null && bean.getIdleConnections() > 0) {
                bean.softEvictConnections();
                some = true;
            }
        }
        return some;
    }

    /** Whether nobody has asked for it since {@code instant} on the monotonic clock, and nobody works there. */
    boolean isUnusedSince(long instant) {
        return lastUsedAt - instant < 0
                && pools.values().stream()
                        .map(HikariDataSource::getHikariPoolMXBean)
                        .allMatch(pool -> pool == null || pool.getActiveConnections() == 0);
    }

    @Override
    public void close() {
        closed = true;
        budget.left(this);
        pools.values().forEach(HikariDataSource::close);
    }
}
