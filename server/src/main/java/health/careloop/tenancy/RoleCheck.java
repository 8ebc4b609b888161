package health.careloop.tenancy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Refuses to start when a tenant role could step around the wall (T-01). */
final class RoleCheck {
    private static final String TOO_MUCH_POWER = """
            select string_agg(reason, ', ') from (
                select 'is superuser' reason from pg_roles where rolname = current_user and rolsuper
                union all
                select 'bypasses row security' from pg_roles where rolname = current_user and rolbypassrls
                union all
                select 'is a member of ' || r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid
                    where m.member = (select oid from pg_roles where rolname = current_user)
                union all
                select 'owns ' || c.relname from pg_class c join pg_roles r on r.oid = c.relowner
                    where r.rolname = current_user
                union all
                select 'may create in schema ' || nspname from pg_namespace
                    where has_schema_privilege(current_user, oid, 'create')
                union all
                select 'may create temporary tables' where has_database_privilege(current_user, current_database(), 'temp')
            ) found
            """;

    private RoleCheck() {}

    static void refuseTooMuchPower(DataSource role) throws SQLException {
        try (Connection connection = role.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TOO_MUCH_POWER)) {
            row.next();
            String reasons = row.getString(1);
            if (reasons != null) {
                throw new IllegalStateException("The database role "
                        + connection.getMetaData().getUserName() + " has more power than it may have (" + reasons
                        + "): tenants would not be apart");
            }
        }
    }
}
