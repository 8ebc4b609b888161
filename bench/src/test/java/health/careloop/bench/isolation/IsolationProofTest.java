package health.careloop.bench.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.bench.Progress;
import health.careloop.bench.ProofReport;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The short form; {@code ./careloop prove isolation --n 40000} is the long one. */
class IsolationProofTest {

    @Test
    void nothingOfAnotherTenantCanBeSeenOrChangedAndTheProofWouldNotice() throws IOException {
        ProofReport report = new IsolationProof(Progress.toStandardError()).prove(500, 7);
        assertThat(report.violations()).isZero();
        assertThat(report.control().violations()).isPositive();
        assertThat(report.holds()).isTrue();
    }
}
