package health.careloop.tenancy;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Hands out connections of the scope's role that carry the scope's tenant. Outside a scope there are none. */
final class TenantDataSource extends AbstractDataSource {
    private final Databases databases;
    private final Placements placements;

    TenantDataSource(Databases databases, Placements placements) {
        this.databases = databases;
        this.placements = placements;
    }

    @Override
    public Connection getConnection() throws SQLException {
        TenantScope scope = TenantScope.current();
        Placement placement = placements.served(scope.tenant());
        CellDatabase database = databases.at(placement.database());
        Connection connection = database.connection(scope.role());
        try {
            return TenantConnections.carrying(connection, placement, database.contextOf(scope.tenant()));
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException("The role follows from the scope");
    }
}
