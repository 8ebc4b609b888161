package health.careloop.tenancy;

import java.util.EnumSet;
import java.util.Set;

/**
 * The roles of a database that is one tenant's own. Each stands for one of the common roles and is a member of it and of
 * nothing else, so that grants and policies are the same text everywhere; only these may read and write there.
 */
final class OwnRoles {
    /** The control plane and the migrations are the installation's, in every database. */
    static final Set<DatabaseRole> REPLACED = EnumSet.of(DatabaseRole.APP, DatabaseRole.WORKER, DatabaseRole.INGEST);

    private OwnRoles() {}

    static String name(DatabaseAddress database, DatabaseRole role) {
        return database.name() + role.roleName().substring("careloop".length());
    }

    static CellDatabase.Logins logins(DatabaseAddress database, RolePasswords passwords, DatabaseSecret secret) {
        return role -> {
            String name = REPLACED.contains(role) ? name(database, role) : role.roleName();
            return new CellDatabase.Login(
                    name, REPLACED.contains(role) ? secret.password(database.cell(), name) : passwords.of(role));
        };
    }
}
