package health.careloop.tenancy;

import health.careloop.postgres.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What only an administrator may do: roles, the database, its schemas (T-01). Repeatable; does nothing where everything
 * is there.
 */
final class Bootstrap {
    static final String DATABASE = "careloop";

    /** Roles nobody signs in as: who owns, who runs the claim functions, who will sequence and copy. */
    private static final List<String> SILENT =
            List.of("careloop_owner", "careloop_dispatcher", "careloop_audit_writer", "careloop_backup");

    /** What every database has in which tenants live. */
    private static final String GROUND = """
            revoke all on database careloop from public;
            revoke all on schema public from public;
            grant careloop_owner, careloop_dispatcher to careloop_migrator;
            grant connect, create on database careloop to careloop_migrator;
            grant connect on database careloop to careloop_control;
            create schema app authorization careloop_owner;
            create schema loop authorization careloop_owner;
            grant usage on schema app to careloop_app, careloop_worker, careloop_ingest, careloop_control, careloop_dispatcher, careloop_backup;
            grant usage on schema loop to careloop_app, careloop_worker, careloop_ingest, careloop_control, careloop_dispatcher, careloop_audit_writer;
            """;

    private static final String CONTROL_AND_POOLED = """
            create schema control authorization careloop_owner;
            create schema pooled authorization careloop_owner;
            grant usage on schema pooled to careloop_app, careloop_worker;
            grant usage on schema control to careloop_control;
            """;

    private final DatabaseServer server;
    private final RolePasswords passwords;
    private final String database;

    Bootstrap(DatabaseServer server, RolePasswords passwords) {
        this(server, passwords, DATABASE);
    }

    Bootstrap(DatabaseServer server, RolePasswords passwords, String database) {
        this.server = server;
        this.passwords = passwords;
        this.database = database;
    }

    void run() throws SQLException {
        roles();
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "select 1 from pg_database where datname = '" + database + "'")) {
                statement.execute("create database " + database);
            }
        }
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (!exists(statement, "select 1 from pg_namespace where nspname = 'control'")) {
                prepare(statement);
            }
            connection.commit();
        }
    }

    /** The roles of the server, which all its databases share. */
    void roles() throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String role : SILENT) {
                if (!exists(statement, "select 1 from pg_roles where rolname = '" + role + "'")) {
                    statement.execute("create role " + role + " nologin");
                }
            }
            for (DatabaseRole role : DatabaseRole.values()) {
                create(statement, role);
            }
        }
    }

    /**
     * The schemas of a database that is one tenant's own, and the roles that alone may connect to it as a tenant: all of
     * it in one transaction, so that what is there is complete.
     */
    void own(DatabaseAddress address, DatabaseSecret secret, Mark mark) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (exists(statement, "select 1 from pg_namespace where nspname = 'app'")) {
                return;
            }
            run(statement, GROUND);
            for (DatabaseRole role : OwnRoles.REPLACED) {
                String own = OwnRoles.name(address, role);
                statement.execute("create role " + own + " login nosuperuser nocreatedb nocreaterole noreplication "
                        + "nobypassrls in role " + role.roleName() + " password '"
                        + secret.password(address.cell(), own) + "'");
                statement.execute("comment on role " + own + " is '" + mark.text() + "'");
                statement.execute("grant connect on database " + database + " to " + own);
                for (String setting : settings(role, Placement.OWN_SCHEMA)) {
                    statement.execute("alter role " + own + " in database " + database + " set " + setting);
                }
            }
            connection.commit();
        }
    }

    private void create(Statement statement, DatabaseRole role) throws SQLException {
        String name = role.roleName();
        String bypass = role == DatabaseRole.MIGRATOR ? "bypassrls" : "nobypassrls";
        String attributes = " login nosuperuser nocreatedb nocreaterole noreplication " + bypass + " password '"
                + passwords.of(role) + "'";
        boolean known = exists(statement, "select 1 from pg_roles where rolname = '" + name + "'");
        if (!known) {
            statement.execute("create role " + name + attributes);
        }
    }

    private void prepare(Statement statement) throws SQLException {
        run(statement, GROUND);
        run(statement, CONTROL_AND_POOLED);
        for (DatabaseRole role : List.of(DatabaseRole.APP, DatabaseRole.WORKER, DatabaseRole.INGEST)) {
            statement.execute("grant connect on database " + database + " to " + role.roleName());
            for (String setting : settings(role, Placement.POOLED_SCHEMA)) {
                statement.execute("alter role " + role.roleName() + " in database " + database + " set " + setting);
            }
        }
        statement.execute("alter role careloop_control in database " + database + " set search_path = control");
    }

    private void run(Statement statement, String commands) throws SQLException {
        for (String command : commands.split(";\n")) {
            if (!command.isBlank()) {
                statement.execute(command.replace("database careloop", "database " + database));
            }
        }
    }

    /** Plans are cached when the tables are still empty, and would scan them for ever. */
    private static List<String> settings(DatabaseRole role, String schema) {
        return List.of("search_path = " + (role == DatabaseRole.INGEST ? "loop" : schema), "enable_seqscan = off");
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next();
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(database), server.administrator(), server.administratorPassword());
    }
}
