package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** A placement that moved on takes no writes, and whoever writes is told so by the database itself. */
class WriteGateTest {
    private static final TestServer SERVER = TestServer.shared();

    private final UUID tenant = SERVER.createTenant().id().value();

    @Test
    void theRightEpochOfAnActiveTenantMayWrite() throws SQLException {
        write(tenant, 1, Connection.TRANSACTION_READ_COMMITTED);

        assertThat(written(tenant)).isEqualTo(1);
    }

    @Test
    void isolationThatWouldSeeAnOldGateIsRefused() {
        refused("TM002", () -> write(tenant, 1, Connection.TRANSACTION_REPEATABLE_READ));
        refused("TM002", () -> write(tenant, 1, Connection.TRANSACTION_SERIALIZABLE));

        assertThat(written(tenant)).isZero();
    }

    @Test
    void anotherEpochIsRefused() {
        refused("TM001", () -> write(tenant, 2, Connection.TRANSACTION_READ_COMMITTED));
        refused("TM001", () -> write(tenant, 0, Connection.TRANSACTION_READ_COMMITTED));

        assertThat(written(tenant)).isZero();
    }

    @Test
    void aTenantThatMovedOrWasClosedTakesNoWrites() {
        for (String state : new String[] {"MOVED", "CLOSED"}) {
            gate(state);
            refused("TM001", () -> write(tenant, 1, Connection.TRANSACTION_READ_COMMITTED));
        }

        assertThat(written(tenant)).isZero();
    }

    @Test
    void aTenantNobodyPlacedTakesNoWrites() {
        UUID nobody = UUID.randomUUID();

        refused("TM001", () -> write(nobody, 1, Connection.TRANSACTION_READ_COMMITTED));

        assertThat(written(nobody)).isZero();
    }

    @Test
    void aSingleWriteOutsideATransactionAsksTheGateToo() {
        gate("MOVED");
        TenantDatabase database = SERVER.bean(TenantDatabase.class);

        assertThatThrownBy(() -> TenantScope.as(
                        new TenantId(tenant),
                        DatabaseRole.WORKER,
                        () -> database.sql()
                                .sql("insert into practices (tenant_id, id, bsnr, name) values (?, ?, '1', 'late')")
                                .params(tenant, UUID.randomUUID())
                                .update()))
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("TM001"));
        assertThat(written(tenant)).isZero();
    }

    @Test
    void aCutOverWaitsForTheWriterAndTheNextWriterSeesTheMovedGate() throws Exception {
        try (Connection writer = source().getConnection();
                Connection mover = SERVER.administrator();
                var lock = mover.prepareStatement("select pg_try_advisory_lock(hashtextextended(?, 20))")) {
            Connection carried = SignedContexts.carrying(writer, tenant);
            carried.setAutoCommit(false);
            insert(carried, tenant);
            lock.setString(1, tenant.toString());
            try (var row = lock.executeQuery()) {
                row.next();
                assertThat(row.getBoolean(1)).as("the lock is the writer's").isFalse();
            }
            carried.commit();
            try (var row = lock.executeQuery()) {
                row.next();
                assertThat(row.getBoolean(1)).isTrue();
            }
        }
        assertThat(written(tenant)).isEqualTo(1);
    }

    private static void refused(String state, ThrowingCallable write) {
        assertThatThrownBy(write)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }

    private void gate(String state) {
        SERVER.database()
                .sql("update loop.gates set state = ? where tenant_id = ?")
                .params(state, tenant)
                .update();
    }

    private static void write(UUID tenant, long epoch, int isolation) throws SQLException {
        try (Connection raw = source().getConnection()) {
            Connection connection = SignedContexts.carrying(raw, tenant, epoch);
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            insert(connection, tenant);
            connection.commit();
        }
    }

    private static void insert(Connection connection, UUID tenant) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into practices (tenant_id, id, bsnr, name) values (?, ?, ?, 'new')")) {
            insert.setObject(1, tenant);
            insert.setObject(2, UUID.randomUUID());
            insert.setString(3, UUID.randomUUID().toString());
            insert.executeUpdate();
        }
    }

    private static int written(UUID tenant) {
        return SERVER.database()
                .sql("select count(*) from pooled.practices where tenant_id = ?")
                .param(tenant)
                .query(Integer.class)
                .single();
    }

    private static PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(SERVER.postgres().jdbcUrl("careloop"));
        source.setUser(DatabaseRole.WORKER.roleName());
        source.setPassword(RolePasswords.in(SERVER.home().resolve("secrets")).of(DatabaseRole.WORKER));
        return source;
    }
}
