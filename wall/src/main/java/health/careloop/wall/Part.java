package health.careloop.wall;

import java.util.Locale;

/** The roles of T-01, as every database has them; in a database of one tenant's own, others stand for the first three. */
public enum Part {
    APP,
    WORKER,
    INGEST,
    CONTROL,
    DISPATCHER,
    AUDIT_WRITER,
    BACKUP,
    /** Who owns the tables: the wall is forced on it, too. */
    OWNER;

    public String roleName() {
        return "careloop_" + name().toLowerCase(Locale.ROOT);
    }

    /** Whether the tenant policies speak to it; the others may do what the reviewed list says, across tenants. */
    public boolean isBehindTheWall() {
        return this == APP || this == WORKER;
    }
}
