package health.careloop.bench.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.bench.Progress;
import health.careloop.bench.ProofReport;
import org.junit.jupiter.api.Test;

/** The short form; {@code ./careloop prove provisioning-crash} tries every point. */
class CrashProofTest {

    @Test
    void aTenantIsMadeOrTakenBackAsAWholeAndTheProofWouldNotice() {
        ProofReport report = new CrashProof(Progress.toStandardError()).prove(24, 7);

        assertThat(report.violations()).isZero();
        assertThat(report.control().violations()).isPositive();
        assertThat(report.holds()).isTrue();
    }
}
