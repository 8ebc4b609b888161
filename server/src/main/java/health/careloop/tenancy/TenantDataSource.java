package health.careloop.tenancy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Hands out connections of the scope's role that carry the scope's tenant. Outside a scope there are none. */
final class TenantDataSource extends AbstractDataSource {
    /** Moved on or closed; another database than its address says. */
    private static final Set<String> MISPLACED = Set.of("TM001", Greeting.WRONG_DATABASE);

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
        try {
            return databases.with(placement.database(), database -> database.carrying(placement, scope.role()));
        } catch (SQLException e) {
            if (MISPLACED.contains(String.valueOf(e.getSQLState()))) {
                // The directory has changed, or was wrong: whoever asks next reads it again.
                placements.forget(scope.tenant());
                databases.forgetOwn(placement.database());
            }
            throw e;
        }
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException("The role follows from the scope");
    }
}
