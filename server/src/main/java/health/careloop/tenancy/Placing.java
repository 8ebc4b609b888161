package health.careloop.tenancy;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes the place where a tenant's data is to live, and takes it back. Each step may be repeated, and none touches what
 * another tenant has.
 */
@Component
public final class Placing {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Databases databases;
    private final ControlDatabase control;
    private final Placements placements;

    Placing(Databases databases, ControlDatabase control, Placements placements) {
        this.databases = databases;
        this.control = control;
        this.placements = placements;
    }

    /** A place nobody has yet: the names say nothing of the tenant. */
    public Placement plan(TenantId tenant, Tier tier, String cell) {
        return switch (tier) {
            case POOLED -> new Placement(tenant, tier, shared(cell), Placement.POOLED_SCHEMA, 1, Migrations.LATEST);
            case SCHEMA -> new Placement(tenant, tier, shared(cell), opaque("s"), 1, Migrations.LATEST);
            case DATABASE ->
                new Placement(
                        tenant,
                        tier,
                        new DatabaseAddress(cell, opaque("d")),
                        Placement.OWN_SCHEMA,
                        1,
                        Migrations.LATEST);
        };
    }

    private static DatabaseAddress shared(String cell) {
        return new DatabaseAddress(cell, Bootstrap.DATABASE);
    }

    private static String opaque(String kind) {
        byte[] name = new byte[8];
        RANDOM.nextBytes(name);
        return kind + "_" + HexFormat.of().formatHex(name);
    }

    /**
     * Makes the schema or database, at this build's version; for a pooled tenant it is there.
     *
     * @throws PlacementException when there is one of that name already, which is left alone, or the server refuses
     */
    public void build(Placement placement) {
        DatabaseAddress database = placement.database();
        try {
            switch (placement.tier()) {
                case POOLED -> {}
                case SCHEMA -> databases.preparationOn(database.cell()).schema(database, placement.schema());
                case DATABASE -> {
                    UUID identity = databases.preparationOn(database.cell()).own(database, placement.schema());
                    control.sql()
                            .sql("insert into control.databases (cell, name, identity, shared) values (?, ?, ?, false)")
                            .params(database.cell(), database.name(), identity)
                            .update();
                }
            }
        } catch (SQLException e) {
            throw new PlacementException("The place " + database + "." + placement.schema() + " could not be made", e);
        }
    }

    /** Writes the placement into the directory and opens its gate: from now on the tenant can be served. */
    public void admit(Placement placement) {
        control.sql()
                .sql("""
                        insert into control.placements (tenant_id, tier, cell, database, schema, epoch, schema_version)
                        values (?, ?, ?, ?, ?, ?, ?) on conflict (tenant_id) do nothing
                        """)
                .params(
                        placement.tenant().value(),
                        placement.tier().name(),
                        placement.database().cell(),
                        placement.database().name(),
                        placement.schema(),
                        placement.epoch(),
                        placement.schemaVersion())
                .update();
        gatesOf(placement)
                .sql("insert into loop.gates (tenant_id, epoch) values (?, ?) on conflict (tenant_id) do nothing")
                .params(placement.tenant().value(), placement.epoch())
                .update();
    }

    /** Takes back what {@link #build} made and {@link #admit} wrote. */
    public void takeBack(Placement placement) {
        DatabaseAddress database = placement.database();
        try {
            if (placement.tier() != Tier.DATABASE) {
                gatesOf(placement)
                        .sql("update loop.gates set state = 'CLOSED' where tenant_id = ?")
                        .param(placement.tenant().value())
                        .update();
            }
            control.sql()
                    .sql("delete from control.placements where tenant_id = ?")
                    .param(placement.tenant().value())
                    .update();
            placements.forget(placement.tenant());
            switch (placement.tier()) {
                case POOLED -> {}
                case SCHEMA -> databases.preparationOn(database.cell()).dropSchema(database, placement.schema());
                case DATABASE -> {
                    databases.forget(database);
                    databases.preparationOn(database.cell()).dropOwn(database);
                    control.sql()
                            .sql("delete from control.databases where cell = ? and name = ? and not shared")
                            .params(database.cell(), database.name())
                            .update();
                }
            }
        } catch (SQLException e) {
            throw new PlacementException(
                    "The place " + database + "." + placement.schema() + " could not be taken back", e);
        }
    }

    private JdbcClient gatesOf(Placement placement) {
        return JdbcClient.create(new LazyPool(databases, placement.database(), DatabaseRole.CONTROL));
    }
}
