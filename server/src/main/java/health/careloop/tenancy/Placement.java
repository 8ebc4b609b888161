package health.careloop.tenancy;

import java.util.regex.Pattern;

/**
 * Where a tenant's data lives. The epoch rises with every move; the gate in the database refuses writes that come with
 * an older one.
 */
public record Placement(
        TenantId tenant, Tier tier, DatabaseAddress database, String schema, long epoch, String schemaVersion) {
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    /** @throws IllegalArgumentException when a name could be read as anything but a name (C17) */
    public Placement {
        if (!NAME.matcher(schema).matches() || !NAME.matcher(database.name()).matches()) {
            throw new IllegalArgumentException("Schemas and databases are named with a-z, 0-9 and _ alone");
        }
    }

    /** Of all pooled tenants of a database. */
    static final String POOLED_SCHEMA = "pooled";

    /** Of a tenant that has a database to itself. */
    static final String OWN_SCHEMA = "tenant";

    /** One that is yet to be made, by this build. */
    public static Placement planned(TenantId tenant, Tier tier, DatabaseAddress database, String schema) {
        return new Placement(tenant, tier, database, schema, 1, Migrations.LATEST);
    }

    /** Whether the schema is another than where the database's roles look by themselves. */
    boolean inSchemaOfItsOwn() {
        return tier == Tier.SCHEMA;
    }
}
