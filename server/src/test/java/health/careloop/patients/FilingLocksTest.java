package health.careloop.patients;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.audit.Caller;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantScope;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is held while reports are filed: a key for each, or the whole tenant when there are many. */
class FilingLocksTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final UUID SENDER = UUID.randomUUID();

    private final Patients patients = SERVER.bean(Patients.class);
    private final TenantDatabase database = SERVER.bean(TenantDatabase.class);
    private final Tenant tenant = SERVER.createTenant();

    @Test
    void aFileOfThousandsOfReportsHoldsOneLockAndNotThousands() {
        assertThat(inTransaction(() -> {
                    patients.lock(orders(20));
                    return held();
                }))
                .as("the control: each its own, beside those of the gate and the tenant")
                .isBetween(21, 24);
        assertThat(inTransaction(() -> {
                    patients.lock(orders(5_000));
                    return held();
                }))
                .isLessThan(5);
    }

    @Test
    void whoeverHoldsAllKeepsOutWhoeverWantsOneAndNoOtherTenant() {
        Tenant other = SERVER.createTenant();
        inTransaction(() -> {
            patients.lock(orders(5_000));
            assertThat(isFree(tenant)).isFalse();
            assertThat(isFree(other)).isTrue();
            return 0;
        });
        inTransaction(() -> {
            patients.lock(orders(1));
            assertThat(isFree(tenant))
                    .as("two with keys of their own do not wait")
                    .isTrue();
            return 0;
        });
    }

    private List<Sought> orders(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> patients.seek(
                        new Person(
                                new Demographics(null, null, null, null, null, null, null, null),
                                new Identifiers(null, null, null),
                                "A-" + i),
                        SENDER,
                        null,
                        Caller.PLATFORM))
                .toList();
    }

    private int held() {
        return database.sql()
                .sql("select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()")
                .query(Integer.class)
                .single();
    }

    /** Asked by somebody else, as a filing of one report asks. */
    private static boolean isFree(Tenant whose) {
        return SERVER.database()
                .sql("select pg_try_advisory_xact_lock_shared(hashtextextended(?, 21))")
                .param(whose.id().toString())
                .query(Boolean.class)
                .single();
    }

    private int inTransaction(Supplier<Integer> work) {
        return TenantScope.as(tenant.id(), DatabaseRole.WORKER, () -> database.inTransaction(work));
    }
}
