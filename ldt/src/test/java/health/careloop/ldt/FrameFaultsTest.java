package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.clinical.LdtReports;
import org.junit.jupiter.api.Test;

/** Faults of the frame that have no test of their own kind. */
class FrameFaultsTest {
    @Test
    void aRecordTypeNobodyKnowsIsNamed() {
        byte[] message = LdtText.flat(LdtText.header(), new LdtText.Flat("8299").field("8310", "A"));
        assertThat(LdtReader.read(message).faults()).extracting(Fault::rule).contains("BAS-FSA");
    }

    @Test
    void aDocumentThatIsNoBase64IsNamed() {
        LdtText text = new LdtText().record("8220").field("0001", "LDT3.2.20").record("8205");
        text.open("8110", "Anhang", "Obj_0010").open("8242", "base64-kodierte_Anlage", "Obj_0068");
        byte[] message = text.field("6329", "*").close().close().trailer("8221");
        assertThat(LdtReports.of(LdtReader.read(message).packages().getFirst()))
                .flatExtracting(
                        report -> report.faults().stream().map(Fault::rule).toList())
                .contains("BAS-BASE64");
    }
}
