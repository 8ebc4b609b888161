package health.careloop.wall;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions to a database and what came of them, as texts. */
final class Answers {
    /** Something to try. */
    interface Attempt {
        void with(Statement statement) throws SQLException;
    }

    private Answers() {}

    static List<Map<String, String>> rows(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<Map<String, String>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    String value = result.getString(i);
                    if (value != null) {
                        row.put(result.getMetaData().getColumnLabel(i), value);
                    }
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** The first column. */
    static List<String> column(Connection connection, String query) throws SQLException {
        return rows(connection, query).stream()
                .map(row -> row.values().stream().findFirst().orElse(""))
                .toList();
    }

    /** Tries and takes back. @return the SQLSTATE it was refused with, or null */
    static @Nullable String attempt(Connection connection, Attempt attempt) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            attempt.with(statement);
            return null;
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        } finally {
            connection.rollback(before);
        }
    }
}
