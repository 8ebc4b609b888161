package health.careloop.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** Refuses a server that may lose an acknowledged commit. */
final class CrashSafety {

    private static final Map<String, Set<String>> REQUIRED = Map.of(
            "fsync", Set.of("on"),
            "full_page_writes", Set.of("on"),
            "synchronous_commit", Set.of("on", "remote_apply"),
            "data_checksums", Set.of("on"));

    private CrashSafety() {}

    /** Gives the version of a server that is safe. */
    static String require(String jdbcUrl, String user, String password) {
        try {
            return CrashSafety.requireConnected(jdbcUrl, user, password);
        } catch (SQLException e) {
            throw new DatabaseServerException(
                    "PostgreSQL at " + withoutParameters(jdbcUrl) + " does not let us in: " + e.getMessage(), e);
        }
    }

    private static String requireConnected(String jdbcUrl, String user, String password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10");
        try (var connection = DriverManager.getConnection(jdbcUrl, properties);
                var statement = connection.createStatement();
                var settings = statement.executeQuery("""
                        select name, setting from pg_settings
                         where name in ('fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums',
                                        'server_version')""")) {
            var version = "";
            var unsafe = new ArrayList<String>();
            while (settings.next()) {
                var name = settings.getString(1);
                var value = settings.getString(2);
                var allowed = REQUIRED.get(name);
                if (allowed == null) {
                    version = value;
                } else if (!allowed.contains(value)) {
                    unsafe.add(name + "=" + value);
                }
            }
            if (!unsafe.isEmpty()) {
                throw new DatabaseServerException("PostgreSQL at " + withoutParameters(jdbcUrl)
                        + " could lose what it acknowledged (" + String.join(", ", unsafe)
                        + "): switch these on, then start again.");
            }
            return version;
        }
    }

    private static String withoutParameters(String jdbcUrl) {
        return jdbcUrl.replaceFirst("\\?.*", "");
    }
}
