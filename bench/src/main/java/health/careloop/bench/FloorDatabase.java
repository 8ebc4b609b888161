package health.careloop.bench;

import health.careloop.ScratchFolder;
import health.careloop.postgres.EmbeddedPostgres;
import health.careloop.postgres.PostgresSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * The PostgreSQL a floor writes to: the same program with the same settings as the server's, on a folder of its own, and
 * nothing of ours in it.
 */
final class FloorDatabase implements AutoCloseable {
    private final ScratchFolder folder;
    private final EmbeddedPostgres postgres;

    FloorDatabase(Progress progress) {
        this.folder = ScratchFolder.create("careloop-floor");
        this.postgres = EmbeddedPostgres.start(folder.path(), PostgresSettings.from(System.getenv()), progress::say);
    }

    /** Statements are prepared in the server from the first use on, as the cheapest program would have it. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", postgres.administrator());
        properties.setProperty("password", postgres.administratorPassword());
        properties.setProperty("prepareThreshold", "1");
        return DriverManager.getConnection(postgres.jdbcUrl("postgres"), properties);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    Path home() {
        return folder.path();
    }

    @Override
    public void close() {
        postgres.close();
        folder.close();
    }
}
