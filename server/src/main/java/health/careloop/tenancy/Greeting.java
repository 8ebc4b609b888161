package health.careloop.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * What is asked of every new connection before anybody uses it: which database is this, and what time is it there
 * (T-20). A database that is not the one the placement means takes part in nothing.
 *
 * @param expected null where it is not known yet, because this is the connection to learn it by
 */
record Greeting(DatabaseAddress address, @Nullable UUID expected) {
    private static final String ASK = "select app.identity(), extract(epoch from clock_timestamp())::bigint";

    /** SQLSTATE of a connection that leads to another database than its address says. */
    static final String WRONG_DATABASE = "TM007";

    DataSource greeted(DataSource source, Contexts contexts) {
        return new DelegatingDataSource(source) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = source.getConnection();
                try {
                    greet(connection, contexts);
                    return connection;
                } catch (SQLException | RuntimeException e) {
                    connection.close();
                    throw e;
                }
            }
        };
    }

    private void greet(Connection connection, Contexts contexts) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(ASK);
                ResultSet answer = ask.executeQuery()) {
            answer.next();
            UUID identity = answer.getObject(1, UUID.class);
            if (identity == null || (expected != null && !identity.equals(expected))) {
                throw new SQLException("The database at " + address + " is another one than expected", WRONG_DATABASE);
            }
            contexts.databaseSays(answer.getLong(2));
        }
    }
}
