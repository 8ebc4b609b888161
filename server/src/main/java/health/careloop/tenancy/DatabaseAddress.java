package health.careloop.tenancy;

/**
 * One database of the installation.
 *
 * @param cell the PostgreSQL server it lies on, as {@code control.cells} names it
 * @param name of the database there
 */
public record DatabaseAddress(String cell, String name) {
    /** Where the control plane and the shared tables lie: on the server the application was started with. */
    public static final DatabaseAddress MAIN = new DatabaseAddress("local", Bootstrap.DATABASE);

    /** Whether many tenants live there; else it is one tenant's own. */
    public boolean isShared() {
        return name.equals(Bootstrap.DATABASE);
    }

    @Override
    public String toString() {
        return cell + "/" + name;
    }
}
