package health.careloop.tenancy;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** One role of one database. It may be asked for before the database is up; the first connection waits for it. */
final class LazyPool extends AbstractDataSource {
    private final Databases databases;
    private final DatabaseAddress database;
    private final DatabaseRole role;

    LazyPool(Databases databases, DatabaseAddress database, DatabaseRole role) {
        this.databases = databases;
        this.database = database;
        this.role = role;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return databases.connection(database, role);
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException("The role is fixed");
    }
}
