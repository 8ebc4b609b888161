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
        for (String command : """
                revoke all on database careloop from public;
                revoke all on schema public from public;
                grant careloop_owner, careloop_dispatcher to careloop_migrator;
                grant connect on database careloop to careloop_app, careloop_worker, careloop_ingest, careloop_control, careloop_migrator;
                create schema control authorization careloop_owner;
                create schema app authorization careloop_owner;
                create schema loop authorization careloop_owner;
                create schema pooled authorization careloop_owner;
                grant usage on schema app to careloop_app, careloop_worker, careloop_ingest, careloop_dispatcher, careloop_backup;
                grant usage on schema loop to careloop_app, careloop_worker, careloop_ingest, careloop_control, careloop_dispatcher, careloop_audit_writer;
                grant usage on schema pooled to careloop_app, careloop_worker;
                grant usage on schema control to careloop_control;
                alter role careloop_app in database careloop set search_path = pooled;
                alter role careloop_worker in database careloop set search_path = pooled;
                alter role careloop_ingest in database careloop set search_path = loop;
                alter role careloop_control in database careloop set search_path = control;
                alter role careloop_app in database careloop set enable_seqscan = off;
                alter role careloop_worker in database careloop set enable_seqscan = off;
                alter role careloop_ingest in database careloop set enable_seqscan = off;
                """.split(";\n")) {
            if (!command.isBlank()) {
                statement.execute(command.replace("database careloop", "database " + database));
            }
        }
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
