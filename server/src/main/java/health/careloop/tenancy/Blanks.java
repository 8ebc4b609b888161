package health.careloop.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Schemas and databases made ahead, empty and at this build's version, for whoever becomes a tenant next.
 *
 * <pre>
 * MAKING ──▶ READY ──▶ CLAIMED     the tenant's from then on, and dropped with what is taken back of it
 *   │  ▲      │ │
 *   │  └──────┘ │                  of an older version: upgraded
 *   └─▶ DROPPING ◀┘                could not be made or upgraded, or is one too many
 * </pre>
 *
 * Each change asks for the state it starts from, so that of a claim and of whoever tends the stock one comes first. Each
 * act may be repeated: whoever comes after a crash finds the row, and goes on.
 */
@Component
public final class Blanks {
    private static final Logger LOG = LoggerFactory.getLogger(Blanks.class);

    private record Blank(Placement place, String state, String version) {
        UUID id() {
            return place.tenant().value();
        }
    }

    private final Databases databases;
    private final ControlDatabase control;
    private final Placing placing;

    Blanks(Databases databases, ControlDatabase control, Placing placing) {
        this.databases = databases;
        this.control = control;
        this.placing = placing;
    }

    /**
     * Finishes what was begun, upgrades what is behind, and makes or drops as many as it takes. One at a time in a cell:
     * two would take each other's half-made blank for a failed one. Whoever comes meanwhile leaves it at that.
     *
     * @throws PlacementException when the server refuses; what was begun is taken up the next time
     */
    public void tend(String cell, Tier tier, int wanted) {
        // A connection of its own, past any pooler: the lock is the session's, and goes with it if this process dies.
        try (Connection tender = databases.migrator(DatabaseAddress.MAIN)) {
            if (asked(tender, "select pg_try_advisory_lock(hashtextextended('blanks of ' || ?, 20))", cell)) {
                try {
                    tendAlone(cell, tier, wanted);
                } finally {
                    asked(tender, "select pg_advisory_unlock(hashtextextended('blanks of ' || ?, 20))", cell);
                }
            }
        } catch (SQLException e) {
            throw new PlacementException("The stock of the cell " + cell + " could not be tended", e);
        }
    }

    private static boolean asked(Connection tender, String question, String cell) throws SQLException {
        try (PreparedStatement ask = tender.prepareStatement(question)) {
            ask.setString(1, cell);
            try (ResultSet answer = ask.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private void tendAlone(String cell, Tier tier, int wanted) {
        int ready = 0;
        for (Blank blank : notClaimed(cell, tier)) {
            switch (blank.state()) {
                case "DROPPING" -> drop(blank);
                case "MAKING" -> ready += finish(blank) ? 1 : 0;
                default -> ready += kept(blank) ? 1 : 0;
            }
        }
        while (ready > wanted && discarded(cell, tier)) {
            ready--;
        }
        while (ready < wanted && finish(begun(cell, tier))) {
            ready++;
        }
    }

    private List<Blank> notClaimed(String cell, Tier tier) {
        return control.sql()
                .sql("""
                        select id, tier, cell, database, schema, state, coalesce(version, '') as version from control.blanks
                        where cell = ? and tier = ? and state <> 'CLAIMED' order by id
                        """)
                .params(cell, tier.name())
                .query((row, number) -> new Blank(
                        Placement.planned(
                                new TenantId(row.getObject("id", UUID.class)),
                                Tier.valueOf(row.getString("tier")),
                                new DatabaseAddress(row.getString("cell"), row.getString("database")),
                                row.getString("schema")),
                        row.getString("state"),
                        row.getString("version")))
                .list();
    }

    /** Written down before anything is made: its id is the mark. */
    private Blank begun(String cell, Tier tier) {
        Placement place = placing.plan(new TenantId(UuidV7.next()), tier, cell);
        if (!placing.isFree(place)) {
            throw new PlacementException(
                    "There is something at " + place.database() + "." + place.schema() + " already");
        }
        control.sql()
                .sql("insert into control.blanks (id, tier, cell, database, schema) values (?, ?, ?, ?, ?)")
                .params(
                        place.tenant().value(),
                        tier.name(),
                        cell,
                        place.database().name(),
                        place.schema())
                .update();
        return new Blank(place, "MAKING", "");
    }

    /** @return whether it is ready now; one that cannot be made is dropped */
    private boolean finish(Blank blank) {
        try {
            placing.create(blank.place());
            placing.migrate(blank.place());
            String version = Upgrades.bring(databases, blank.place(), Migrations.LATEST);
            return control.sql().sql("""
                                    update control.blanks set state = 'READY', version = ?, updated_at = now()
                                    where id = ? and state = 'MAKING'
                                    """).params(version, blank.id()).update() == 1;
        } catch (PlacementException | SQLException e) {
            LOG.warn(
                    "The blank {}.{} is thrown away",
                    blank.place().database(),
                    blank.place().schema(),
                    e);
            if (become("DROPPING", blank, "MAKING")) {
                drop(blank);
            }
            return false;
        }
    }

    /** One of an older version belongs to nobody until it is this build's; a newer build's is left alone. */
    private boolean kept(Blank blank) {
        if (blank.version().compareTo(Migrations.LATEST) >= 0) {
            return true;
        }
        return become("MAKING", blank, "READY") && finish(blank);
    }

    private boolean become(String state, Blank blank, String from) {
        return control.sql()
                        .sql("update control.blanks set state = ?, updated_at = now() where id = ? and state = ?")
                        .params(state, blank.id(), from)
                        .update()
                == 1;
    }

    private boolean discarded(String cell, Tier tier) {
        Optional<Blank> one = notClaimed(cell, tier).stream()
                .filter(blank -> blank.state().equals("READY"))
                .findFirst();
        one.filter(blank -> become("DROPPING", blank, "READY")).ifPresent(this::drop);
        return one.isPresent();
    }

    /** What cannot be dropped now is tried again the next time, and keeps nobody from the rest. */
    private void drop(Blank blank) {
        try {
            placing.takeBack(blank.place());
        } catch (PlacementException e) {
            LOG.warn(
                    "The blank {}.{} is still to be dropped",
                    blank.place().database(),
                    blank.place().schema(),
                    e);
        }
    }
}
