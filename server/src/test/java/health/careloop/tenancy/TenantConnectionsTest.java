package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import health.careloop.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The tenant travels with the first statement, lives as long as the transaction, and is nobody else's (T-04). */
class TenantConnectionsTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final int TENANTS = 50;
    private static final int UNITS = 4_000;

    @Test
    void interleavedWorkOfFiftyTenantsOverTwoConnectionsMeetsNobodyElsesRows() throws Exception {
        List<UUID> tenants = new ArrayList<>();
        for (int i = 0; i < TENANTS; i++) {
            UUID tenant = SERVER.createTenant().id().value();
            SERVER.database()
                    .sql("insert into pooled.practices (tenant_id, id, bsnr, name) values (?, ?, '999999999', 'own')")
                    .params(tenant, UUID.randomUUID())
                    .update();
            tenants.add(tenant);
        }
        Queue<String> leaks = new ConcurrentLinkedQueue<>();
        AtomicInteger read = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        try (HikariDataSource pool = pool();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> units = new ArrayList<>();
            for (int unit = 0; unit < UNITS; unit++) {
                Random random = new Random(unit);
                UUID tenant = tenants.get(random.nextInt(TENANTS));
                units.add(threads.submit(() -> unit(pool, tenant, random, leaks, read, failed)));
            }
            for (Future<?> unit : units) {
                unit.get();
            }
            assertThat(contextOfIdleConnections(pool)).containsOnly("");
        }
        assertThat(leaks).isEmpty();
        assertThat(read).hasValueGreaterThan(UNITS / 2);
        assertThat(failed).as("units that broke off in the middle").hasValueGreaterThan(UNITS / 20);
    }

    /** Negative control: a pool does not clean up after a session-wide setting, and the next borrower would see it. */
    @Test
    void aSessionWideContextWouldReachTheNextBorrower() throws SQLException {
        UUID tenant = SERVER.createTenant().id().value();
        try (HikariDataSource pool = pool()) {
            for (int i = 0; i < 2; i++) {
                try (Connection connection = pool.getConnection();
                        PreparedStatement set =
                                connection.prepareStatement("select set_config('app.context', ?, false)")) {
                    set.setString(1, tenant.toString());
                    set.execute();
                }
            }
            assertThat(contextOfIdleConnections(pool)).contains(tenant.toString());
        }
    }

    @Test
    void outsideAScopeThereIsNoConnection() {
        TenantDatabase database = SERVER.bean(TenantDatabase.class);

        assertThatThrownBy(() ->
                        database.sql().sql("select 1").query(Integer.class).single())
                .rootCause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No tenant in scope");
        assertThatThrownBy(() -> database.inTransaction(() -> {}))
                .rootCause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("No tenant in scope");
    }

    @Test
    void aScopeDoesNotReachOtherThreads() {
        TenantId tenant = SERVER.createTenant().id();

        boolean elsewhere = TenantScope.as(tenant, () -> {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                return threads.submit(() -> TenantScope.find().isPresent()).get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(elsewhere).isFalse();
    }

    @Test
    void aTransactionServesNoOtherTenantThanItsOwn() {
        TenantDatabase database = SERVER.bean(TenantDatabase.class);
        TenantId tenant = SERVER.createTenant().id();
        TenantId other = SERVER.createTenant().id();

        TenantScope.as(tenant, () -> {
            database.inTransaction(() -> {
                assertThat(gatesSeenBy(database)).isEqualTo(1);
                assertThatThrownBy(() -> TenantScope.as(other, () -> gatesSeenBy(database)))
                        .hasStackTraceContaining("belongs to another tenant");
                assertThat(gatesSeenBy(database)).isEqualTo(1);
            });
            // One after the other is fine.
            return TenantScope.as(other, () -> gatesSeenBy(database));
        });
    }

    private static int gatesSeenBy(TenantDatabase database) {
        return database.sql()
                .sql("select count(*) from loop.gates")
                .query(Integer.class)
                .single();
    }

    @Test
    void anAnswerOfAnotherTenantIsRefused() throws SQLException {
        UUID tenant = SERVER.createTenant().id().value();
        UUID other = SERVER.createTenant().id().value();
        // A server that answers the prefix with somebody else: what a mixed-up connection would look like.
        try (Connection administrator = SERVER.administrator();
                var statement = administrator.createStatement()) {
            administrator.setAutoCommit(false);
            statement.execute("create or replace function app.enter(context text, expected_epoch bigint) returns uuid "
                    + "language sql volatile as $$ select '" + other + "'::uuid $$");
            Connection carried = SignedContexts.carrying(administrator, tenant);
            assertThatThrownBy(() -> {
                        try (PreparedStatement insert = carried.prepareStatement("select 1")) {
                            insert.executeQuery();
                        }
                    })
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("TM004"));
            administrator.rollback();
        }
    }

    @Test
    void theTenantAndAReadTakeOneRoundTripAndATransactionOfOneStatementTakesTwo() throws Exception {
        UUID tenant = SERVER.createTenant().id().value();
        try (RoundTrips server = RoundTrips.to(SERVER.postgres().jdbcUrl("careloop"));
                Connection raw = source(server.url("careloop")).getConnection()) {
            Connection connection = SignedContexts.carrying(raw, tenant);
            // Beyond the driver's threshold everything is server-prepared and no description is asked for.
            for (int i = 0; i < 8; i++) {
                countGates(connection);
            }
            server.reset();
            assertThat(countGates(connection)).isEqualTo(1);
            assertThat(server.count()).isEqualTo(1);

            connection.setAutoCommit(false);
            for (int i = 0; i < 8; i++) {
                countGates(connection);
                connection.commit();
            }
            server.reset();
            assertThat(countGates(connection)).isEqualTo(1);
            connection.commit();
            assertThat(server.count()).isEqualTo(2);

            server.reset();
            countGates(connection);
            countGates(connection);
            connection.commit();
            assertThat(server.count())
                    .as("only the first statement carries the tenant")
                    .isEqualTo(3);
        }
    }

    @Test
    void aStatementThatWasPreparedButNeverRunDoesNotCountAsEntering() throws SQLException {
        UUID tenant = SERVER.createTenant().id().value();
        try (Connection raw = source(SERVER.postgres().jdbcUrl("careloop")).getConnection()) {
            Connection connection = SignedContexts.carrying(raw, tenant);
            connection.setAutoCommit(false);
            connection.prepareStatement("select 1").close();

            assertThat(countGates(connection)).isEqualTo(1);
            connection.rollback();
        }
    }

    @Test
    void theContextComesBackAfterARollbackToASavepoint() throws SQLException {
        UUID tenant = SERVER.createTenant().id().value();
        try (Connection raw = source(SERVER.postgres().jdbcUrl("careloop")).getConnection()) {
            Connection connection = SignedContexts.carrying(raw, tenant);
            connection.setAutoCommit(false);
            Savepoint before = connection.setSavepoint();
            assertThat(countGates(connection)).isEqualTo(1);
            connection.rollback(before);

            assertThat(countGates(connection)).isEqualTo(1);
            connection.rollback();
        }
    }

    @Test
    void statementsThatCouldNotCarryTheTenantAreNotToBeHad() throws SQLException {
        UUID tenant = SERVER.createTenant().id().value();
        try (Connection raw = source(SERVER.postgres().jdbcUrl("careloop")).getConnection()) {
            Connection connection = SignedContexts.carrying(raw, tenant);

            assertThatThrownBy(connection::createStatement).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> connection.prepareCall("{call x()}"))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void nobodyElseSetsTheContext() throws IOException {
        Pattern setting = Pattern.compile("set_config|set\\s+(local\\s+|session\\s+)?app\\.", Pattern.CASE_INSENSITIVE);
        try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
            assertThat(sources.filter(Files::isRegularFile)
                            .filter(file -> file.toString().endsWith(".java")
                                    || file.toString().endsWith(".sql")
                                    || file.toString().endsWith(".jte"))
                            .filter(file -> setting.matcher(read(file)).find())
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "TenantConnections.java",
                            "V20261120060000__context_and_gate.sql",
                            "V20261122000000__enter_reads_the_context_once.sql",
                            "D20261122000000__enter_reads_the_context_once.sql");
        }
    }

    private static void unit(
            HikariDataSource pool,
            UUID tenant,
            Random random,
            Queue<String> leaks,
            AtomicInteger read,
            AtomicInteger failed) {
        try (Connection raw = pool.getConnection()) {
            Connection connection = SignedContexts.carrying(raw, tenant);
            boolean together = random.nextBoolean();
            if (together) {
                connection.setAutoCommit(false);
            }
            for (int i = 0, statements = 1 + random.nextInt(3); i < statements; i++) {
                switch (random.nextInt(8)) {
                    case 0 -> fail(connection, "select 1 / 0");
                    case 1 -> timeOut(connection);
                    case 2 -> throw new IllegalStateException("the work itself failed");
                    case 3 -> update(connection);
                    default -> {
                        see(connection, tenant, leaks);
                        read.incrementAndGet();
                    }
                }
            }
            if (together && random.nextBoolean()) {
                connection.commit();
            }
            // Otherwise it is closed in the middle, and the pool must roll back.
        } catch (SQLException | IllegalStateException e) {
            failed.incrementAndGet();
        }
    }

    private static void see(Connection connection, UUID tenant, Queue<String> leaks) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select tenant_id from practices");
                ResultSet rows = statement.executeQuery()) {
            int found = 0;
            while (rows.next()) {
                found++;
                if (!tenant.equals(rows.getObject(1, UUID.class))) {
                    leaks.add(tenant + " sees a row of " + rows.getObject(1));
                }
            }
            if (found != 1) {
                leaks.add(tenant + " sees " + found + " rows instead of its own");
            }
        }
    }

    private static void update(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("update patients set version = version")) {
            statement.executeUpdate();
        }
    }

    private static void fail(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.executeQuery();
        }
    }

    private static void timeOut(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select set_config('statement_timeout', '1', true), pg_sleep(0.01)")) {
            statement.executeQuery();
        }
    }

    private static int countGates(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select count(*) from loop.gates");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static List<String> contextOfIdleConnections(HikariDataSource pool) throws SQLException {
        List<String> contexts = new ArrayList<>();
        try (Connection one = pool.getConnection();
                Connection two = pool.getConnection()) {
            for (Connection connection : List.of(one, two)) {
                try (var statement = connection.createStatement();
                        ResultSet row =
                                statement.executeQuery("select coalesce(current_setting('app.context', true), '')")) {
                    row.next();
                    contexts.add(row.getString(1));
                }
            }
        }
        return contexts;
    }

    private static HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source(SERVER.postgres().jdbcUrl("careloop")));
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(60_000);
        return new HikariDataSource(config);
    }

    private static PGSimpleDataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(DatabaseRole.APP.roleName());
        source.setPassword(RolePasswords.in(SERVER.home().resolve("secrets")).of(DatabaseRole.APP));
        source.setPrepareThreshold(3);
        return source;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
