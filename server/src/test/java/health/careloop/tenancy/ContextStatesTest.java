package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.tenancy.TenantTables.Key;
import health.careloop.tenancy.TenantTables.Reference;
import health.careloop.tenancy.TenantTables.Table;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every state the tenant's context can be in, times every tenant table, times every command, times every role: never a
 * foreign row read or written (T-03); and what a tenant could find out about its neighbours by asking (T-09, T-10).
 */
class ContextStatesTest {
    private static final String NOT_PERMITTED = "42501";
    private static final String NOT_SIGNED = "TM005";
    private static final String EXPIRED = "TM006";
    private static final Set<String> REFUSALS = Set.of(NOT_PERMITTED, NOT_SIGNED, EXPIRED);
    private static final String NO_PARENT = "23503";

    /** What the door may do across tenants, as the reviewed list of T-02 has it: it inserts, and sees replays and gates. */
    private static final Set<String> INGEST_READS = Set.of("loop.gates", "loop.replays");

    private static final Set<String> INGEST_INSERTS =
            Set.of("loop.audit_stage", "loop.jobs_ready", "loop.message_steps", "loop.messages", "loop.replays");

    private static final TestServer SERVER = TestServer.shared();
    private static final UUID OWN = SERVER.createTenant().id().value();
    private static final UUID OTHER = SERVER.createTenant().id().value();

    @SuppressWarnings("NullAway.Init")
    private static Connection administrator;

    @SuppressWarnings("NullAway.Init")
    private static TenantTables tables;

    private enum State {
        UNSET(null, Set.of()),
        EMPTY("", Set.of()),
        GARBAGE("Robert'); drop table", Set.of()),
        /** What was enough before contexts were signed: any SQL in the session could say it. */
        RAW(OTHER.toString(), Set.of()),
        RAW_OF_ONES_OWN(OWN.toString(), Set.of()),
        SOMEBODY_ELSES_SIGNATURE(SignedContexts.of(OWN).replace(OWN.toString(), OTHER.toString()), Set.of()),
        LONGER_LIFE(SignedContexts.of(OTHER).replaceFirst("\\|[0-9]", "|9"), Set.of()),
        TRUNCATED(SignedContexts.of(OTHER).substring(0, SignedContexts.of(OTHER).length() - 1), Set.of()),
        ONE_BIT_OFF(flipped(SignedContexts.of(OTHER)), Set.of()),
        EXPIRED_LATELY(SignedContexts.expired(OTHER), Set.of()),
        FOR_ANOTHER_DATABASE(SignedContexts.forDatabase(OTHER, "postgres"), Set.of()),
        BY_ANOTHER_DATABASES_KEY(SignedContexts.byAnotherKey(OTHER), Set.of()),
        OTHER_TENANT(SignedContexts.of(OTHER), Set.of(OTHER)),
        OWN_TENANT(SignedContexts.of(OWN), Set.of(OWN));

        final @Nullable String context;
        final Set<UUID> visible;

        State(@Nullable String context, Set<UUID> visible) {
            this.context = context;
            this.visible = visible;
        }

        private static String flipped(String context) {
            char last = context.charAt(context.length() - 1);
            return context.substring(0, context.length() - 1) + (last == '0' ? '1' : '0');
        }
    }

