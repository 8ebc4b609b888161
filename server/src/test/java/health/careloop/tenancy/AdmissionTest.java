package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import health.careloop.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The gates of many tenants, asked at once and without a context, for the door alone. */
class AdmissionTest {
    private static final TestServer SERVER = TestServer.shared();

    private final List<UUID> tenants =
            Stream.generate(() -> SERVER.createTenant().id().value()).limit(3).toList();

    @Test
    void everyTenantOfTheBatchIsAdmittedByName() throws SQLException {
        assertThat(admit(tenants, 1, 1, 1)).containsExactlyInAnyOrderElementsOf(tenants);
    }

    @Test
    void nobodysContextIsSet() throws SQLException {
        try (Connection door = connection(DatabaseRole.INGEST)) {
            door.setAutoCommit(false);
            admit(door, tenants, 1L, 1L, 1L);

            try (PreparedStatement ask =
                            door.prepareStatement("select coalesce(current_setting('app.context', true), '')");
                    ResultSet row = ask.executeQuery()) {
                row.next();
                assertThat(row.getString(1)).isEmpty();
            }
        }
    }

    @Test
    void oneThatMayNotWriteRefusesThemAllAndNobodyIsNamed() {
        for (String state : List.of("MOVED", "CLOSED")) {
            gate(tenants.get(1), state);
            refused("TM001", () -> admit(tenants, 1, 1, 1));
        }
        gate(tenants.get(1), "ACTIVE");
        refused("TM001", () -> admit(tenants, 1, 2, 1));
        refused("TM001", () -> admit(tenants, 1, 0, 1));
        refused("TM001", () -> admit(List.of(tenants.get(0), UUID.randomUUID()), 1, 1));
    }

    @Test
    void whatCannotBeAskedIsRefused() throws SQLException {
        refused("TM001", () -> admit(List.of()));
        refused("TM001", () -> admit(tenants, 1, 1));
        refused("TM001", () -> admit(Arrays.asList(tenants.get(0), null), 1, 1));
        try (Connection door = connection(DatabaseRole.INGEST)) {
            refused("TM001", () -> admit(door, tenants, 1L, null, 1L));
            refused("TM001", () -> {
                try (PreparedStatement admit = door.prepareStatement("select app.admit(null, null)")) {
                    admit.execute();
                }
            });
        }
    }

    @Test
    void isolationThatWouldSeeAnOldGateIsRefused() throws SQLException {
        for (int isolation : List.of(Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE)) {
            try (Connection door = connection(DatabaseRole.INGEST)) {
                door.setTransactionIsolation(isolation);
                refused("TM002", () -> admit(door, tenants, 1L, 1L, 1L));
            }
        }
    }

    @Test
    void whoStandsBehindAPolicyHasToEnter() throws SQLException {
        for (DatabaseRole role : List.of(DatabaseRole.APP, DatabaseRole.WORKER)) {
            try (Connection connection = connection(role)) {
                refused("42501", () -> admit(connection, tenants, 1L, 1L, 1L));
            }
        }
    }

    @Test
    void aRelocationOfAnyOfThemWaitsForTheBatch() throws SQLException {
        try (Connection door = connection(DatabaseRole.INGEST);
                Connection mover = SERVER.administrator()) {
            door.setAutoCommit(false);
            admit(door, tenants, 1L, 1L, 1L);
            for (UUID tenant : tenants) {
                assertThat(isTaken(mover, tenant)).as("the lock is the batch's").isFalse();
            }
            door.commit();
            for (UUID tenant : tenants) {
                assertThat(isTaken(mover, tenant)).isTrue();
            }
        }
    }

