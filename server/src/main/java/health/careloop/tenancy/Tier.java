package health.careloop.tenancy;

/** How far a tenant is apart from its neighbours: shared tables, a schema, or a database of its own. */
public enum Tier {
    POOLED,
    SCHEMA,
    DATABASE
}
