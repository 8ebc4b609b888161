package health.careloop.tenancy;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The placement directory, cached: a stale entry is safe because the gate refuses an old epoch. */
@Component
public final class Placements {
    private final ControlDatabase control;
    private final Map<TenantId, Placement> known = new ConcurrentHashMap<>();

    Placements(ControlDatabase control) {
        this.control = control;
    }

    /** @throws UnknownTenantException when nobody was placed under this id */
    public Placement get(TenantId tenant) {
        Placement cached = known.get(tenant);
        return cached != null ? cached : load(tenant);
    }

    /**
     * The placement, if this build knows the tables of its version; asked again where it does not, because somebody may
     * have upgraded them.
     *
     * @throws PlacementVersionException when it does not: that tenant is not served, all others are
     */
    Placement served(TenantId tenant) {
        Placement placement = get(tenant);
        if (!Migrations.serves(placement.schemaVersion())) {
            placement = load(tenant);
            if (!Migrations.serves(placement.schemaVersion())) {
                throw new PlacementVersionException(placement.schemaVersion());
            }
        }
        return placement;
    }

    void forget(TenantId tenant) {
        known.remove(tenant);
    }

    private Placement load(TenantId tenant) {
        Placement placement = control.sql()
                .sql(
                        "select tier, cell, database, schema, epoch, schema_version from control.placements where tenant_id = ?")
                .param(tenant.value())
                .query((row, number) -> new Placement(
                        tenant,
                        Tier.valueOf(row.getString("tier")),
                        new DatabaseAddress(row.getString("cell"), row.getString("database")),
                        row.getString("schema"),
                        row.getLong("epoch"),
                        row.getString("schema_version")))
                .optional()
                .orElseThrow(() -> new UnknownTenantException(tenant));
        known.put(tenant, placement);
        return placement;
    }
}
