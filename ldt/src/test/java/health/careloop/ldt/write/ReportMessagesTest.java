package health.careloop.ldt.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import health.careloop.ldt.Fault;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.Attachment;
import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import health.careloop.ldt.clinical.Sources;
import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;

class ReportMessagesTest {
    private static final String[] WHERE_IT_STOOD = {
        "generation",
        "version",
        "recordType",
        "firstLine",
        "lastLine",
        "attachments",
        "observations.firstLine",
        "observations.lastLine",
        "observations.kind",
        "observations.alternatives.firstLine",
        "observations.alternatives.lastLine",
        "observations.alternatives.kind"
    };

    @Test
    void whatIsWrittenAsLdt3IsReadAsTheSameReport() {
        for (int seed = 0; seed < 400; seed++) {
            List<LdtReport> reports = new RandomReports(seed, Generation.LDT3).some();
            List<LdtReport> read = read(ReportMessages.ldt3(RandomReports.envelope(), reports));
            assertThat(read)
                    .as("seed %d", seed)
                    .usingRecursiveComparison()
                    .ignoringFieldsOfTypes(Sources.class)
                    .ignoringFields(WHERE_IT_STOOD)
                    .ignoringFields("observations.text")
                    .isEqualTo(reports);
            for (int i = 0; i < reports.size(); i++) {
                assertThat(read.get(i).attachments())
                        .extracting(document -> new String(document.bytes(), StandardCharsets.ISO_8859_1))
                        .isEqualTo(reports.get(i).attachments().stream()
                                .map(document -> new String(document.bytes(), StandardCharsets.ISO_8859_1))
                                .toList());
                assertThat(read.get(i).attachments())
                        .extracting(Attachment::name, Attachment::contentType, Attachment::documentType)
                        .isEqualTo(reports.get(i).attachments().stream()
                                .map(document ->
                                        tuple(document.name(), document.contentType(), document.documentType()))
                                .toList());
                assertThat(words(read.get(i))).isEqualTo(words(reports.get(i)));
            }
        }
    }

    @Test
    void whatIsWrittenAsLdt2IsReadAsTheSameReportInEveryCharset() {
        for (int seed = 0; seed < 400; seed++) {
            LdtCharset charset = LdtCharset.values()[seed % 2 == 0 ? 4 : 1 + seed / 2 % 4];
            List<LdtReport> reports = new RandomReports(seed, Generation.LDT2).some();
            if (charset == LdtCharset.CP850) {
                continue;
            }
            assertThat(read(ReportMessages.ldt2(RandomReports.envelope(), charset, reports)))
                    .as("seed %d in %s", seed, charset)
                    .usingRecursiveComparison()
                    .ignoringFieldsOfTypes(Sources.class)
                    .ignoringFields(WHERE_IT_STOOD)
                    .ignoringFields("lab.bsnr", "specimens.id", "observations.specimenIds", "observations.resultId")
                    .ignoringFields("observations.statusCode")
                    .ignoringFields("observations.measuredAt", "observations.measuredOn", "observations.rawValue")
                    .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                    .isEqualTo(reports);
        }
    }

    @Test
    void whatIsNoNumberOfLdt2IsWrittenWhereItMayStandAndReadAsTheSameValue() {
        String[][] values = {
            // value and unit as given, the line written, value as read
            {"<5", "mg/l", "8480<5 mg/l", "<5"},
            {">= 10", "", "8480>= 10", ">= 10"},
            {"neg", "", "8480neg", "neg"},
            {"1:80", "", "84801:80", "1:80"},
            {"<1:10", "Titer", "8480<1:10 Titer", "<1:10"},
            {"5.00E+07", "KBE/ml", "842050000000", "50000000"},
            {"4,1", "mg/l", "84204.1", "4.1"},
            {"4.10", "mg/l", "84204.10", "4.10"}
        };
        for (String[] value : values) {
            for (LdtVersion version : List.of(LdtVersion.LDT1001_02, LdtVersion.LDT1014_01)) {
                LdtReport report = minimal()
                        .result(
                                "CRP",
                                "CRP",
                                result -> result.value(value[0], value[1]).text("Kontrolle"))
                        .build();
                byte[] message =
                        ReportMessages.of(version, RandomReports.envelope(), LdtCharset.ISO_8859_15, List.of(report));
                assertThat(new String(message, StandardCharsets.ISO_8859_1)).contains(value[2] + "\r\n");
                assertThat(LdtValidator.of(Strictness.STRICT).check(LdtReader.read(message)))
                        .filteredOn(fault -> fault.severity() != Severity.INFORMATION)
                        .isEmpty();
                LdtObservation meant = report.observations().getLast();
                LdtObservation found = LdtReports.of(
                                LdtReader.read(message).packages().getFirst())
                        .getFirst()
                        .observations()
                        .getLast();
                assertThat(found.rawValue()).isEqualTo(value[3]);
                assertThat(found.unit()).isEqualTo(meant.unit());
                assertThat(found.comparator()).isEqualTo(meant.comparator());
                assertThat(found.text()).containsExactly("Kontrolle");
                if (meant.number() != null) {
                    assertThat(found.number()).isEqualByComparingTo(meant.number());
                }
            }
        }
        assertThatThrownBy(() -> written2(minimal()
                        .result("CRP", "CRP", result -> result.value("ein wenig", ""))
                        .build()))
                .hasMessageContaining("ResultBuilder.text(…)")
                .hasMessageContaining("lenient()");
        assertThat(new String(
                        ReportMessages.ldt2Unproven(
                                RandomReports.envelope(),
                                LdtCharset.ISO_8859_15,
                                List.of(minimal()
                                        .result("CRP", "CRP", result -> result.value("ein wenig", ""))
                                        .build())),
                        StandardCharsets.ISO_8859_1))
                .contains("8420ein wenig");
    }

