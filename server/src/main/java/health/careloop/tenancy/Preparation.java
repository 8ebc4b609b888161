package health.careloop.tenancy;

import health.careloop.postgres.DatabaseServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes databases and schemas for tenants, and takes back what it made. Each act is complete or leaves nothing but a
 * database that nobody was told of; none of them touches what was there before.
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

    /**
     * A schema with the domain's tables, in a database that is prepared.
     *
     * @return the version it has
     * @throws SQLException with SQLSTATE 42P06 when there is a schema of that name; it is left alone
     */
    String schema(DatabaseAddress database, String schema) throws SQLException {
        try (Connection connection = migrator(database.name()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SchemaScript.creating(schema));
        }
        return Migrations.LATEST;
    }

    void dropSchema(DatabaseAddress database, String schema) throws SQLException {
        try (Connection connection = migrator(database.name()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SchemaScript.dropping(schema));
        }
    }

    /**
     * A database of a tenant's own, with roles of its own, and the domain's tables in {@code schema}.
     *
     * @return what the database says of itself
     * @throws SQLException with SQLSTATE 42P04 when there is a database of that name; it is left alone
     * @throws PlacementException when our role may not make databases
     */
    UUID own(DatabaseAddress database, String schema) throws SQLException {
        Bootstrap bootstrap = new Bootstrap(server, passwords, database.name());
        bootstrap.roles();
        if (!Administrator.of(server).makesDatabases()) {
            throw new PlacementException(
                    "The database role of the cell " + database.cell() + " may not make databases: "
                            + "choose the tier POOLED or SCHEMA, or start Careloop with a role that may create roles and "
                            + "databases.");
        }
        try (Connection connection = Administrator.of(server).connect();
                Statement statement = connection.createStatement()) {
            statement.execute(Bootstrap.creating(database.name()));
        }
        bootstrap.own(database, secret);
        DataSource migrator = migrator(database.name());
        try (Connection connection = migrator.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SchemaScript.ground());
            statement.execute(SchemaScript.creating(schema));
        }
        secret.contextKey(database).register(migrator);
        return identity(migrator);
    }

    /** With its roles. Connections that are open there are ended. */
    void dropOwn(DatabaseAddress database) throws SQLException {
        try (Connection connection = Administrator.of(server).connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + database.name() + " with (force)");
            for (DatabaseRole role : OwnRoles.REPLACED) {
                statement.execute("drop role if exists " + OwnRoles.name(database, role));
            }
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
        return migrator;
    }
}
