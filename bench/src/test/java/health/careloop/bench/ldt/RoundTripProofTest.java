package health.careloop.bench.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.bench.Progress;
import health.careloop.bench.ProofReport;
import org.junit.jupiter.api.Test;

/** The short form; {@code ./careloop prove ldt-roundtrip} is the long one. */
class RoundTripProofTest {

    @Test
    void whatIsReadIsWrittenByteForByteAndAReaderThatTrimsIsCaught() {
        ProofReport report = new RoundTripProof(Progress.toStandardError()).prove(1_500, 7);
        assertThat(report.violations()).isZero();
        assertThat(report.control().violations()).isPositive();
        assertThat(report.figures().get("written_anew")).isEqualTo(375L);
        assertThat(report.holds()).isTrue();
    }
}
