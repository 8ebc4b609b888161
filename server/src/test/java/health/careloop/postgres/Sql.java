package health.careloop.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Asks a server as its administrator. */
final class Sql {
    private Sql() {}

    static Connection connect(DatabaseServer server) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl("postgres"), server.administrator(), server.administratorPassword());
    }

    static void execute(DatabaseServer server, String... statements) throws SQLException {
        try (var connection = connect(server);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static long number(DatabaseServer server, String sql) throws SQLException {
        return Long.parseLong(text(server, sql));
    }

    static String text(DatabaseServer server, String sql) throws SQLException {
        try (var connection = connect(server);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
