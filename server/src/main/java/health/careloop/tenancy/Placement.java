package health.careloop.tenancy;

/**
 * Where a tenant's data lives. The epoch rises with every move; the gate in the database refuses writes that come with
 * an older one.
 */
public record Placement(
        TenantId tenant, Tier tier, DatabaseAddress database, String schema, long epoch, String schemaVersion) {
    /** Of all pooled tenants of a database. */
    static final String POOLED_SCHEMA = "pooled";

    /** Of a tenant that has a database to itself. */
    static final String OWN_SCHEMA = "tenant";

    /** Whether the schema is another than where the database's roles look by themselves. */
    boolean inSchemaOfItsOwn() {
        return tier == Tier.SCHEMA;
    }
}
