package health.careloop.ldt.write;

import static health.careloop.ldt.write.ReportMessagesTest.minimal;
import static health.careloop.ldt.write.ReportMessagesTest.read;
import static health.careloop.ldt.write.ReportMessagesTest.refused;
import static health.careloop.ldt.write.ReportMessagesTest.written3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.clinical.Attachment;
import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How documents, flags and calls for attention are written. */
class ReportContentsTest {
    @Test
    void whatIsCalledAPdfIsOne() {
        refused("ReportBuilder.pdf(…)", () -> minimal().pdf("x.pdf", "hello".getBytes(StandardCharsets.US_ASCII)));
        refused("ReportBuilder.pdf(…)", () -> minimal().pdf("x.pdf", null));
        refused(
                "ReportBuilder.attach(…)",
                () -> minimal()
                        .attach(Attachment.of("x", "image/png", "100", "MZ".getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void aCriticalValueCarriesItsCallForAttention() {
        LdtReport read = nested(result -> result.value("7.1", "mmol/l")
                .range("3.5", "5.1")
                .alarm("2.8", "6.2")
                .critical("!H", "Telefonisch durchgegeben.")
                .measuredAt(RandomReports.NOW));
        LdtObservation potassium = read.observations().getFirst();
        assertThat(potassium.declaredCritical()).isTrue();
        assertThat(potassium.attentions()).singleElement().satisfies(call -> {
            assertThat(call.lifeThreatening()).isTrue();
            assertThat(call.text()).isEqualTo("Telefonisch durchgegeben.");
        });
        assertThat(potassium.ranges()).hasSize(2);
        assertThatThrownBy(() -> nested(result -> result.value("7.1", "mmol/l")
                        .range("3.5", "5.1")
                        .flag("!H")
                        .measuredAt(RandomReports.NOW)))
                .hasMessageContaining("K099");
    }

    @Test
    void documentsAreLinesOfSixtyCharacters() {
        byte[] pdf = ("%PDF-1.7 " + "x".repeat(500)).getBytes(StandardCharsets.US_ASCII);
        LdtReport report = minimal().pdf("Befund.pdf", pdf).build();
        byte[] message = ReportMessages.ldt3(RandomReports.envelope(), List.of(report));
        assertThat(new String(message, StandardCharsets.ISO_8859_1)).contains("\r\n0696329JVBERi0xLjcg");
        Attachment read = read(message).getFirst().attachments().getFirst();
        assertThat(read.bytes()).isEqualTo(pdf);
        assertThat(read.contentType()).isEqualTo("application/pdf");
        assertThat(read.name()).isEqualTo("Befund.pdf");
        assertThatThrownBy(() -> ReportMessages.ldt2(RandomReports.envelope(), LdtCharset.CP437, List.of(report)))
                .isInstanceOf(UnwritableException.class);
    }

    @Test
    void aFlagIsInventedOnlyWhereTheRangeSaysSoItself() {
        assertThat(nested(result -> result.value("4.0", "mmol/l")
                                .range("3.5", "5.1")
                                .measuredAt(RandomReports.NOW))
                        .observations()
                        .getFirst()
                        .flag())
                .isEqualTo("N");
        assertThatThrownBy(() -> nested(result ->
                        result.value("7.1", "mmol/l").range("3.5", "5.1").measuredAt(RandomReports.NOW)))
                .hasMessageContaining("demands a flag");
        assertThatThrownBy(() ->
                        nested(result -> result.value("7.1", "mmol/l").flag("H").measuredAt(RandomReports.NOW)))
                .hasMessageContaining("stands in a reference range");
    }

    @Test
    void aDocumentAtTheSenderIsOnlyNamed() {
        LdtReport report = minimal()
                .attach(Attachment.linked("Befund", "application/pdf", "100", "befund.pdf"))
                .build();
        byte[] message = written3(report);
        LdtReport read =
                LdtReports.of(LdtReader.read(message).packages().getFirst()).getFirst();
        assertThat(read.attachments()).singleElement().satisfies(document -> {
            assertThat(document.link()).isEqualTo("befund.pdf");
            assertThat(document.name()).isEqualTo("Befund");
        });
    }

    private static LdtReport nested(UnaryOperator<ResultBuilder> content) {
        ReportBuilder report = ReportBuilder.report("26-000815")
                .lab("Labor Testberg", "994567800", "LABT")
                .practice("Praxis Linde", "123456700", "4711", "999999900")
                .patient("Prüfling", "Änne", LocalDate.of(1958, 3, 17), "W")
                .reportedAt(RandomReports.NOW)
                .specimen("S1", "SE", "Serum", RandomReports.NOW.minusHours(3))
                .result("K", "Kalium", content);
        return read(ReportMessages.ldt3(RandomReports.envelope(), List.of(report.build())))
                .getFirst();
    }
}
