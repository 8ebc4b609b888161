package health.careloop.ldt.write;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.ldt.LdtCharset;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What LDT 2 cannot say, and what is said twice, is refused with the call to change. */
class NothingLeftOutTest {
    @Test
    void whatLdt2CannotSayIsRefused() {
        refused(result -> result.method("CLIA"), "ResultBuilder.method");
        refused(result -> result.alarm("2.5", "6.5"), "ResultBuilder.alarm");
        refused(ReportMessagesTest.minimal().number("B-1"), "ReportBuilder.number");
        refused(ReportMessagesTest.minimal().patientNumbers("815", null), "ReportBuilder.patientNumbers");
    }

    @Test
    void aWordIsNoUnitAndTheValueNotWritten() {
        assertThatThrownBy(() -> ReportMessages.ldt2(
                        RandomReports.envelope(),
                        LdtCharset.ISO_8859_15,
                        List.of(ReportMessagesTest.minimal()
                                .result("H", "HBs", result -> result.value("<0,5", "negativ"))
                                .build())))
                .isInstanceOf(UnwritableException.class)
                .hasMessageContaining("<0,5 negativ");
    }

    @Test
    void whatIsSaidTwiceIsRefused() {
        assertThatThrownBy(() -> ReportMessagesTest.minimal().patient("Zweiter", "Hans", LocalDate.of(1970, 1, 1), "M"))
                .isInstanceOf(UnwritableException.class)
                .hasMessageContaining("ReportBuilder.patient");
        assertThatThrownBy(() -> ReportMessagesTest.minimal().specimen("S1", "UR", "Urin", RandomReports.NOW))
                .isInstanceOf(UnwritableException.class)
                .hasMessageContaining("ReportBuilder.specimen");
        assertThatThrownBy(() -> ReportMessagesTest.minimal()
                        .result(
                                "K",
                                "Kalium",
                                result -> result.value("7.1", "mmol/l").value("8.1", "mmol/l")))
                .isInstanceOf(UnwritableException.class)
                .hasMessageContaining("ResultBuilder.value");
    }

    private static void refused(UnaryOperator<ResultBuilder> said, String call) {
        refused(ReportMessagesTest.minimal().result("K", "Kalium", result -> said.apply(result.value("4", "g"))), call);
    }

    private static void refused(ReportBuilder report, String call) {
        assertThatThrownBy(() -> ReportMessagesTest.written2(report.build()))
                .isInstanceOf(UnwritableException.class)
                .hasMessageContaining(call);
    }
}
