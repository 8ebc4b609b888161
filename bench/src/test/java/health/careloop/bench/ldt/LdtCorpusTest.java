package health.careloop.bench.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.LdtFile;
import health.careloop.ldt.clinical.Attachment;
import health.careloop.ldt.clinical.LdtReports;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LdtCorpusTest {

    @Test
    void theSmallOnesAreFaultlessAndOfBothGenerations() {
        LdtCorpus small = LdtCorpus.small();
        assertThat(small.files()).allSatisfy(file -> assertThat(file.faults()).isEmpty());
        assertThat(small.files().stream()
                        .map(file -> file.packages().getFirst().generation())
                        .distinct())
                .hasSize(2);
    }

    @Test
    void theLargeOneIsAFaultlessReportWithItsPdf() {
        LdtFile file = LdtCorpus.large().files().getFirst();
        assertThat(file.faults()).isEmpty();
        Attachment pdf = LdtReports.of(file.packages().getFirst())
                .getFirst()
                .attachments()
                .getFirst();
        assertThat(pdf.contentType()).isEqualTo("application/pdf");
        assertThat(pdf.bytes()).hasSize(1_000_000);
        assertThat(new String(pdf.bytes(), 0, 8, StandardCharsets.US_ASCII)).isEqualTo("%PDF-1.7");
    }

    /** So that no figure is one of a work that was left out. */
    @Test
    void everyWorkDoesSomethingAndTheLineEndsAreTheFields() {
        LdtCorpus small = LdtCorpus.small();
        assertThat(LdtWork.LINE_ENDS.pass(small)).isEqualTo(small.fields());
        assertThat(LdtWork.TOKENISE.pass(small)).isGreaterThan(small.idsAddedUp());
        assertThat(LdtWork.STRUCTURE.pass(small)).isPositive();
        assertThat(LdtWork.WRITE.pass(small)).isEqualTo(small.bytes());
        assertThat(LdtWork.RULES.pass(small)).isNotNegative();
    }
}
