package health.careloop.bench.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.bench.Progress;
import health.careloop.bench.ProofReport;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short form, some mutants of every kind; {@code ./careloop prove isolation-mutation} tries them all. */
class MutationProofTest {

    @Test
    void whicheverDefenceIsTakenAwayIsNoticedAndNothingElseIs() throws Exception {
        ProofReport report = new MutationProof(Progress.toStandardError()).prove(45, 7);
        assertThat(report.figures())
                .containsEntry("survivors", List.of())
                .containsEntry("overlooked_by_matrix", List.of())
                .containsEntry("false_alarms", 0)
                .containsEntry("left_behind", 0);
        assertThat(report.control().violations()).isEqualTo(report.control().n());
        assertThat(report.n()).isEqualTo(45);
        assertThat(report.holds()).isTrue();
    }
}
