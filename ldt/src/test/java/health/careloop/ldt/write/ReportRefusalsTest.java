package health.careloop.ldt.write;

import static health.careloop.ldt.write.ReportMessagesTest.minimal;
import static health.careloop.ldt.write.ReportMessagesTest.read;
import static health.careloop.ldt.write.ReportMessagesTest.refused;
import static health.careloop.ldt.write.ReportMessagesTest.written2;
import static health.careloop.ldt.write.ReportMessagesTest.written3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.Samples;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReport.Status;
import health.careloop.ldt.clinical.LdtReports;
import health.careloop.ldt.clinical.ObservationStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What no message can say is refused, with the cause and the call to change. */
class ReportRefusalsTest {
    @Test
    void aRefusalNamesTheCause() {
        UnaryOperator<ResultBuilder> value =
                result -> result.value("7.1", "mmol/l").range("3.5", "5.1");
        refused(
                "ResultBuilder.critical(…)",
                () -> written2(minimal()
                        .result("K", "Kalium", result -> value.apply(result).critical("!H", "x"))
                        .build()));
        refused(
                "ResultBuilder.flag(…)",
                () -> written2(minimal()
                        .result("K", "Kalium", result -> value.apply(result).flag("!H"))
                        .build()));
        refused(
                "ResultBuilder.attention(…)",
                () -> written2(minimal()
                        .result("K", "Kalium", result -> value.apply(result).attention("1", "x"))
                        .build()));
        refused(
                "ResultBuilder.also(…)",
                () -> written2(minimal()
                        .result("K", "Kalium", result -> value.apply(result).also(other -> other.value("1", "g")))
                        .build()));
        assertThatThrownBy(() -> LdtGenerator.of(Generation.LDT2, 1).pdf())
                .hasMessageContaining("cannot carry documents")
                .hasMessageContaining("--pdf");
        Samples.outside("Z01_KBV_3_2_20_UC17").forEach(file -> {
            List<LdtReport> reports =
                    LdtReports.of(LdtReader.read(Samples.bytes(file)).packages().getFirst());
            if (!reports.isEmpty()) {
                assertThatThrownBy(() -> written3(reports.getFirst()))
                        .isInstanceOf(UnwritableException.class)
                        .hasMessageNotContaining("no code for");
            }
        });
    }

    @Test
    void whatAGenerationCannotSayIsRefusedAndNeverLeftOut() {
        UnaryOperator<ResultBuilder> value =
                result -> result.value("4.0", "mmol/l").measuredAt(RandomReports.NOW);
        assertThatThrownBy(() -> written3(minimal().status(Status.ARCHIVED).build()))
                .hasMessageContaining("ARCHIVED");
        assertThatThrownBy(() -> written2(minimal()
                        .result("K", "Kalium", result -> value.apply(result).status(ObservationStatus.CANCELLED))
                        .build()))
                .hasMessageContaining("CANCELLED");
        assertThatThrownBy(() -> written2(minimal().attention("2", "x").build()))
                .hasMessageContaining("8126");
        assertThatThrownBy(() -> written2(minimal().order("12345678901234").build()))
                .hasMessageContaining("8310 has 14 characters");
        assertThatThrownBy(() -> written2(minimal()
                        .result("K", "Kalium", result -> value.apply(result).flag("H"))
                        .build()))
                .hasMessageContaining("8422 of LDT 2");
        assertThatThrownBy(() -> written3(minimal()
                        .result("K", "Kalium", result -> value.apply(result).status(ObservationStatus.REGISTERED))
                        .build()))
                .hasMessageContaining("K096");
        assertThatThrownBy(() -> written3(minimal()
                        .result("K", "Kalium", result -> result.value("4.0", "mmol/l"))
                        .build()))
                .hasMessageContaining("8225");
    }

    @Test
    void aPackageHasOneLaboratoryAndInLdt2OnePractice() {
        LdtReport one = minimal().build();
        LdtReport other =
                minimal().practice("Praxis Ahorn", "123456800", "4712").build();
        LdtReport elsewhere = minimal().lab("Labor Nord", "994567900", "LABN").build();
        assertThatThrownBy(() ->
                        ReportMessages.ldt2(RandomReports.envelope(), LdtCharset.ISO_8859_15, List.of(one, other)))
                .hasMessageContaining("one practice");
        assertThatThrownBy(() -> ReportMessages.ldt3(RandomReports.envelope(), List.of(one, elsewhere)))
                .hasMessageContaining("one laboratory");
        assertThatThrownBy(() -> ReportMessages.ldt3(RandomReports.envelope(), List.of()))
                .hasMessageContaining("at least one report");
    }

    @Test
    void aRefusalNamesTheCallToChange() {
        refused(
                "ReportBuilder.receivedOn(…)",
                () -> written2(ReportBuilder.report("26-1")
                        .lab("Labor Testberg", "994567800", "LABT")
                        .practice("Praxis Linde", "123456700", "4711", "999999900")
                        .build()));
        refused(
                "ReportBuilder.order(…)",
                () -> written2(minimal().order("12345678901234").build()));
        refused("ReportBuilder.order(…)", () -> written3(minimal().order("≥1").build()));
        refused(
                "ResultBuilder.measuredAt(…)",
                () -> written3(minimal()
                        .result("K", "Kalium", result -> result.value("4.0", "mmol/l"))
                        .build()));
        refused(
                "ReportBuilder.practice(…)",
                () -> written2(
                        minimal().practice("Praxis Linde", "12345", "4711").build()));
        refused(
                "ReportBuilder.lab(…)",
                () -> written3(minimal().lab("Labor", "12345", "L").build()));
        refused(
                "ReportBuilder.hospitalPhysician(…)",
                () -> written3(minimal().hospitalPhysician("123456789").build()));
        refused(
                "Envelope.of(…)",
                () -> ReportMessages.ldt3(
                        Envelope.of("TestLIS", "1.0", "keine Nummer", RandomReports.NOW)
                                .contact("", "Mia", "Laborärztin")
                                .laboratory("Laborweg", "2", "12345", "Testberg"),
                        List.of(minimal().build())));
        refused("ReportBuilder.patient(…)", () -> minimal().patient("Prüfling", "Änne", (LocalDate) null, "W"));
        refused("ResultBuilder.value(…)", () -> minimal().result("K", "Kalium", result -> result.value(null, "")));
        refused("ResultBuilder.range(…)", () -> minimal().result("K", "Kalium", result -> result.range("", "")));
        refused(
                "ResultBuilder.also(…)",
                () -> minimal().result("K", "Kalium", result -> result.also(other -> other.note("x"))));
        refused("ReportBuilder.note(…)", () -> minimal().note("x", null));
        refused("ReportBuilder.specimenNote(…)", () -> ReportBuilder.report("1").specimenNote("x"));
    }

    @Test
    void anotherPhysicianMayHaveOrderedInLdt2AndInLdt3OnlyTheFirst() {
        LdtReport report = minimal().orderedBy(TestNumbers.physician(17)).build();
        assertThat(read(written2(report)).getFirst().recipient().orderedBy()).isEqualTo(TestNumbers.physician(17));
        assertThatThrownBy(() -> written3(report)).hasMessageContaining("first 0212");
    }
}
