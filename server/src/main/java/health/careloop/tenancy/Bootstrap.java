package health.careloop.tenancy;

import health.careloop.postgres.DatabaseServer;
import health.careloop.postgres.DatabaseServerException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.util.PasswordUtil;

/**
 * What only an administrator may do: roles, the database, its schemas (T-01). Repeatable; does nothing where everything
 * is there, and then needs no power either. Where the role we have lacks it, says what its administrator is to run.
 */
final class Bootstrap {
    static final String DATABASE = "careloop";

    /** SQLSTATE of a right that is missing. */
    private static final String NOT_ALLOWED = "42501";

    /** Roles nobody signs in as: who owns, who runs the claim functions, who will sequence and copy. */
    private static final List<String> SILENT =
            List.of("careloop_owner", "careloop_dispatcher", "careloop_audit_writer", "careloop_backup");

    /** The migrator makes things and hands them over. */
    private static final String HANDS_OVER = "grant careloop_owner, careloop_dispatcher to careloop_migrator";

    /** What every database has in which tenants live. */
    private static final String GROUND = """
            revoke all on database careloop from public;
            revoke all on schema public from public;
            grant connect, create on database careloop to careloop_migrator;
            grant connect on database careloop to careloop_control;
            create schema if not exists app authorization careloop_owner;
            create schema if not exists loop authorization careloop_owner;
            grant usage on schema app to careloop_app, careloop_worker, careloop_ingest, careloop_control, careloop_dispatcher, careloop_backup;
            grant usage on schema loop to careloop_app, careloop_worker, careloop_ingest, careloop_control, careloop_dispatcher, careloop_audit_writer;
            """;

