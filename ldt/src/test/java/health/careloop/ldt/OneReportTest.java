package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

/** Two reports in one record of LDT 2 are no report. */
class OneReportTest {
    @Test
    void twoPatientsInOneRecordAreFatalWhateverTheSumsSay() {
        byte[] sent = Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "01380008202\r\n", "");
        LdtFile file = LdtReader.read(sent);
        assertThat(file.readable()).isFalse();
        assertThat(FramingTest.fatal(file)).extracting(Fault::rule).contains("BAS-FSAL");

        byte[] summed = LdtText.flat(
                LdtText.header(),
                report("A-1", "Erst", "19580317")
                        .field("8310", "A-2")
                        .field("3101", "Zweit")
                        .field("8410", "CRP"));
        assertThat(LdtReader.read(summed).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.severity()).isEqualTo(Severity.FATAL);
            assertThat(fault.rule()).isEqualTo("BAS-FSAL");
            assertThat(fault.field()).isEqualTo("8310");
            assertThat(fault.sentence().english()).contains("two reports or patients");
        });
    }

    @Test
    void anotherBirthdayOrNameAfterResultsIsFatalAndTheSameHeadAgainAnError() {
        for (String[] head : new String[][] {{"3103", "19660101"}, {"3101", "Zweit"}, {"8401", "T"}}) {
            byte[] sent = LdtText.flat(
                    LdtText.header(),
                    report("A-1", "Erst", "19580317").field(head[0], head[1]).field("8410", "CRP"));
            assertThat(FramingTest.fatal(LdtReader.read(sent))).hasSize(1);
        }
        byte[] again = LdtText.flat(
                LdtText.header(),
                report("A-1", "Erst", "19580317").field("8310", "A-1").field("8410", "CRP"));
        assertThat(LdtReader.read(again).faults())
                .extracting(Fault::rule, Fault::severity)
                .containsExactly(tuple("BAS-FSAL", Severity.ERROR));
    }

    @Test
    void aHeadBehindTheResultsThatStandsOnceIsNoSecondReport() {
        byte[] sent = LdtText.flat(
                LdtText.header(),
                new LdtText.Flat("8201")
                        .field("8310", "A-1")
                        .field("8410", "K")
                        .field("3101", "Erst")
                        .field("3103", "19580317")
                        .field("8401", "E")
                        .field("8410", "CRP"));
        assertThat(LdtReader.read(sent).faults()).isEmpty();
    }

    private static LdtText.Flat report(String order, String name, String born) {
        return new LdtText.Flat("8201")
                .field("8310", order)
                .field("3101", name)
                .field("3103", born)
                .field("8401", "E")
                .field("8410", "K")
                .field("8420", "4.2");
    }
}