    /** The words of a culture are made when it is read. */
    private static List<List<String>> words(LdtReport report) {
        return report.observations().stream()
                .filter(result -> result.culture() == null)
                .map(LdtObservation::text)
                .toList();
    }

    static void refused(String call, ThrowableAssert.ThrowingCallable writing) {
        assertThatThrownBy(writing).isInstanceOfSatisfying(UnwritableException.class, refused -> {
            assertThat(refused.call()).as(refused.getMessage()).isEqualTo(call);
            assertThat(refused.sentence().german()).endsWith("Zu ändern: " + call + ".");
            assertThat(refused).hasMessageEndingWith("Change " + call + ".");
        });
    }

    @Test
    void everyVersionWeWriteIsReadAsTheSameReport() {
        for (LdtVersion version : LdtVersion.values()) {
            LdtReport report = minimal().build();
            byte[] message =
                    ReportMessages.of(version, RandomReports.envelope(), LdtCharset.ISO_8859_15, List.of(report));
            LdtFile file = LdtReader.read(message);
            assertThat(file.packages().getFirst().version()).isEqualTo(version.wire());
            LdtReport read = LdtReports.of(file.packages().getFirst()).getFirst();
            assertThat(read.subject().sex()).isEqualTo("W");
            assertThat(read.observations().getFirst().rawValue()).isEqualTo("138");
        }
        assertThatThrownBy(() -> LdtVersion.of("LDT3.2.0"))
                .hasMessageContaining("only LDT1001.02, LDT1014.01, LDT3.2.17");
        assertThatThrownBy(() -> ReportMessages.of(
                        LdtVersion.LDT3_2_20,
                        RandomReports.envelope(),
                        LdtCharset.CP437,
                        List.of(minimal().build())))
                .hasMessageContaining("CP437");
    }

    static ReportBuilder minimal() {
        return ReportBuilder.report("26-000815")
                .lab("Labor Testberg", "994567800", "LABT")
                .practice("Praxis Linde", "123456700", "4711", "999999900")
                .patient("Prüfling", "Änne", LocalDate.of(1958, 3, 17), "W")
                .receivedOn(RandomReports.NOW.toLocalDate())
                .reportedAt(RandomReports.NOW)
                .specimen("S1", "SE", "Serum", RandomReports.NOW.minusHours(3))
                .result("NA", "Natrium", result -> result.value("138", "mmol/l").measuredAt(RandomReports.NOW));
    }

    static byte[] written2(LdtReport report) {
        return ReportMessages.ldt2(RandomReports.envelope(), LdtCharset.ISO_8859_15, List.of(report));
    }

    static byte[] written3(LdtReport report) {
        return ReportMessages.ldt3(RandomReports.envelope(), List.of(report));
    }

    static List<LdtReport> read(byte[] message) {
        LdtFile file = LdtReader.read(message);
        assertThat(file.faults()).isEmpty();
        List<LdtReport> reports = LdtReports.of(file.packages().getFirst());
        assertThat(reports)
                .flatExtracting(LdtReport::faults)
                .extracting(Fault::sentence)
                .isEmpty();
        return reports;
    }
}