    @BeforeAll
    static void plantRowsOfBothTenantsInEveryTable() throws SQLException {
        administrator = SERVER.administrator();
        tables = new TenantTables(administrator);
        tables.plant(OWN);
        tables.plant(OTHER);
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
    void noContextAndNoRoleReadsForeignRows() throws SQLException {
        List<String> leaks = new ArrayList<>();
        everywhere((role, state, connection) -> {
            for (Table table : tables.all()) {
                if (role == DatabaseRole.INGEST && INGEST_READS.contains(table.name())) {
                    continue;
                }
                Set<UUID> seen = new TreeSet<>();
                String refused = attempt(connection, statement -> {
                    try (ResultSet rows = statement.executeQuery("select distinct tenant_id from " + table)) {
                        while (rows.next()) {
                            seen.add(rows.getObject(1, UUID.class));
                        }
                    }
                });
                if (refused == null ? !state.visible.containsAll(seen) : !REFUSALS.contains(refused)) {
                    leaks.add(role + " " + state + " " + table + " " + seen + " " + refused);
                }
                if (refused == null && !seen.equals(state.visible)) {
                    leaks.add(role + " " + state + " does not see its own rows of " + table);
                }
            }
        });
        assertThat(leaks).isEmpty();
    }

    @Test
    void noContextAndNoRoleChangesOrDeletesForeignRows() throws SQLException {
        Map<String, String> before = tables.hashes(OTHER);
        List<String> leaks = new ArrayList<>();
        int[] allowed = new int[1];
        everywhere((role, state, connection) -> {
            for (Table table : tables.all()) {
                for (String command :
                        List.of("update " + table + " set tenant_id = tenant_id", "delete from " + table)) {
                    int[] changed = new int[1];
                    String refused = attempt(connection, statement -> changed[0] = statement.executeUpdate(command));
                    int own = 0;
                    for (UUID tenant : state.visible) {
                        own += tables.count(table, tenant);
                    }
                    if (refused == null ? changed[0] > own : !REFUSALS.contains(refused)) {
                        leaks.add(role + " " + state + " " + command + ": " + changed[0] + " " + refused);
                    }
                    allowed[0] += changed[0];
                }
            }
        });
        assertThat(leaks).isEmpty();
        assertThat(allowed[0])
                .as("own rows that could be changed, so the attempts were real")
                .isPositive();
        assertThat(tables.hashes(OTHER)).isEqualTo(before);
    }

    @Test
    void noContextAndNoRoleInsertsForeignRowsOrGivesRowsAway() throws SQLException {
        List<String> leaks = new ArrayList<>();
        everywhere((role, state, connection) -> {
            for (Table table : tables.all()) {
                UUID foreign = state == State.OTHER_TENANT ? OWN : OTHER;
                Map<String, String> row = tables.draft(table, foreign, Map.of());
                String inserted = attemptInsert(connection, table, row);
                if (!REFUSALS.contains(String.valueOf(inserted))
                        && !(role == DatabaseRole.INGEST && INGEST_INSERTS.contains(table.name()))) {
                    leaks.add(role + " " + state + " insert into " + table + ": " + inserted);
                }
                int[] given = new int[1];
                String moved = attempt(
                        connection,
                        statement -> given[0] =
                                statement.executeUpdate("update " + table + " set tenant_id = '" + foreign + "'"));
                if (moved == null ? given[0] > 0 : !REFUSALS.contains(moved)) {
                    leaks.add(role + " " + state + " gives away " + table + ": " + moved);
                }
            }
        });
        assertThat(leaks).isEmpty();
    }

    /** Negative control: with the tenant policy open, the very same question shows the neighbour's rows. */
    @Test
    void withoutItsPolicyEveryTableWouldShowAndTakeForeignRows() throws SQLException {
        List<String> blind = new ArrayList<>();
        for (Table table : tables.all()) {
            try (Connection connection = SERVER.administrator();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("alter policy tenant on " + table + " using (true) with check (true)");
                boolean found = false;
                for (String role : List.of("careloop_app", "careloop_worker")) {
                    statement.execute("set local role " + role);
                    statement.execute("select set_config('app.context', '" + SignedContexts.of(OWN) + "', true)");
                    int[] changed = new int[1];
                    String read = attempt(connection, inner -> {
                        try (ResultSet rows = inner.executeQuery(
                                "select count(*) from " + table + " where tenant_id = '" + OTHER + "'")) {
                            rows.next();
                            changed[0] = rows.getInt(1);
                        }
                    });
                    String insert = attemptInsert(connection, table, tables.draft(table, OTHER, Map.of()));
                    found |= (read == null && changed[0] > 0) || !NOT_PERMITTED.equals(insert);
                    statement.execute("reset role");
                }
                if (!found) {
                    blind.add(table.name());
                }
                connection.rollback();
            }
        }
        assertThat(blind).as("tables whose proof would pass without its policy").isEmpty();
    }

    @Test
    void aReferenceToAForeignRowIsRefusedLikeOneToNothing() throws SQLException {
        List<String> different = new ArrayList<>();
        int tried = 0;
        for (Table table : tables.all()) {
            for (Reference reference : table.references()) {
                Table parent = tables.all().stream()
                        .filter(t -> t.name().equals(reference.parent()))
                        .findFirst()
                        .orElseThrow();
                String foreign = tables.any(parent, OTHER).getOrDefault(reference.parentColumn(), "");
                String own = tables.any(parent, OWN).getOrDefault(reference.parentColumn(), "");
                try (Connection connection = as(whoInserts(table))) {
                    connection.setAutoCommit(false);
                    enter(connection, OWN);
                    String toForeign = insertReferring(connection, table, reference, foreign);
                    String toNothing = insertReferring(
                            connection, table, reference, UUID.randomUUID().toString());
                    String toOwn = insertReferring(connection, table, reference, own);
                    if (!NO_PARENT.equals(toForeign) || !NO_PARENT.equals(toNothing) || toOwn != null) {
                        different.add(
                                reference + ": foreign " + toForeign + ", random " + toNothing + ", own " + toOwn);
                    }
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
        try (Connection connection = SERVER.administrator();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local session_replication_role = replica");
            for (Table table : tables.all()) {
                for (Key key : table.keys()) {
                    Map<String, String> theirs = tables.any(table, OTHER);
                    Map<String, String> same = new LinkedHashMap<>();
                    key.columns().forEach(column -> same.put(column, theirs.getOrDefault(column, "")));
                    String refused = attemptInsert(connection, table, tables.draft(table, OWN, same));
                    if (refused != null) {
                        met.add(key.name() + ": " + refused);
                    }
                    tried++;
                }
            }
            connection.rollback();
        }
        assertThat(met).isEmpty();
        assertThat(tried).isGreaterThan(20);
    }

    private interface Visit {
        void role(DatabaseRole role, State state, Connection connection) throws SQLException;
    }

    private interface Attempt {
        void with(Statement statement) throws SQLException;
    }

    private static void everywhere(Visit visit) throws SQLException {
        for (DatabaseRole role : List.of(DatabaseRole.APP, DatabaseRole.WORKER, DatabaseRole.INGEST)) {
            for (State state : State.values()) {
                try (Connection connection = as(role)) {
                    connection.setAutoCommit(false);
                    if (state.context != null) {
                        try (var set = connection.prepareStatement("select set_config('app.context', ?, true)")) {
                            set.setString(1, state.context);
                            set.execute();
                        }
                    }
                    visit.role(role, state, connection);
                    connection.rollback();
                }
            }
        }
    }

    private static DatabaseRole whoInserts(Table table) throws SQLException {
        try (Statement statement = administrator.createStatement();
                ResultSet row = statement.executeQuery(
                        "select has_table_privilege('careloop_worker', '" + table + "', 'insert')")) {
            row.next();
            return row.getBoolean(1) ? DatabaseRole.WORKER : DatabaseRole.APP;
        }
    }

    private static void enter(Connection connection, UUID tenant) throws SQLException {
        try (var enter = connection.prepareStatement("select app.enter(?, 1)")) {
            enter.setString(1, SignedContexts.of(tenant));
            enter.execute();
        }
    }

    private static @Nullable String insertReferring(Connection connection, Table table, Reference reference, String id)
            throws SQLException {
        return attemptInsert(connection, table, tables.draft(table, OWN, Map.of(reference.column(), id)));
    }

    private static @Nullable String attemptInsert(Connection connection, Table table, Map<String, String> row)
            throws SQLException {
        return attempt(connection, statement -> TenantTables.insert(connection, table, row));
    }

    /** Tries and takes back. @return the SQLSTATE it was refused with, or null */
    private static @Nullable String attempt(Connection connection, Attempt attempt) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            attempt.with(statement);
            return null;
        } catch (SQLException e) {
            return e.getSQLState();
        } finally {
            connection.rollback(before);
        }
    }

    private static Connection as(DatabaseRole role) throws SQLException {
        return DriverManager.getConnection(
                SERVER.postgres().jdbcUrl("careloop"),
                role.roleName(),
                RolePasswords.in(SERVER.home().resolve("secrets")).of(role));
    }
}
