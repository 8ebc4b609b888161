package health.careloop.tenancy;

import health.careloop.postgres.DatabaseServerException;
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
            case POOLED -> Placement.planned(tenant, tier, shared(cell), Placement.POOLED_SCHEMA);
            case SCHEMA -> Placement.planned(tenant, tier, shared(cell), opaque("s"));
            case DATABASE ->
                Placement.planned(tenant, tier, new DatabaseAddress(cell, opaque("d")), Placement.OWN_SCHEMA);
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
     * Whether nobody has a schema or database of that name.
     *
     * @throws PlacementException when the server does not answer, or has no database that tenants share
     */
    public boolean isFree(Placement placement) {
        DatabaseAddress database = placement.database();
        return acting(placement, "could not be looked at", () -> switch (placement.tier()) {
            case POOLED -> {
                requireShared(database);
                yield true;
            }
            case SCHEMA -> {
                requireShared(database);
                yield !databases.preparationOn(database.cell()).hasSchema(database, placement.schema());
            }
            case DATABASE -> !databases.preparationOn(database.cell()).hasDatabase(database);
        });
    }

    private void requireShared(DatabaseAddress database) {
        boolean known = control.sql()
                .sql("select exists (select from control.databases where cell = ? and name = ? and shared)")
                .params(database.cell(), database.name())
                .query(Boolean.class)
                .single();
        if (!known) {
            throw new PlacementException("The cell " + database.cell() + " has no database that tenants share", null);
        }
    }

    /**
     * Makes the schema or database, empty; for a pooled tenant it is there.
     *
     * @throws PlacementException when there is one of that name already, which is left alone, or the server refuses
     */
    public void create(Placement placement) {
        DatabaseAddress database = placement.database();
        TenantId marked = markedFor(placement);
        acting(placement, "could not be made", () -> {
            switch (placement.tier()) {
                case POOLED -> {}
                case SCHEMA ->
                    databases.preparationOn(database.cell()).createSchema(database, placement.schema(), marked);
                case DATABASE -> databases.preparationOn(database.cell()).createOwn(database, marked);
            }
            return true;
        });
    }

    /** Brings what {@link #create} made, or what was claimed, to this build's version. */
    public void migrate(Placement placement) {
        DatabaseAddress database = placement.database();
        TenantId marked = markedFor(placement);
        acting(placement, "could not be migrated", () -> {
            switch (placement.tier()) {
                case POOLED -> {}
                case SCHEMA -> {
                    databases.preparationOn(database.cell()).fillSchema(database, placement.schema());
                    Upgrades.bring(databases, placement, Migrations.LATEST);
                }
                case DATABASE -> {
                    UUID identity =
                            databases.preparationOn(database.cell()).fillOwn(database, placement.schema(), marked);
                    Upgrades.bring(databases, placement, Migrations.LATEST);
                    control.sql()
                            .sql("""
                                    insert into control.databases as d (cell, name, identity, shared)
                                    values (?, ?, ?, false)
                                    on conflict (cell, name) do update set identity = excluded.identity where not d.shared
                                    """)
                            .params(database.cell(), database.name(), identity)
                            .update();
                }
            }
            return true;
        });
    }

    /** Of whom the place's mark speaks: of the tenant it was made for, or of the blank it was before somebody claimed it. */
    private TenantId markedFor(Placement placement) {
        return placement.tier() == Tier.POOLED
                ? placement.tenant()
                : control.sql()
                        .sql("select id from control.blanks where cell = ? and database = ? and schema = ?")
                        .params(place(placement))
                        .query((row, number) -> new TenantId(row.getObject("id", UUID.class)))
                        .optional()
                        .orElseGet(placement::tenant);
    }

    private static Object[] place(Placement placement) {
        return new Object[] {placement.database().cell(), placement.database().name(), placement.schema()};
    }

    private interface Act {
        boolean done() throws SQLException;
    }

    private static boolean acting(Placement placement, String failure, Act act) {
        try {
            return act.done();
        } catch (SQLException | IllegalArgumentException | DatabaseServerException e) {
            throw new PlacementException(
                    "The place " + placement.database() + "." + placement.schema() + " " + failure, e);
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
                .sql("insert into loop.gates (tenant_id, epoch) values (?, ?) on conflict (tenant_id) do update "
                        + "set state = 'ACTIVE', epoch = excluded.epoch")
                .params(placement.tenant().value(), placement.epoch())
                .update();
    }

    Placement placementOf(TenantId tenant) {
        return placements.get(tenant);
    }

    /** From now on the database takes nothing for this tenant, and gives nothing that is audited. Repeatable. */
    void close(Placement placement) {
        gate(placement, "CLOSED");
    }

    void open(Placement placement) {
        gate(placement, "ACTIVE");
    }

    private void gate(Placement placement, String state) {
        gatesOf(placement)
                .sql("update loop.gates set state = ? where tenant_id = ?")
                .params(state, placement.tenant().value())
                .update();
    }

    /** The tenant is no longer served from there; what lies there stays. Repeatable. */
    public void dismiss(Placement placement) {
        acting(placement, "could not be closed", () -> {
            if (placement.tier() != Tier.DATABASE) {
                close(placement);
            }
            control.sql()
                    .sql("delete from control.placements where tenant_id = ?")
                    .param(placement.tenant().value())
                    .update();
            placements.forget(placement.tenant());
            return true;
        });
    }

    /** Of the schema of a tenant that this build migrates. */
    public static String version() {
        return Migrations.LATEST;
    }

    /** Takes back what {@link #create} and {@link #migrate} made and {@link #admit} wrote, and nothing else. */
    public void takeBack(Placement placement) {
        DatabaseAddress database = placement.database();
        TenantId marked = markedFor(placement);
        dismiss(placement);
        acting(placement, "could not be taken back", () -> {
            switch (placement.tier()) {
                case POOLED -> {}
                case SCHEMA ->
                    databases.preparationOn(database.cell()).dropSchema(database, placement.schema(), marked);
                case DATABASE -> {
                    databases.forget(database);
                    databases.preparationOn(database.cell()).dropOwn(database, marked);
                    control.sql()
                            .sql("delete from control.databases where cell = ? and name = ? and not shared")
                            .params(database.cell(), database.name())
                            .update();
                }
            }
            // Last: until then this row says which mark the place carries.
            control.sql()
                    .sql("delete from control.blanks where cell = ? and database = ? and schema = ?")
                    .params(place(placement))
                    .update();
            return true;
        });
    }

    private JdbcClient gatesOf(Placement placement) {
        return JdbcClient.create(new LazyPool(databases, placement.database(), DatabaseRole.CONTROL));
    }
}
