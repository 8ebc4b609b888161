package health.careloop.bench.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import health.careloop.bench.PgBouncer;
import health.careloop.bench.Progress;
import health.careloop.bench.ProofReport;
import health.careloop.tenancy.TenancySettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The whole application with PgBouncer in transaction mode between it and its database. */
class BehindPgBouncerTest {
    @Test
    void messagesAreFiledAndReadAndNothingCrossesATenant() throws IOException {
        Optional<Path> program = PgBouncer.program();
        if (program.isEmpty()) {
            System.err.println("There is no pgbouncer on this machine: install it to run this test.");
        }
        assumeTrue(program.isPresent(), "needs pgbouncer");
        AtomicReference<PgBouncer> pooler = new AtomicReference<>();
        try {
            ProofReport report = new IsolationProof(Progress.toStandardError(), postgres -> {
                        int port = URI.create(postgres.jdbcUrl("careloop").substring("jdbc:".length()))
                                .getPort();
                        pooler.set(PgBouncer.before(program.get(), port, postgres.administratorPassword(), 6));
                        return TenancySettings.of(6, 4, 6, 4)
                                .behind(pooler.get().address());
                    })
                    .prove(300, 3);

            assertThat(report.violations()).isZero();
            assertThat(report.figures()).containsEntry("server_errors", 0);
            assertThat(report.holds()).isTrue();
        } finally {
            if (pooler.get() != null) {
                pooler.get().close();
            }
        }
    }
}
