package health.careloop.provisioning;

import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.Tier;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How many tenants a cell still takes. Asked in the transaction that reserves the place. */
@Component
class CellRoom {
    sealed interface Shortage {
        record NoSuchCell() implements Shortage {}

        /** @param limit that is reached: tenants, schemas or databases */
        record Full(String limit) implements Shortage {}
    }

    private record Room(boolean tenants, boolean schemas, boolean databases) {}

    private final ControlDatabase control;

    CellRoom(ControlDatabase control) {
        this.control = control;
    }

    /** How many further schemas or databases the cell takes, as far as tenants are concerned; blanks fill no more. */
    int left(String cell, Tier tier) {
        return control.sql()
                .sql("""
                        select case ? when 'SCHEMA' then c.most_schemas else c.most_databases end - count(h.tenant_id)
                        from control.cells c left join (
                            select tenant_id, cell, tier from control.placements
                            union
                            select tenant_id, cell, tier from control.provisioning_runs where state <> 'ROLLED_BACK') h
                          on h.cell = c.name and h.tier = ?
                        where c.name = ? group by c.name
                        """)
                .params(tier.name(), tier.name(), cell)
                .query(Integer.class)
                .single();
    }

    /** Holds the cell's row: two who ask for its last place come one after the other. */
    Optional<Shortage> shortage(String cell, Tier tier) {
        boolean known = control.sql()
                .sql("select name from control.cells where name = ? for update")
                .param(cell)
                .query(String.class)
                .optional()
                .isPresent();
        if (!known) {
            return Optional.of(new Shortage.NoSuchCell());
        }
        // Placed, or on the way: a run that was rolled back holds no place.
        Room room = control.sql()
                .sql("""
                        with held as (
                            select tenant_id, tier from control.placements where cell = ?
                            union
                            select tenant_id, tier from control.provisioning_runs where cell = ? and state <> 'ROLLED_BACK')
                        select count(h.tenant_id) < c.most_tenants as tenants,
                               count(*) filter (where h.tier = 'SCHEMA') < c.most_schemas as schemas,
                               count(*) filter (where h.tier = 'DATABASE') < c.most_databases as databases
                        from control.cells c left join held h on true where c.name = ?
                        group by c.name
                        """)
                .params(cell, cell, cell)
                .query((row, number) ->
                        new Room(row.getBoolean("tenants"), row.getBoolean("schemas"), row.getBoolean("databases")))
                .single();
        if (!room.tenants()) {
            return Optional.of(new Shortage.Full("tenants"));
        }
        return switch (tier) {
            case POOLED -> Optional.empty();
            case SCHEMA -> room.schemas() ? Optional.empty() : Optional.of(new Shortage.Full("schemas"));
            case DATABASE -> room.databases() ? Optional.empty() : Optional.of(new Shortage.Full("databases"));
        };
    }
}
