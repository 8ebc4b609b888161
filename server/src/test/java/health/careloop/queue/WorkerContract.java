package health.careloop.queue;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantScope;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Worker} bears: running twice is running once, since a crash after the effect outside the database and
 * before the commit repeats it; and a subject that is gone, or another tenant's, touches nothing.
 */
public abstract class WorkerContract {
    protected static final TestServer SERVER = TestServer.shared();

    private final Tenant tenant = SERVER.createTenant();

    protected abstract Worker worker();

    /** Makes something to work on, and takes whatever job there is for it. @return the job's subject */
    protected abstract UUID subject(Tenant tenant);

    /** Everything the work leaves behind for the subject, as one comparable text. */
    protected abstract String traces(Tenant tenant, UUID subject);

    @Test
    void runningTwiceIsRunningOnce() {
        UUID subject = subject(tenant);
        run(tenant, subject);
        String once = traces(tenant, subject);

        run(tenant, subject);

        assertThat(traces(tenant, subject)).isEqualTo(once);
    }

    @Test
    void anotherTenantsSubjectIsTreatedLikeNoneAtAll() {
        UUID foreign = subject(SERVER.createTenant());

        assertThat(result(foreign)).isEqualTo(result(UUID.randomUUID()));
    }

    private String result(UUID subject) {
        try {
            return run(tenant, subject).toString();
        } catch (RuntimeException e) {
            return e.getClass().getName();
        }
    }

    private Outcome run(Tenant whose, UUID subject) {
        Worker worker = worker();
        Job job = new Job(
                whose.id(),
                UUID.randomUUID(),
                worker.kind().queue(),
                worker.kind().name(),
                worker.kind().priority(),
                subject,
                1,
                null,
                Instant.EPOCH);
        return TenantScope.as(
                whose.id(),
                DatabaseRole.WORKER,
                () -> SERVER.bean(TenantDatabase.class).inTransaction(() -> worker.work(job)));
    }
}
