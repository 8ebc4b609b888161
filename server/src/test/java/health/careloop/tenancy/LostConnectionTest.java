package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** PostgreSQL ends a connection in the middle of a transaction. */
@ExtendWith(OutputCaptureExtension.class)
class LostConnectionTest {
    private final TestServer server = TestServer.shared();

    @Test
    void isToldToWhoAskedAndNotAsAnErrorOfTheRollbackAsWell(CapturedOutput output) {
        TenantDatabase database = server.bean(TenantDatabase.class);
        Tenant practice = server.createTenant();
        assertThatThrownBy(() -> TenantScope.as(
                        practice.id(),
                        DatabaseRole.APP,
                        () -> database.<Object>inTransaction(() -> {
                            int backend = database.sql()
                                    .sql("select pg_backend_pid()")
                                    .query(Integer.class)
                                    .single();
                            server.database()
                                    .sql("select pg_terminate_backend(?, 5000)")
                                    .param(backend)
                                    .query(Boolean.class)
                                    .single();
                            return database.sql()
                                    .sql("select 1")
                                    .query(Integer.class)
                                    .single();
                        })))
                .isNotNull();
        assertThat(output.getAll()).doesNotContain("overridden by rollback");
        assertThat(TenantScope.as(
                        practice.id(),
                        DatabaseRole.APP,
                        () -> database.inTransaction(() -> database.sql()
                                .sql("select 1")
                                .query(Integer.class)
                                .single())))
                .as("the next one has another connection")
                .isEqualTo(1);
    }
}
