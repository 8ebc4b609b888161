package health.careloop.queue;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.TenantDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Jobs on a bench of their own, and a runner that is turned by hand. */
abstract class JobsAtWork {
    static final TestServer SERVER = TestServer.shared();

    final Bench bench = new Bench();
    final TenantDatabase database = SERVER.bean(TenantDatabase.class);

    List<UUID> claim(int atMost) {
        return bench.store
                .claim(DatabaseAddress.MAIN, bench.queue, atMost, Duration.ofSeconds(60), UUID.randomUUID())
                .getOrDefault(bench.tenant.id(), List.of());
    }

    /** Bounded: what loops fails here. */
    void runUntilNothingIsLeft(JobRunner runner) {
        for (int i = 0; i < 6 && bench.ready() + bench.leased() > 0; i++) {
            run(runner);
            bench.leasesEnd();
            bench.due();
        }
        assertThat(bench.ready() + bench.leased()).isZero();
    }

    int run(JobRunner runner) {
        return runner.runBatch(DatabaseAddress.MAIN, bench.queue);
    }

    double delaySeconds() {
        Instant runAt = SERVER.database()
                .sql("select run_at from loop.jobs_ready where queue = ?")
                .param(bench.queue)
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
        return Duration.between(Instant.now(), runAt).toMillis() / 1000.0;
    }
}
