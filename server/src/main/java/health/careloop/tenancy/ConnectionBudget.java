package health.careloop.tenancy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * How many connections this process may have open to one PostgreSQL server, over all its databases and roles. When they
 * are all taken, whoever has idle ones and was used longest ago gives them back; else the caller waits, and not for long.
 */
final class ConnectionBudget {
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** While somebody waits, connections that come back are not kept for their own database. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(20);

    private static final int LONGEST_SIGN_IN_SECONDS = 5;

    private final String cell;
    private final int most;
    private final Semaphore free;
    private final TenantShares shares;
    private final Set<CellDatabase> holders = ConcurrentHashMap.newKeySet();

    /** @param share of one tenant */
    ConnectionBudget(String cell, int most, int share) {
        this.cell = cell;
        this.most = most;
        this.shares = new TenantShares(share);
        this.free = new Semaphore(most, true);
    }

    void shares(CellDatabase holder) {
        holders.add(holder);
    }

    void left(CellDatabase holder) {
        holders.remove(holder);
    }

    /** @return how many are open at this moment */
    int open() {
        return most - free.availablePermits();
    }

    int most() {
        return most;
    }

    TenantShares shares() {
        return shares;
    }

    /** How many databases have pools at this moment. */
    int databases() {
        return holders.size();
    }

    /** Opens connections of {@code source} within the budget. */
    DataSource limited(DataSource source) {
        return new DelegatingDataSource(source) {
            @Override
            public void setLoginTimeout(int seconds) {
                // A pool that asks often for a short while would cut short a sign-in that takes longer.
            }

            /** So long a pool that is closed waits for whoever is just opening a connection. */
            @Override
            public int getLoginTimeout() {
                return LONGEST_SIGN_IN_SECONDS;
            }

            @Override
            public Connection getConnection() throws SQLException {
                take();
                try {
                    return counted(source.getConnection());
                } catch (SQLException | RuntimeException | Error e) {
                    free.release();
                    throw e;
                }
            }
        };
    }

    private void take() throws SQLException {
        if (free.tryAcquire()) {
            return;
        }
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            do {
                evictLongestUnused();
                if (free.tryAcquire(ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } while (System.nanoTime() - until < 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new BusyException(
                "All " + most + " connections this process may have to the cell " + cell + " are in use");
    }

    /** One database's at a time: as many as are waited for. */
    private void evictLongestUnused() {
        List<CellDatabase> longestUnusedFirst = holders.stream()
                .sorted(Comparator.comparingLong(CellDatabase::lastUsedAt))
                .toList();
        for (CellDatabase holder : longestUnusedFirst) {
            if (holder.evictIdle()) {
                return;
            }
        }
    }

    /** Gives its place back once, whichever way it is closed. */
    private Connection counted(Connection connection) {
        AtomicBoolean held = new AtomicBoolean(true);
        return (Connection) Proxy.newProxyInstance(
                ConnectionBudget.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        if ((method.getName().equals("close")
                                        || method.getName().equals("abort"))
                                && held.compareAndSet(true, false)) {
                            free.release();
                        }
                    }
                });
    }
}
