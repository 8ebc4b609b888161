package health.careloop.bench.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.bench.Progress;
import health.careloop.bench.ProofReport;
import org.junit.jupiter.api.Test;

/** The short form; {@code ./careloop prove ldt-fuzz} is the long one. */
class FuzzProofTest {

    @Test
    void noMessageBreaksTheReaderAndEveryPlantedMistakeIsFound() throws Exception {
        ProofReport report = new FuzzProof(Progress.toStandardError()).prove(500, 4_200);
        assertThat(report.violations()).isZero();
        assertThat(report.control().violations()).isEqualTo(Defect.values().length);
        assertThat(report.holds()).isTrue();
    }

    @Test
    void aSeedIsTheSameMessageEveryTime() {
        LdtSamples samples = LdtSamples.found();
        for (long seed = 0; seed < 600; seed++) {
            assertThat(new Inputs(samples).input(seed)).as("seed %d", seed).isEqualTo(new Inputs(samples).input(seed));
        }
    }
}
