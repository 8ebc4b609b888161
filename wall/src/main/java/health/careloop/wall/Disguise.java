package health.careloop.wall;

import health.careloop.wall.Contexts.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Another role on the administrator's own connection, inside its transaction: what is changed there and not committed can
 * be tried by everybody it concerns. Nothing that was done is left.
 */
public final class Disguise {
    public interface Work<T extends @Nullable Object> {
        T in(Connection session) throws SQLException;
    }

    private Disguise() {}

    public static <T extends @Nullable Object> T as(Connection administrator, String role, State state, Work<T> work)
            throws SQLException {
        Savepoint before = administrator.setSavepoint();
        try (Statement statement = administrator.createStatement()) {
            statement.execute("set local session authorization " + role);
            take(administrator, state);
            return work.in(administrator);
        } finally {
            administrator.rollback(before);
        }
    }

    /** Sets the context for this transaction, as any SQL in a session could. */
    public static void take(Connection session, State state) throws SQLException {
        if (state.context() != null) {
            try (PreparedStatement set = session.prepareStatement("select set_config('app.context', ?, true)")) {
                set.setString(1, state.context());
                set.execute();
            }
        }
    }
}
