package health.careloop.tenancy;

import health.careloop.postgres.DatabaseServerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Brings a database up to this build: the control plane, what lies once per database, and the domain tables of the
 * pooled tier. The domain's files name no schema, so the same ones will run in a tenant's own.
 */
final class Migrations {
    /** Schema version a tenant placed by this build has. */
    static final String LATEST = "20261121000400";

    /**
     * Oldest schema version this build serves. A release runs on the version before its own as well, so that tenants are
     * upgraded one by one while they work (expand, migrate, contract); this rises one release later than {@link #LATEST}.
     */
    static final String OLDEST_SERVED = "20261120070100";

    private static final Pattern VERSION = Pattern.compile("[0-9]{14}");

    private Migrations() {}

    static boolean serves(String version) {
        return version.compareTo(OLDEST_SERVED) >= 0 && version.compareTo(LATEST) <= 0;
    }

    static void run(DataSource migrator) {
        migrate(migrator, "control", "control");
        migrate(migrator, "loop", "loop");
        migrate(migrator, "pooled", "tenant");
        sign(migrator);
    }

    /** So that whoever cannot read this data later can say which build could. */
    private static void sign(DataSource migrator) {
        JdbcClient.create(migrator)
                .sql("comment on table control.schema_history is '" + build().replace("'", "") + "'")
                .update();
    }

    private static String build() {
        Properties built = new Properties();
        try (InputStream file = Migrations.class.getResourceAsStream("/application-version.properties")) {
            built.load(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "careloop " + built.getProperty("version") + ", commit " + built.getProperty("commit");
    }

    /** Everything made belongs to the role nobody signs in as. */
    static void handOver(DataSource migrator) throws SQLException {
        try (Connection connection = migrator.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("reassign owned by careloop_migrator to careloop_owner");
        }
    }

    private static void migrate(DataSource migrator, String schema, String folder) {
        try {
            configure(migrator, schema, folder).load().migrate();
        } catch (FlywayValidateException e) {
            String told = String.valueOf(e.getMessage());
            if (told.contains("not resolved locally")) {
                throw new DatabaseServerException(
                        "This data was written by a newer Careloop than this one: start the newer one, or restore a "
                                + "backup from before.",
                        e);
            }
            throw new DatabaseServerException(
                    "This data was written by " + writer(migrator) + ", with other scripts than this build's ("
                            + VERSION.matcher(told)
                                    .results()
                                    .map(MatchResult::group)
                                    .distinct()
                                    .collect(Collectors.joining(", "))
                            + " in " + schema + "): start that version, or choose another folder with --home.",
                    e);
        }
    }

    private static String writer(DataSource migrator) {
        return JdbcClient.create(migrator).sql("""
                        select coalesce(obj_description('control.schema_history'::regclass, 'pg_class'),
                            'a Careloop that did not say its version, last on ' || max(installed_on)::date)
                        from control.schema_history
                        """).query(String.class).single();
    }

    /** What several tables have in common, written once. */
    private static String shared(String name) {
        try (InputStream file = Migrations.class.getResourceAsStream("/db/shared/" + name + ".sql")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8)
                    .stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With its placeholders replaced, as Flyway does it. */
    static String filled(String sql) {
        return sql.replace("${audit_columns}", shared("audit_columns"));
    }

    static FluentConfiguration configure(DataSource migrator, String schema, String folder) {
        return Flyway.configure()
                .dataSource(migrator)
                .defaultSchema(schema)
                .schemas(schema)
                .createSchemas(false)
                .locations("classpath:db/" + folder)
                .table("schema_history")
                .placeholders(Map.of("audit_columns", shared("audit_columns")))
                .failOnMissingLocations(true)
                .ignoreMigrationPatterns(new String[0]) // by default what a newer build made is passed over
                .validateMigrationNaming(false);
    }
}