    private static final String CONTROL_AND_POOLED = """
            create schema if not exists control authorization careloop_owner;
            create schema if not exists pooled authorization careloop_owner;
            grant usage on schema pooled to careloop_app, careloop_worker;
            grant usage on schema control to careloop_control;
            alter role careloop_control in database careloop set search_path = control;
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

    /** @throws DatabaseServerException with the SQL for an administrator, where our role may not do it */
    void run() throws SQLException {
        try {
            roles();
            database();
        } catch (SQLException e) {
            if (NOT_ALLOWED.equals(e.getSQLState())) {
                throw needsAnAdministrator(e);
            }
            throw e;
        }
    }

    private void database() throws SQLException {
        try (Connection connection = Administrator.of(server).connect();
                Statement statement = connection.createStatement()) {
            if (isMissing(statement)) {
                statement.execute(creating(database));
            }
        }
        try (Connection connection = Administrator.of(server).connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (!exists(statement, "select 1 from pg_namespace where nspname = 'control'")) {
                execute(statement, preparing());
            }
            connection.commit();
        }
    }

    /** The roles of the server, which all its databases share: all or none. */
    void roles() throws SQLException {
        try (Connection connection = Administrator.of(server).connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            execute(statement, missingRoles(statement));
            connection.commit();
        }
    }

    /** Sorts and folds letters alike on every server, whatever its operating system has. */
    static String creating(String database) {
        return "create database " + database
                + " template template0 encoding 'UTF8' locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'";
    }

    /**
     * The schemas of a database that is one tenant's own, and the roles that alone may connect to it as a tenant: all of
     * it in one transaction, so that what is there is complete.
     */
    void own(DatabaseAddress address, DatabaseSecret secret, Mark mark) throws SQLException {
        try (Connection connection = Administrator.of(server).connect(database);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (exists(statement, "select 1 from pg_namespace where nspname = 'app'")) {
                return;
            }
            execute(statement, commands(GROUND));
            for (DatabaseRole role : OwnRoles.REPLACED) {
                String own = OwnRoles.name(address, role);
                statement.execute("create role " + own + " login nosuperuser nocreatedb nocreaterole noreplication "
                        + "nobypassrls in role " + role.roleName() + " password '"
                        + verifier(secret.password(address.cell(), own)) + "'");
                statement.execute("comment on role " + own + " is '" + mark.text() + "'");
                statement.execute("grant connect on database " + database + " to " + own);
                for (String setting : settings(role, Placement.OWN_SCHEMA)) {
                    statement.execute("alter role " + own + " in database " + database + " set " + setting);
                }
            }
            connection.commit();
        }
    }

    private List<String> missingRoles(Statement statement) throws SQLException {
        List<String> commands = new ArrayList<>();
        for (String role : SILENT) {
            if (!exists(statement, "select 1 from pg_roles where rolname = '" + role + "'")) {
                commands.add("create role " + role + " nologin");
            }
        }
        for (DatabaseRole role : DatabaseRole.values()) {
            if (!exists(statement, "select 1 from pg_roles where rolname = '" + role.roleName() + "'")) {
                commands.add(creating(role));
            }
        }
        // In this order: the migrator may be there and less than it must be.
        if (exists(statement, "select 1 from pg_roles where rolname = 'careloop_migrator' and not rolbypassrls")) {
            commands.add("alter role careloop_migrator bypassrls");
        }
        if (!exists(statement, """
                select 1 from pg_roles m
                where m.rolname = 'careloop_migrator' and (select count(distinct r.rolname) from pg_auth_members a
                    join pg_roles r on r.oid = a.roleid where a.member = m.oid and a.set_option and a.inherit_option
                    and r.rolname in ('careloop_owner', 'careloop_dispatcher')) = 2
                """)) {
            commands.add(HANDS_OVER);
        }
        return commands;
    }

    private String creating(DatabaseRole role) {
        String bypass = role == DatabaseRole.MIGRATOR ? "bypassrls" : "nobypassrls";
        return "create role " + role.roleName() + " login nosuperuser nocreatedb nocreaterole noreplication " + bypass
                + " password '" + verifier(passwords.of(role)) + "'";
    }

    /** What the server keeps of a password: neither its log nor a paper with these commands shows the password. */
    private static String verifier(String password) {
        return PasswordUtil.encodeScramSha256(password.toCharArray());
    }

    private List<String> preparing() {
        List<String> commands = new ArrayList<>(commands(GROUND + CONTROL_AND_POOLED));
        for (DatabaseRole role : List.of(DatabaseRole.APP, DatabaseRole.WORKER, DatabaseRole.INGEST)) {
            commands.add("grant connect on database " + database + " to " + role.roleName());
            for (String setting : settings(role, Placement.POOLED_SCHEMA)) {
                commands.add("alter role " + role.roleName() + " in database " + database + " set " + setting);
            }
        }
        return commands;
    }

    private List<String> commands(String text) {
        return Arrays.stream(text.split(";\n"))
                .map(command -> command.replace("database careloop", "database " + database))
                .toList();
    }

    private static void execute(Statement statement, List<String> commands) throws SQLException {
        for (String command : commands) {
            statement.execute(command);
        }
    }

    /**
     * Plans are cached when the tables are still empty, and would scan them for ever. The door's one statement is long,
     * and the server would plan it anew for every batch, because it takes an array it knows for cheaper than one it does
     * not; whoever stands behind it hangs on nothing for longer than 5 s, which leaves time to go on one by one.
     */
    private static List<String> settings(DatabaseRole role, String schema) {
        return role == DatabaseRole.INGEST
                ? List.of(
                        "search_path = loop",
                        "enable_seqscan = off",
                        "plan_cache_mode = force_generic_plan",
                        "statement_timeout = '5s'")
                : List.of("search_path = " + schema, "enable_seqscan = off");
    }

    private boolean isMissing(Statement statement) throws SQLException {
        return !exists(statement, "select 1 from pg_database where datname = '" + database + "'");
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next();
        }
    }

    private DatabaseServerException needsAnAdministrator(SQLException e) throws SQLException {
        List<String> commands = new ArrayList<>();
        try (Connection connection = Administrator.of(server).connect();
                Statement statement = connection.createStatement()) {
            commands.addAll(missingRoles(statement));
            if (isMissing(statement)) {
                commands.add(creating(database));
            }
            String us = statement.enquoteIdentifier(server.administrator(), true);
            commands.add("grant connect on database " + database + " to " + us);
        }
        Stream<String> script = Stream.concat(
                commands.stream().map(command -> command + ";"),
                Stream.concat(
                        Stream.of("\\connect " + database), preparing().stream().map(command -> command + ";")));
        return new DatabaseServerException(
                "The database role " + server.administrator() + " may not make what Careloop needs ("
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                        + "): let a superuser run the following in psql, then start again.\n\n"
                        + String.join("\n", script.toList()) + "\n",
                e);
    }
}
