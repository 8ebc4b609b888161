package health.careloop.tenancy;

/**
 * Where a tenant's data lives. The epoch rises with every move; the gate in the database refuses writes that come with
 * an older one.
 */
public record Placement(TenantId tenant, Tier tier, String cell, String database, String schema, long epoch) {}
