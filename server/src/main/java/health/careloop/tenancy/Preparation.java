package health.careloop.tenancy;

import health.careloop.postgres.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Makes databases and schemas for tenants, and takes back what it made. Each act may be repeated after a crash at any
 * point; what is made carries the tenant's {@link Mark}, and nothing without it is dropped.
 */
final class Preparation {
    private final DatabaseServer server;
    private final RolePasswords passwords;
    private final DatabaseSecret secret;

    Preparation(DatabaseServer server, RolePasswords passwords, DatabaseSecret secret) {
        this.server = server;
        this.passwords = passwords;
        this.secret = secret;
    }

    /**
     * Brings the main database up to this build: roles, control plane, shared tables. Repeatable.
     *
     * @return what the database says of itself
     */
    UUID main() throws SQLException {
        new Bootstrap(server, passwords).run();
        DataSource migrator = migrator(Bootstrap.DATABASE);
        Migrations.run(migrator);
        // Always: a crash between the two would leave tables with a role that bypasses row security.
        Migrations.handOver(migrator);
        secret.contextKey(DatabaseAddress.MAIN).register(migrator);
        UUID identity = identity(migrator);
        JdbcClient.create(migrator)
                .sql("""
                        insert into control.databases (cell, name, identity, shared) values (?, ?, ?, true)
                        on conflict (cell, name) do update set identity = excluded.identity
                        """)
                .params(DatabaseAddress.MAIN.cell(), DatabaseAddress.MAIN.name(), identity)
                .update();
        JdbcClient.create(migrator).sql("""
                        insert into app.schema_versions (schema, version)
                        select 'loop', max(version) from loop.schema_history where version is not null
                        union all select 'pooled', max(version) from pooled.schema_history where version is not null
                        on conflict (schema) do update set version = excluded.version
                        """).update();
        return identity;
    }

    boolean hasSchema(DatabaseAddress database, String schema) throws SQLException {
        return asked(migrator(database.name()), "select exists (select from pg_namespace where nspname = ?)", schema);
    }

    boolean hasDatabase(DatabaseAddress database) throws SQLException {
        return asked(administered(), "select exists (select from pg_database where datname = ?)", database.name());
    }

    /**
     * An empty schema in a database that is prepared, marked as the tenant's in the transaction that makes it.
     *
     * @throws SQLException with SQLSTATE 42P06 when there is a schema of that name; it is left alone
     */
    void createSchema(DatabaseAddress database, String schema, TenantId tenant) throws SQLException {
        if (Mark.of(tenant).isOnSchema(migrator(database.name()), schema)) {
            return;
        }
        execute(migrator(database.name()), SchemaScript.creating(schema, Mark.of(tenant)));
    }

    /** The domain's tables, all of them or none. */
    void fillSchema(DatabaseAddress database, String schema) throws SQLException {
        DataSource migrator = migrator(database.name());
        if (!asked(migrator, "select exists (select from app.schema_versions where schema = ?)", schema)) {
            execute(migrator, SchemaScript.filling(schema));
        }
    }

    /** Nothing when there is none, or one that was not made for this tenant. */
    void dropSchema(DatabaseAddress database, String schema, TenantId tenant) throws SQLException {
        if (Mark.of(tenant).isOnSchema(migrator(database.name()), schema)) {
            execute(migrator(database.name()), SchemaScript.dropping(schema));
        }
    }

    /**
     * An empty database of a tenant's own. It is made under a name nobody else can have and marked before it is given
     * its own: a database cannot be made and marked in one transaction, and one without the mark is never dropped.
     *
     * @throws SQLException with SQLSTATE 42P04 when there is a database of that name; it is left alone
     * @throws PlacementException when our role may not make databases
     */
    void createOwn(DatabaseAddress database, TenantId tenant) throws SQLException {
        new Bootstrap(server, passwords, database.name()).roles();
        if (!Administrator.of(server).makesDatabases()) {
            throw new PlacementException(
                    "The database role of the cell " + database.cell() + " may not make databases: "
                            + "choose the tier POOLED or SCHEMA, or start Careloop with a role that may create roles and "
                            + "databases.");
        }
        Mark mark = Mark.of(tenant);
        DataSource administrator = administered();
        if (mark.isOnDatabase(administrator, database.name())) {
            return;
        }
        if (!asked(administrator, "select exists (select from pg_database where datname = ?)", mark.draft())) {
            execute(administrator, Bootstrap.creating(mark.draft()));
        }
        execute(administrator, "comment on database " + mark.draft() + " is '" + mark.text() + "'");
        execute(administrator, "alter database " + mark.draft() + " rename to " + database.name());
    }

    /**
     * The tenant's own roles, what every database has, and the domain's tables in {@code schema}. Each part is there as
     * a whole or not at all.
     *
     * @return what the database says of itself
     */
    UUID fillOwn(DatabaseAddress database, String schema, TenantId tenant) throws SQLException {
        new Bootstrap(server, passwords, database.name()).own(database, secret, Mark.of(tenant));
        DataSource migrator = migrator(database.name());
        if (!asked(migrator, "select to_regclass(?) is not null", "app.schema_versions")) {
            execute(migrator, SchemaScript.ground());
        }
        createSchema(database, schema, tenant);
        fillSchema(database, schema);
        secret.contextKey(database).register(migrator);
        return identity(migrator);
    }

    /**
     * With its roles; nothing of that which was not made for this tenant. Connections that are open there are ended.
     */
    void dropOwn(DatabaseAddress database, TenantId tenant) throws SQLException {
        Mark mark = Mark.of(tenant);
        DataSource administrator = administered();
        execute(administrator, "drop database if exists " + mark.draft() + " with (force)");
        if (mark.isOnDatabase(administrator, database.name())) {
            execute(administrator, "drop database if exists " + database.name() + " with (force)");
        }
        if (hasDatabase(database)) {
            // Somebody else's by now, and with it what may sign in there.
            return;
        }
        for (DatabaseRole role : OwnRoles.REPLACED) {
            if (mark.isOnRole(administrator, OwnRoles.name(database, role))) {
                execute(administrator, "drop role if exists " + OwnRoles.name(database, role));
            }
        }
    }

    private static boolean asked(DataSource source, String question, String name) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, name);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private static void execute(DataSource source, String commands) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(commands);
        }
    }

    private static UUID identity(DataSource migrator) {
        return JdbcClient.create(migrator)
                .sql("select id from app.identities")
                .query(UUID.class)
                .single();
    }

    private DataSource migrator(String database) {
        PGSimpleDataSource migrator = new PGSimpleDataSource();
        migrator.setUrl(server.jdbcUrl(database));
        migrator.setUser(DatabaseRole.MIGRATOR.roleName());
        migrator.setPassword(passwords.of(DatabaseRole.MIGRATOR));
        migrator.setConnectTimeout(5);
        return migrator;
    }

    private DataSource administered() {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
                return Administrator.of(server).connect();
            }

            @Override
            public Connection getConnection(String username, String password) {
                throw new UnsupportedOperationException("The role is the operator's");
            }
        };
    }
}