    @Test
    void theGateIsReadAfterTheWaitForARelocation() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection mover = SERVER.administrator()) {
            mover.setAutoCommit(false);
            lock(mover, tenants.get(1));
            Future<List<UUID>> admission = threads.submit(() -> admit(tenants, 1, 1, 1));
            awaitOneThatWaits();
            try (PreparedStatement move =
                    mover.prepareStatement("update loop.gates set state = 'MOVED' where tenant_id = ?")) {
                move.setObject(1, tenants.get(1));
                move.execute();
            }
            mover.commit();

            assertThatThrownBy(admission::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("TM001"));
        }
    }

    /** Everybody at the door waits for this one connection, and nobody waits for the answer as long as that. */
    @Test
    void whoHangsOnALockIsCancelledAfterFiveSeconds() throws SQLException {
        try (Connection mover = SERVER.administrator()) {
            mover.setAutoCommit(false);
            lock(mover, tenants.get(1));
            Instant begun = Instant.now();
            refused("57014", () -> admit(tenants, 1, 1, 1));
            assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(15));
        }
    }

    /** Else two batches, and a relocation of two tenants between them, could wait for each other. */
    @Test
    void locksAreTakenInTheOrderOfTheirKeysWhateverTheOrderOfTheBatch() throws Exception {
        List<UUID> byKey = SERVER.database()
                .sql("select t from unnest(?::uuid[]) t order by hashtextextended(t::text, 20)")
                .param(tenants.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
        for (List<UUID> batch : List.of(byKey, byKey.reversed())) {
            for (int held = 0; held < byKey.size(); held++) {
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                        Connection mover = SERVER.administrator();
                        Connection other = SERVER.administrator()) {
                    mover.setAutoCommit(false);
                    lock(mover, byKey.get(held));
                    Future<List<UUID>> admission = threads.submit(() -> admit(batch, 1, 1, 1));
                    awaitOneThatWaits();
                    for (int i = 0; i < byKey.size(); i++) {
                        if (i != held) {
                            assertThat(isTaken(other, byKey.get(i)))
                                    .as("%d. of the keys is free while the %d. is held", i, held)
                                    .isEqualTo(i > held);
                        }
                    }
                    unlockAll(other);
                    mover.rollback();
                    assertThat(admission.get()).hasSize(3);
                }
            }
        }
    }

    @Test
    void nobodyElseAdmits() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main"))) {
            assertThat(sources.filter(Files::isRegularFile)
                            .filter(file -> !file.toString().endsWith(".md"))
                            .filter(AdmissionTest::admits)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "IngestDatabase.java",
                            "V20261120060000__context_and_gate.sql",
                            "D20261120060000__context_and_gate.sql");
        }
    }

    private static boolean admits(Path file) {
        String name = file.toString();
        if (!name.endsWith(".java") && !name.endsWith(".sql") && !name.endsWith(".jte")) {
            return false;
        }
        try {
            return Files.readString(file).contains("app.admit");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refused(String state, ThrowingCallable admission) {
        assertThatThrownBy(admission).isInstanceOfSatisfying(SQLException.class, e -> {
            assertThat(e.getSQLState()).isEqualTo(state);
            assertThat(tenants).noneMatch(tenant -> e.getMessage().contains(tenant.toString()));
        });
    }

    private static List<UUID> admit(List<UUID> tenants, long... epochs) throws SQLException {
        try (Connection door = connection(DatabaseRole.INGEST)) {
            return admit(door, tenants, Arrays.stream(epochs).boxed().toArray(Long[]::new));
        }
    }

    private static List<UUID> admit(Connection door, List<UUID> tenants, Long... epochs) throws SQLException {
        Array asked = door.createArrayOf("uuid", tenants.toArray());
        Array known = door.createArrayOf("bigint", epochs);
        try (PreparedStatement admit = door.prepareStatement("select app.admit(?, ?)")) {
            admit.setArray(1, asked);
            admit.setArray(2, known);
            try (ResultSet answer = admit.executeQuery()) {
                answer.next();
                return List.of((UUID[]) answer.getArray(1).getArray());
            }
        }
    }

    private static void lock(Connection mover, UUID tenant) throws SQLException {
        try (PreparedStatement lock = mover.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 20))")) {
            lock.setString(1, tenant.toString());
            lock.execute();
        }
    }

    /** As a relocation takes it, held until it is given back. */
    private static boolean isTaken(Connection mover, UUID tenant) throws SQLException {
        try (PreparedStatement lock = mover.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 20))")) {
            lock.setString(1, tenant.toString());
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static void unlockAll(Connection mover) throws SQLException {
        try (PreparedStatement unlock = mover.prepareStatement("select pg_advisory_unlock_all()")) {
            unlock.execute();
        }
    }

    private static void awaitOneThatWaits() {
        await().until(() -> SERVER.database()
                        .sql("select count(*) from pg_stat_activity where usename = 'careloop_ingest' "
                                + "and wait_event_type = 'Lock'")
                        .query(Integer.class)
                        .single()
                == 1);
    }

    private static void gate(UUID tenant, String state) {
        SERVER.database()
                .sql("update loop.gates set state = ? where tenant_id = ?")
                .params(state, tenant)
                .update();
    }

    private static Connection connection(DatabaseRole role) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(SERVER.postgres().jdbcUrl("careloop"));
        source.setUser(role.roleName());
        source.setPassword(RolePasswords.in(SERVER.home().resolve("secrets")).of(role));
        return source.getConnection();
    }
}
