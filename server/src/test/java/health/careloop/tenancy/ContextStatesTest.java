package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.wall.Contexts;
import health.careloop.wall.Contexts.State;
import health.careloop.wall.Disguise;
import health.careloop.wall.DoorProbe;
import health.careloop.wall.Part;
import health.careloop.wall.TenantTables;
import health.careloop.wall.TenantTables.Key;
import health.careloop.wall.TenantTables.Reference;
import health.careloop.wall.TenantTables.Table;
import health.careloop.wall.WallProbe;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every state the tenant's context can be in, times every tenant table, times every command, times every role: never a
 * foreign row read or written (T-03); and what a tenant could find out about its neighbours by asking (T-09, T-10).
 */
class ContextStatesTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final UUID OWN = SERVER.createTenant().id().value();
    private static final UUID OTHER = SERVER.createTenant().id().value();

    @SuppressWarnings("NullAway.Init")
    private static Connection administrator;

    @SuppressWarnings("NullAway.Init")
    private static TenantTables tables;

    @SuppressWarnings("NullAway.Init")
    private static Contexts contexts;

    @SuppressWarnings("NullAway.Init")
    private static WallProbe probe;

    @BeforeAll
    static void plantRowsOfBothTenantsInEveryTable() throws SQLException {
        administrator = SERVER.administrator();
        tables = new TenantTables(administrator);
        tables.plant(OWN);
        tables.plant(OTHER);
        contexts = new Contexts(administrator);
        probe = new WallProbe(administrator, tables, OWN, OTHER);
    }

    @AfterAll
    static void close() throws SQLException {
        administrator.close();
    }

    @Test
    void theCatalogGivesEveryTableToTry() {
        assertThat(tables.all())
                .extracting(Table::name)
                .contains("loop.messages", "pooled.observations")
                .hasSizeGreaterThan(20);
    }

    @Test
    void theServerSignsAsTheProbeDoes() {
        assertThat(contexts.of(OWN).split("\\|")[3])
                .isEqualTo(SignedContexts.of(OWN).split("\\|")[3]);
    }

    @Test
    void noContextAndNoRoleReadsForeignRows() throws SQLException {
        assertThat(everywhere(probe::reads)).isEmpty();
    }

    @Test
    void noContextAndNoRoleChangesOrDeletesForeignRows() throws SQLException {
        Map<String, String> before = tables.hashes(OTHER);
        assertThat(everywhere(probe::changes)).isEmpty();
        assertThat(probe.succeeded())
                .as("own rows that could be changed, so the attempts were real")
                .isPositive();
        assertThat(tables.hashes(OTHER)).isEqualTo(before);
    }

    @Test
    void noContextAndNoRoleInsertsForeignRowsOrGivesRowsAway() throws SQLException {
        assertThat(everywhere(probe::inserts)).isEmpty();
    }

    /** Negative control: with the tenant policy open, the very same questions show the neighbour's rows. */
    @Test
    void withoutItsPolicyEveryTableWouldShowOrTakeForeignRows() throws SQLException {
        List<String> blind = new ArrayList<>();
        for (Table table : tables.all()) {
            try (Connection connection = SERVER.administrator();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("alter policy tenant on " + table + " using (true) with check (true)");
                List<String> found = new ArrayList<>();
                for (Part part : List.of(Part.APP, Part.WORKER)) {
                    State own = contexts.signedFor(OWN);
                    found.addAll(Disguise.as(
                            connection, part.roleName(), own, session -> probe.tried(session, part, own, table)));
                }
                if (found.isEmpty()) {
                    blind.add(table.name());
                }
                connection.rollback();
            }
        }
        assertThat(blind).as("tables whose proof would pass without its policy").isEmpty();
    }

    @Test
    void theFunctionsOfTheWallOpenToNobodyElse() throws SQLException {
        Map<Part, String> roles = Arrays.stream(Part.values()).collect(Collectors.toMap(part -> part, Part::roleName));
        try (Connection connection = SERVER.administrator()) {
            connection.setAutoCommit(false);
            DoorProbe doors = new DoorProbe(connection, roles, new TenantTables(connection), contexts, OWN, OTHER);
            assertThat(doors.gates()).isEmpty();
            assertThat(doors.claims()).isEmpty();
            for (String function : DoorProbe.functions()) {
                assertThat(doors.callers(function)).isEmpty();
            }
            for (Part part : Part.values()) {
                assertThat(doors.otherRoles(part)).isEmpty();
            }
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(doors.gatesWithAnOldSnapshot()).isEmpty();
            connection.rollback();
        }
    }

    @Test
    void aReferenceToAForeignRowIsRefusedLikeOneToNothing() throws SQLException {
        List<String> different = new ArrayList<>();
        int tried = 0;
        for (Table table : tables.all()) {
            for (Reference reference : table.references()) {
                try (Connection connection =
                        as(DatabaseRole.valueOf(probe.whoInserts(table).name()))) {
                    connection.setAutoCommit(false);
                    enter(connection, OWN);
                    different.addAll(probe.references(connection, table, reference, probe.referring(table, reference)));
                    connection.rollback();
                    tried++;
                }
            }
        }
        assertThat(different).isEmpty();
        assertThat(tried).isGreaterThan(10);
    }

    @Test
    void deletingARowNeverReachesOverTheWall() throws SQLException {
        try (Statement statement = administrator.createStatement();
                ResultSet cascades = statement.executeQuery(
                        "select conname from pg_constraint where contype = 'f' and confdeltype <> 'a' and connamespace in "
                                + "('loop'::regnamespace, 'pooled'::regnamespace)")) {
            assertThat(cascades.next())
                    .as("no reference deletes or empties what refers to it")
                    .isFalse();
        }
        Map<String, String> before = tables.hashes(OTHER);
        try (Connection connection = SERVER.administrator();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local session_replication_role = replica");
            for (Table table : tables.all()) {
                statement.execute("delete from " + table + " where tenant_id = '" + OWN + "'");
            }
            assertThat(tables.hashes(OTHER)).isEqualTo(before);
            connection.rollback();
        }
    }

    @Test
    void theSameNaturalKeyInTwoTenantsMeetsNobody() throws SQLException {
        List<String> met = new ArrayList<>();
        int tried = 0;
        try (Connection connection = SERVER.administrator()) {
            connection.setAutoCommit(false);
            TenantTables inside = new TenantTables(connection);
            WallProbe meeting = new WallProbe(connection, inside, OWN, OTHER);
            for (Table table : inside.all()) {
                for (Key key : table.keys()) {
                    met.addAll(meeting.meets(table, key));
                    tried++;
                }
            }
            connection.rollback();
        }
        assertThat(met).isEmpty();
        assertThat(tried).isGreaterThan(20);
    }

    private interface Look {
        List<String> of(Connection session, Part part, State state, Table table) throws SQLException;
    }

    private static List<String> everywhere(Look look) throws SQLException {
        List<String> found = new ArrayList<>();
        for (Part part : List.of(Part.APP, Part.WORKER, Part.INGEST)) {
            for (State state : contexts.states(OWN, OTHER)) {
                try (Connection connection = as(DatabaseRole.valueOf(part.name()))) {
                    connection.setAutoCommit(false);
                    Disguise.take(connection, state);
                    for (Table table : tables.all()) {
                        found.addAll(look.of(connection, part, state, table));
                    }
                    connection.rollback();
                }
            }
        }
        return found;
    }

    private static void enter(Connection connection, UUID tenant) throws SQLException {
        try (var enter = connection.prepareStatement("select app.enter(?, 1)")) {
            enter.setString(1, SignedContexts.of(tenant));
            enter.execute();
        }
    }

    private static Connection as(DatabaseRole role) throws SQLException {
        return DriverManager.getConnection(
                SERVER.postgres().jdbcUrl("careloop"),
                role.roleName(),
                RolePasswords.in(SERVER.home().resolve("secrets")).of(role));
    }
}
