package health.careloop.bench;

import health.careloop.postgres.ExternalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The database of a running server as its administrator sees it: to count what is really there. */
final class ServerDatabase implements AutoCloseable {
    private static final String DATABASE = "careloop";

    private final ExternalPostgres postgres;
    private final Connection connection;

    private ServerDatabase(ExternalPostgres postgres) throws SQLException {
        this.postgres = postgres;
        this.connection = DriverManager.getConnection(
                postgres.jdbcUrl(DATABASE), postgres.administrator(), postgres.administratorPassword());
    }

    /** Found by what lies in the data folder. */
    static ServerDatabase of(Path home) {
        try {
            return new ServerDatabase(postgres(home));
        } catch (SQLException e) {
            throw new IllegalStateException("The server's database cannot be reached", e);
        }
    }

    ExternalPostgres postgres() {
        return postgres;
    }

    long count(String query) {
        return (long) number(query);
    }

    double number(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getDouble(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Counting failed", e);
        }
    }

    void execute(String commands) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(commands);
        } catch (SQLException e) {
            throw new IllegalStateException("The server's database refused", e);
        }
    }

    private static ExternalPostgres postgres(Path home) {
        Properties secrets = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve("secrets").resolve("database.properties"))) {
            secrets.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String password = URLEncoder.encode(secrets.getProperty("administrator.password"), StandardCharsets.UTF_8);
        return ExternalPostgres.at("jdbc:postgresql://127.0.0.1:"
                + PostmasterFile.in(home).port() + "/postgres?user=postgres&password=" + password);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
