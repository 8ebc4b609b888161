package health.careloop.bench.churn;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.bench.Progress;
import health.careloop.bench.ProofReport;
import org.junit.jupiter.api.Test;

/** The short form; {@code ./careloop prove context-churn} is the long one. */
class ContextChurnProofTest {
    @Test
    void noContextOutlivesItsTransactionAndTheProofWouldNotice() throws Exception {
        ProofReport report = new ContextChurnProof(Progress.toStandardError()).prove(2_000, 11);

        assertThat(report.violations()).isZero();
        assertThat(report.control().violations()).isPositive();
        assertThat(report.holds()).isTrue();
    }
}
