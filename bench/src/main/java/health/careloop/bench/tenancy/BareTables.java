package health.careloop.bench.tenancy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The same rows in tables that know no tenant: no column, no policy, no gate, no context. In the same server and
 * database as the others, through a pool as large as theirs, opened when it is first needed.
 */
public final class BareTables implements AutoCloseable {
    static final String ROLE = "bare";

    /** Of a folder that is thrown away. */
    static final String PASSWORD = "bare";

    private static final int CONNECTIONS = 10;

    private final HikariDataSource pool;

    private BareTables(HikariDataSource pool) {
        this.pool = pool;
    }

    /** @param home the server's data folder, from which the database's port is read at the first use */
    public static BareTables of(Path home) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(new PGSimpleDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public java.sql.Connection getConnection() throws java.sql.SQLException {
                setUrl("jdbc:postgresql://127.0.0.1:" + portIn(home) + "/careloop");
                return super.getConnection(ROLE, PASSWORD);
            }
        });
        config.setPoolName(ROLE);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        // The server has no more connections to give than its own pools may ask for.
        config.setIdleTimeout(10_000);
        config.setInitializationFailTimeout(-1);
        return new BareTables(new HikariDataSource(config));
    }

    private static String portIn(Path home) {
        try {
            return Files.readAllLines(home.resolve("postgres").resolve("postmaster.pid"))
                    .get(3)
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException("No PostgreSQL runs in " + home, e);
        }
    }

    public JdbcClient sql() {
        return JdbcClient.create(pool);
    }

    @Override
    public void close() {
        pool.close();
    }
}
