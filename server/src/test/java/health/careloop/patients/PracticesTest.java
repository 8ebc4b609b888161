package health.careloop.patients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.TestServer;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantScope;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PracticesTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String BSNR = "123456700";

    private final Practices practices = SERVER.bean(Practices.class);
    private final TenantDatabase database = SERVER.bean(TenantDatabase.class);
    private final Tenant tenant = SERVER.createTenant();

    @Test
    void oneWhoseTransactionRolledBackIsNotRemembered() {
        assertThatThrownBy(() -> inTransaction(() -> {
                    practices.practice(BSNR, "Praxis Probe");
                    // Found this time, by the transaction that wrote it.
                    practices.practice(BSNR, "Praxis Probe");
                    throw new RolledBack();
                }))
                .isInstanceOf(RolledBack.class);

        UUID practice = inTransaction(() -> practices.practice(BSNR, "Praxis Probe"));

        assertThat(SERVER.database()
                        .sql("select id from pooled.practices where tenant_id = ? and bsnr = ?")
                        .params(tenant.id().value(), BSNR)
                        .query(UUID.class)
                        .list())
                .containsExactly(practice);
        assertThat(inTransaction(() -> practices.practice(BSNR, null))).isEqualTo(practice);
    }

    private UUID inTransaction(Supplier<UUID> work) {
        return TenantScope.as(tenant.id(), DatabaseRole.WORKER, () -> database.inTransaction(work));
    }

    private static final class RolledBack extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
