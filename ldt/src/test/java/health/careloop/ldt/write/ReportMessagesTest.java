package health.careloop.ldt.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import health.careloop.ldt.Fault;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.Samples;
import health.careloop.ldt.Severity;
import health.careloop.ldt.clinical.Attachment;
import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReport.Status;
import health.careloop.ldt.clinical.LdtReports;
import health.careloop.ldt.clinical.ObservationStatus;
import health.careloop.ldt.clinical.Sources;
import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
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
                    .ignoringFields("observations.measuredAt", "observations.rawValue")
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
    void whatIsCalledAPdfIsOne() {
        refused("ReportBuilder.pdf(…)", () -> minimal().pdf("x.pdf", "hello".getBytes(StandardCharsets.US_ASCII)));
        refused("ReportBuilder.pdf(…)", () -> minimal().pdf("x.pdf", null));
        refused(
                "ReportBuilder.attach(…)",
                () -> minimal()
                        .attach(Attachment.of("x", "image/png", "100", "MZ".getBytes(StandardCharsets.US_ASCII))));
    }

    /** The words of a culture are made when it is read. */
    private static List<List<String>> words(LdtReport report) {
        return report.observations().stream()
                .filter(result -> result.culture() == null)
                .map(LdtObservation::text)
                .toList();
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

    private static void refused(String call, ThrowableAssert.ThrowingCallable writing) {
        assertThatThrownBy(writing).isInstanceOfSatisfying(UnwritableException.class, refused -> {
            assertThat(refused.call()).as(refused.getMessage()).isEqualTo(call);
            assertThat(refused.sentence().german()).endsWith("Zu ändern: " + call + ".");
            assertThat(refused).hasMessageEndingWith("Change " + call + ".");
        });
    }

    @Test
    void anotherPhysicianMayHaveOrderedInLdt2AndInLdt3OnlyTheFirst() {
        LdtReport report = minimal().orderedBy(TestNumbers.physician(17)).build();
        assertThat(read(written2(report)).getFirst().recipient().orderedBy()).isEqualTo(TestNumbers.physician(17));
        assertThatThrownBy(() -> written3(report)).hasMessageContaining("first 0212");
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

    private static ReportBuilder minimal() {
        return ReportBuilder.report("26-000815")
                .lab("Labor Testberg", "994567800", "LABT")
                .practice("Praxis Linde", "123456700", "4711", "999999900")
                .patient("Prüfling", "Änne", LocalDate.of(1958, 3, 17), "W")
                .receivedOn(RandomReports.NOW.toLocalDate())
                .reportedAt(RandomReports.NOW)
                .specimen("S1", "SE", "Serum", RandomReports.NOW.minusHours(3))
                .result("NA", "Natrium", result -> result.value("138", "mmol/l").measuredAt(RandomReports.NOW));
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

    private static byte[] written2(LdtReport report) {
        return ReportMessages.ldt2(RandomReports.envelope(), LdtCharset.ISO_8859_15, List.of(report));
    }

    private static byte[] written3(LdtReport report) {
        return ReportMessages.ldt3(RandomReports.envelope(), List.of(report));
    }

    private static List<LdtReport> read(byte[] message) {
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
