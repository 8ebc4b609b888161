package health.careloop.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The comment on a schema, database or role that says for which tenant it was made. It is set before anybody could take
 * the thing for somebody else's, so that taking back drops what was made for this tenant and nothing that was there
 * before.
 */
record Mark(String text, String draft) {
    static Mark of(TenantId tenant) {
        return new Mark(
                "careloop tenant " + tenant, "draft_" + tenant.toString().replace("-", ""));
    }

    boolean isOnSchema(DataSource source, String schema) throws SQLException {
        return isOn(source, "select obj_description(oid, 'pg_namespace') from pg_namespace where nspname = ?", schema);
    }

    boolean isOnDatabase(DataSource source, String database) throws SQLException {
        return isOn(
                source, "select shobj_description(oid, 'pg_database') from pg_database where datname = ?", database);
    }

    boolean isOnRole(DataSource source, String role) throws SQLException {
        return isOn(source, "select shobj_description(oid, 'pg_authid') from pg_roles where rolname = ?", role);
    }

    private boolean isOn(DataSource source, String question, String name) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, name);
            try (ResultSet answer = statement.executeQuery()) {
                @Nullable String comment = answer.next() ? answer.getString(1) : null;
                return text.equals(comment);
            }
        }
    }
}
