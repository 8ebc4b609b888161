package health.careloop.tenancy;

/** The roles of T-01 that sign in at run time. Each has its own pool, and may do no more than its work needs. */
public enum DatabaseRole {
    /** Requests of people and API clients. */
    APP("careloop_app"),
    /** Jobs. */
    WORKER("careloop_worker"),
    /** Accepting messages: inserts into five tables; reads replay rows, those of all tenants, and gates. */
    INGEST("careloop_ingest"),
    /** The control plane; closed to the tenant roles. */
    CONTROL("careloop_control"),
    /** Migrations; bypasses row security, used at start only. */
    MIGRATOR("careloop_migrator");

    private final String roleName;

    DatabaseRole(String roleName) {
        this.roleName = roleName;
    }

    public String roleName() {
        return roleName;
    }
}
