package health.careloop.tenancy;

import health.careloop.postgres.DatabaseServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The role the operator gave us on one server: a superuser, one that may create roles and databases, or one that may do
 * neither and finds everything made by somebody else.
 */
record Administrator(DatabaseServer server) {
    /**
     * What only a superuser has by nature: to act for the roles it makes. Since PostgreSQL 16 everybody else is granted
     * nothing but the right to grant them, unless the session asks for more.
     */
    private static final String ACTS_FOR_ITS_ROLES = "set createrole_self_grant = 'set, inherit'";

    private static final String MAKES_DATABASES = """
            select rolsuper or (rolcreaterole and rolcreatedb
                and pg_has_role(rolname, 'careloop_owner', 'set')
                and (select bool_and(pg_has_role(me.rolname, common.name, 'usage with admin option'))
                     from unnest(array['careloop_app', 'careloop_worker', 'careloop_ingest']) as common (name)))
            from pg_roles me where rolname = current_user
            """;

    static Administrator of(DatabaseServer server) {
        return new Administrator(server);
    }

    Connection connect() throws SQLException {
        return connect(server.maintenanceDatabase());
    }

    Connection connect(String database) throws SQLException {
        Connection connection = DriverManager.getConnection(
                server.jdbcUrl(database), server.administrator(), server.administratorPassword());
        try (Statement statement = connection.createStatement()) {
            statement.execute(ACTS_FOR_ITS_ROLES);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    /**
     * Whether it may make a database with roles of its own. Asked before anything is made, because a database is not
     * part of a transaction and would be left behind.
     */
    boolean makesDatabases() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(MAKES_DATABASES)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
