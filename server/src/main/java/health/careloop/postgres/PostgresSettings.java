package health.careloop.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an operator may choose about the embedded server. Everything else is fixed here, on its command line, so that
 * an old data folder gets today's values.
 *
 * @param sharedBuffers as PostgreSQL writes it, for instance {@code 128MB}
 */
public record PostgresSettings(String sharedBuffers, int maxConnections) {

    private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,6}(kB|MB|GB)");

    public static final PostgresSettings DEFAULTS = new PostgresSettings("128MB", 100);

    public PostgresSettings {
        if (!SIZE.matcher(sharedBuffers).matches()) {
            throw new DatabaseServerException(
                    "CARELOOP_SHARED_BUFFERS must be a size like 128MB, not '" + sharedBuffers + "'.");
        }
        if (maxConnections < 10) {
            throw new DatabaseServerException("PostgreSQL needs at least 10 connections, not " + maxConnections + ".");
        }
    }

    public static PostgresSettings from(Map<String, String> environment) {
        return new PostgresSettings(
                environment.getOrDefault("CARELOOP_SHARED_BUFFERS", DEFAULTS.sharedBuffers), DEFAULTS.maxConnections);
    }

    List<String> commandLine(int port) {
        var arguments = new ArrayList<String>();
        settings(port).forEach((name, value) -> {
            arguments.add("-c");
            arguments.add(name + "=" + value);
        });
        return arguments;
    }

    private Map<String, String> settings(int port) {
        return Map.ofEntries(
                // loopback only
                Map.entry("port", Integer.toString(port)),
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("unix_socket_directories", ""),
                Map.entry("max_connections", Integer.toString(maxConnections)),
                Map.entry("shared_buffers", sharedBuffers),
                // an acknowledged commit is on disk
                Map.entry("fsync", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("synchronous_commit", "on"),
                // many small commits: checkpoints by time, not because the log is full
                Map.entry("wal_level", "logical"),
                Map.entry("max_wal_size", "2GB"),
                Map.entry("min_wal_size", "256MB"),
                Map.entry("checkpoint_timeout", "15min"),
                Map.entry("autovacuum", "on"),
                // A new table is planned as empty until it is analysed, and cached plans stay so: a minute of that is
                // long.
                Map.entry("autovacuum_naptime", "5s"),
                // statements are short; compiling one costs more than running it
                Map.entry("jit", "off"),
                Map.entry("timezone", "UTC"),
                // cost at start: none measurable; CREATE ROLE … PASSWORD must not be kept
                Map.entry("shared_preload_libraries", "pg_stat_statements"),
                Map.entry("pg_stat_statements.track_utility", "off"),
                // An error of a statement can quote a value. Its caller gets it; the log never does: the level
                // "log" is above "error" there.
                Map.entry("log_min_messages", "log"),
                Map.entry("log_min_error_statement", "panic"),
                Map.entry("log_error_verbosity", "terse"),
                Map.entry("log_statement", "none"),
                Map.entry("log_min_duration_statement", "-1"),
                Map.entry("log_parameter_max_length", "0"),
                Map.entry("log_parameter_max_length_on_error", "0"),
                Map.entry("log_checkpoints", "off"),
                Map.entry("log_timezone", "UTC"));
    }
}
