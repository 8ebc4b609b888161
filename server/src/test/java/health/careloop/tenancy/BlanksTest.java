package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import health.careloop.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Places in stock: as many as asked for, at this build's version, and nothing dropped that is not ours. */
class BlanksTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String CELL = "local";
    private static final String OLDER = "20261120070000";

    private record Row(UUID id, String database, String schema, String state, String version) {}

    private final Blanks blanks = SERVER.bean(Blanks.class);

    @AfterEach
    void nothingStaysInStock() {
        blanks.tend(CELL, Tier.SCHEMA, 0);
        blanks.tend(CELL, Tier.DATABASE, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"SCHEMA", "DATABASE"})
    void thereAreAsManyAsAskedForAndNothingIsLeftOfThoseThatAreTooMany(Tier tier) {
        Set<String> before = things();

        blanks.tend(CELL, tier, 2);
        assertThat(rows(tier))
                .extracting(Row::state, Row::version)
                .containsOnly(org.assertj.core.groups.Tuple.tuple("READY", Migrations.LATEST))
                .hasSize(2);
        List<Row> two = rows(tier);
        blanks.tend(CELL, tier, 2);
        assertThat(rows(tier)).isEqualTo(two);

        blanks.tend(CELL, tier, 0);
        assertThat(rows(tier)).isEmpty();
        assertThat(things()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"SCHEMA", "DATABASE"})
    void oneThatIsBehindIsUpgraded(Tier tier) throws SQLException {
        blanks.tend(CELL, tier, 1);
        Row made = rows(tier).getFirst();
        Upgrades.bring(databases(), placement(tier, made), OLDER);
        SERVER.database()
                .sql("update control.blanks set version = ? where id = ?")
                .params(OLDER, made.id())
                .update();

        blanks.tend(CELL, tier, 1);

        assertThat(rows(tier)).containsExactly(made);
        assertThat(Upgrades.bring(databases(), placement(tier, made), Migrations.LATEST))
                .isEqualTo(Migrations.LATEST);
    }

    @Test
    void oneThatCannotBeUpgradedIsThrownAwayAndAnotherIsMade() {
        blanks.tend(CELL, Tier.SCHEMA, 1);
        Row damaged = rows(Tier.SCHEMA).getFirst();
        String ancient = "19990101000000"; // every table would have to be made again
        SERVER.database()
                .sql("update app.schema_versions set version = ? where schema = ?")
                .params(ancient, damaged.schema())
                .update();
        SERVER.database()
                .sql("update control.blanks set version = ? where id = ?")
                .params(ancient, damaged.id())
                .update();

        blanks.tend(CELL, Tier.SCHEMA, 1);

        assertThat(rows(Tier.SCHEMA))
                .hasSize(1)
                .doesNotContain(damaged)
                .allMatch(row -> row.state().equals("READY"));
        assertThat(things()).doesNotContain("schema " + damaged.schema());
    }

    @ParameterizedTest
    @EnumSource(names = {"SCHEMA", "DATABASE"})
    void whatDoesNotCarryTheMarkIsNotDropped(Tier tier) {
        blanks.tend(CELL, tier, 1);
        Row blank = rows(tier).getFirst();
        String thing = tier == Tier.SCHEMA ? "schema " + blank.schema() : "database " + blank.database();
        String mark = "careloop tenant " + blank.id();
        SERVER.database().sql("comment on " + thing + " is 'precious'").update();

        blanks.tend(CELL, tier, 0);

        assertThat(things()).contains(thing);
        SERVER.database().sql("comment on " + thing + " is '" + mark + "'").update();
        SERVER.bean(Placing.class).takeBack(placement(tier, blank));
        assertThat(things()).doesNotContain(thing);
    }

    @ParameterizedTest
    @EnumSource(names = {"SCHEMA", "DATABASE"})
    void twoWhoTendAtOnceThrowNothingAwayThatTheOtherMakes(Tier tier) throws Exception {
        for (int round = 0; round < 3; round++) {
            UUID begun = UuidV7.next();
            Placement place = SERVER.bean(Placing.class).plan(new TenantId(begun), tier, CELL);
            SERVER.database()
                    .sql("insert into control.blanks (id, tier, cell, database, schema) values (?, ?, ?, ?, ?)")
                    .params(begun, tier.name(), CELL, place.database().name(), place.schema())
                    .update();
            Callable<Void> tender = () -> {
                blanks.tend(CELL, tier, 1);
                return null;
            };
            try (var tenders = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Future<Void> tended : tenders.invokeAll(List.of(tender, tender, tender))) {
                    tended.get();
                }
            }

            assertThat(rows(tier)).extracting(Row::id, Row::state).containsExactly(tuple(begun, "READY"));
            blanks.tend(CELL, tier, 0);
        }
    }

    @Test
    void whileSomebodyTendsACellNobodyElseDoes() throws SQLException {
        try (Connection elsewhere = SERVER.administrator();
                Statement statement = elsewhere.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtextextended('blanks of local', 20))");

            blanks.tend(CELL, Tier.SCHEMA, 1);

            assertThat(rows(Tier.SCHEMA)).isEmpty();
            statement.execute("select pg_advisory_unlock(hashtextextended('blanks of local', 20))");
        }
        blanks.tend(CELL, Tier.SCHEMA, 1);
        assertThat(rows(Tier.SCHEMA)).hasSize(1);
    }

    @Test
    void whatWasClaimedIsNeverABlankAgain() {
        UUID tenant = SERVER.createTenant().id().value();
        blanks.tend(CELL, Tier.SCHEMA, 1);
        Row blank = rows(Tier.SCHEMA).getFirst();
        SERVER.database()
                .sql("update control.blanks set state = 'CLAIMED', tenant_id = ? where id = ?")
                .params(tenant, blank.id())
                .update();

        assertThatThrownBy(() -> SERVER.database()
                        .sql("update control.blanks set state = 'READY', tenant_id = null where id = ?")
                        .param(blank.id())
                        .update())
                .hasStackTraceContaining("does not come back");
        blanks.tend(CELL, Tier.SCHEMA, 0);
        assertThat(things()).contains("schema " + blank.schema());

        SERVER.bean(Placing.class).takeBack(placement(Tier.SCHEMA, blank));
        assertThat(things()).doesNotContain("schema " + blank.schema());
        assertThat(rows(Tier.SCHEMA)).isEmpty();
    }

    private static Databases databases() {
        return SERVER.bean(Databases.class);
    }

    private static Placement placement(Tier tier, Row row) {
        return Placement.planned(new TenantId(row.id()), tier, new DatabaseAddress(CELL, row.database()), row.schema());
    }

    private static List<Row> rows(Tier tier) {
        return SERVER.database().sql("""
                        select id, database, schema, state, version from control.blanks
                        where tier = ? and state <> 'CLAIMED' order by id
                        """).param(tier.name()).query(Row.class).list();
    }

    /** Everything of the server a blank could leave behind. */
    private static Set<String> things() {
        return new TreeSet<>(SERVER.database()
                .sql("""
                        select 'schema ' || nspname from pg_namespace where nspname like 's\\_%'
                        union all select 'version of ' || schema from app.schema_versions
                        union all select 'database ' || datname from pg_database
                        union all select 'role ' || rolname from pg_roles
                        union all select 'entry of ' || name from control.databases
                        """)
                .query((row, number) -> row.getString(1))
                .list());
    }
}
