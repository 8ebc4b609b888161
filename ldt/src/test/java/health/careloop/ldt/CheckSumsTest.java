package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 8100, 9202 and 9300: what is lost or changed does not go unnoticed. */
class CheckSumsTest {
    @Test
    void aMissingRecordLengthIsAFindingOfItsOwnAndTheTotalStillCountsItsLines() {
        LdtFile file = Samples.read("BAD_missing_8100.LDT");
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .hasSize(5)
                // The total 9202 counts the lines that are missing: it proves that nothing else is.
                .allMatch(fault -> fault.rule().equals("BAS-NOSUM") && fault.severity() == Severity.WARNING);
    }

    @Test
    void aLostRecordIsAnErrorOfTheTotalLength() {
        String whole = new String(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), StandardCharsets.ISO_8859_1);
        int from = whole.indexOf("01380008202");
        String cut = whole.substring(0, from) + whole.substring(whole.indexOf("0138000", from + 11));
        assertThat(LdtReader.read(cut.getBytes(StandardCharsets.ISO_8859_1)).faults())
                .extracting(Fault::rule, Fault::severity)
                .containsExactly(tuple("BAS-GLEN", Severity.ERROR));
    }

    @Test
    void aMissingTotalAndAMissingDigestAreFindingsAndNoErrors() {
        String flat = new String(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), StandardCharsets.ISO_8859_1)
                .replaceFirst("(?s)014810000044(\\R)017920200001734\\R", "014810000027$1");
        String objects = new String(Samples.bytes("Z01_SYN_kalium_kritisch.ldt"), StandardCharsets.ISO_8859_1)
                .replaceFirst("0499300\\w{40}\\R", "");
        for (String text : List.of(flat, objects)) {
            assertThat(LdtReader.read(text.getBytes(StandardCharsets.ISO_8859_1))
                            .faults())
                    .extracting(Fault::rule, Fault::severity)
                    .containsExactly(tuple("BAS-NOSUM", Severity.WARNING));
        }
    }

    @Test
    void aRecordLengthThatOnlySomeRecordsLackWasLost() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "014810000771\r\n", ""));
        assertThat(file.faults())
                .extracting(Fault::field, Fault::rule, Fault::severity)
                .containsExactly(tuple("8100", "BAS-SLEN", Severity.ERROR));
    }

    @Test
    void aLostLineIsAnErrorOfTheRecordLength() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "0108418K\r\n", ""));
        assertThat(file.faults())
                .extracting(Fault::rule, Fault::severity)
                .containsExactly(tuple("BAS-SLEN", Severity.ERROR));
        assertThat(file.faults().getFirst().sentence().english())
                .isEqualTo("The record 8201 in line 20 says it is \"00771\" bytes long, but its lines add up to 761.");
    }

    @Test
    void aChangedValueBreaksTheCheckSumOfLdt3() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01_SYN_kalium_kritisch.ldt", "01284207.1", "01284204.1"));
        assertThat(file.readable()).isTrue();
        assertThat(file.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("E157");
            assertThat(fault.severity()).isEqualTo(Severity.ERROR);
        });
    }

    @Test
    void theCheckSumOfLdt3IsProvenAgainAfterLineBreaksWereRewritten() {
        LdtFile file = LdtReader.read(FramingTest.without(Samples.bytes("Z01_SYN_kalium_kritisch.ldt"), '\r'));
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .extracting(Fault::rule, Fault::severity)
                .containsExactly(tuple("BAS-EOL", Severity.WARNING), tuple("E157", Severity.INFORMATION));
    }

    @Test
    void theCheckSumOfASecondPackageCountsFromItsOwnStart() {
        byte[] one = Samples.bytes("Z01_SYN_kalium_kritisch.ldt");
        LdtFile file = LdtReader.read(FramingTest.concat(one, one));
        assertThat(file.packages()).hasSize(2);
        assertThat(file.packages()).allMatch(found -> found.faults().isEmpty());
    }
}
