package health.careloop.ldt.clinical;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.Samples;
import health.careloop.ldt.write.LdtWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every value of the clinical view can be shown in the message, and means the same in both generations. */
class SourcesTest {
    private static final String LDT2 = "Z01L2SYN_iso-8859-15.LDT";
    private static final String LDT3 = "Z01_SYN_kalium_kritisch.ldt";

    @Test
    void practiceLaboratoryPatientAndNumbersStandWhereTheySay() {
        LdtReport nested = Samples.report(LDT3, 0);
        said(LDT3, nested.recipient().sources(), "0201", nested.recipient().bsnr());
        said(
                LDT3,
                nested.recipient().sources(),
                "0212",
                nested.recipient().lanrs().getFirst());
        said(LDT3, nested.lab().sources(), "0201", nested.lab().bsnr());
        said(LDT3, nested.subject().sources(), "3119", nested.subject().insuranceNumber());
        said(LDT3, nested.subject().sources(), "3000", nested.subject().number());
        said(LDT3, nested.subject().sources(), "3101", nested.subject().familyName());
        said(LDT3, nested.sources(), "8310", nested.orderNumber());
        said(LDT3, nested.sources(), "8311", nested.labOrderNumber());
        said(LDT3, nested.sources(), "7305", nested.reportNumber());
        said(LDT3, nested.sources(), "8401", "2");
        LdtReport flat = Samples.report(LDT2, 0);
        said(LDT2, flat.recipient().sources(), "0201", flat.recipient().bsnr());
        said(LDT2, flat.recipient().sources(), "8615", flat.recipient().orderedBy());
        said(LDT2, flat.lab().sources(), "8320", flat.lab().name());
        said(LDT2, flat.subject().sources(), "3101", flat.subject().familyName());
        said(LDT2, flat.sources(), "8310", flat.orderNumber());
        said(LDT2, flat.sources(), "8401", "E");
    }

    @Test
    void valueUnitFlagRangeAndStatusStandWhereTheySay() {
        LdtObservation potassium = Samples.report(LDT3, 0).observations().getFirst();
        said(LDT3, potassium.sources(), "8420", potassium.rawValue());
        said(LDT3, potassium.sources(), "8421", potassium.unit());
        said(LDT3, potassium.sources(), "8422", potassium.flag());
        said(LDT3, potassium.sources(), "8418", potassium.statusCode());
        said(LDT3, potassium.sources(), "8410", potassium.code());
        said(LDT3, potassium.sources(), "7304", potassium.resultId());
        said(
                LDT3,
                potassium.ranges().getFirst().sources(),
                "8461",
                potassium.ranges().getFirst().rawLow());
        said(
                LDT3,
                potassium.ranges().getFirst().sources(),
                "8462",
                potassium.ranges().getFirst().rawHigh());
        said(
                LDT3,
                potassium.ranges().getLast().sources(),
                "7371",
                potassium.ranges().getLast().rawHigh());
        said(LDT3, potassium.attentions().getFirst().sources(), "7280", "2");
        LdtObservation flat = Samples.report(LDT2, 0).observations().get(1);
        said(LDT2, flat.sources(), "8420", "6.8");
        said(LDT2, flat.sources(), "8418", "K");
        said(LDT2, flat.sources(), "8422", "++");
        said(LDT2, flat.sources(), "8480", "Wert kontrolliert");
        said(LDT2, flat.ranges().getFirst().sources(), "8460", "3.5 - 5.1");
    }

    @Test
    void specimensAndTimesStandWhereTheySay() {
        LdtReport nested = Samples.report(LDT3, 0);
        said(
                LDT3,
                nested.specimens().getFirst().sources(),
                "8430",
                nested.specimens().getFirst().name());
        assertThat(nested.specimens().getFirst().sources().find("8219", "7278")).isPresent();
        assertThat(nested.sources().find("8216", "7279")).isPresent();
        LdtReport flat = Samples.report(LDT2, 0);
        said(LDT2, flat.specimens().getFirst().sources(), "8432", "20260114");
        assertThat(flat.sources().find("0000")).isEmpty();
    }

    @Test
    void whatStandsInARoleBelowAResultAndEveryPartOfACultureCanBeShown() {
        byte[] message = LdtWriter.ldt3()
                .lenient()
                .record("8220")
                .object("8132", "Kopfdaten", "Obj_0032", head -> head.field("0001", "LDT3.2.20"))
                .record("8205")
                .object(
                        "8122",
                        "Einsenderidentifikation",
                        "Obj_0022",
                        sender -> sender.field("7321", "01")
                                .object(
                                        "8114",
                                        "Arztidentifikation",
                                        "Obj_0014",
                                        physician -> physician
                                                .field("0212", "123456601")
                                                .field("0223", "555555300")
                                                .field("0222", "003456788")))
                .object(
                        "8161",
                        "UE_Mikrobiologie",
                        "Obj_0061",
                        result -> result.field("7304", "M1")
                                .field("7260", "1")
                                .field("7365", "6463-4")
                                .field("8418", "06")
                                .field("7354", "01")
                                .field("7355", "Escherichia coli")
                                .object("8237", "Ergebnistext", "Obj_0068", words -> words.field("3564", "reichlich"))
                                .field("7286", "1")
                                .object(
                                        "8111",
                                        "Antibiogramm",
                                        "Obj_0011",
                                        grid -> grid.field("7287", "Ampicillin")
                                                .field("7354", "01")
                                                .field("7367", "R")))
                .bytes();
        LdtReport report =
                LdtReports.of(LdtReader.read(message).packages().getFirst()).getFirst();
        assertThat(report.recipient().asvNumber()).isEqualTo("003456788");
        assertThat(report.recipient().pseudoLanrs()).containsExactly("555555300");
        LdtObservation result = report.observations().getFirst();
        assertThat(result.catalogue()).isEqualTo("LOINC");
        assertThat(result.code()).isEqualTo("6463-4");
        assertThat(shown(message, result.sources().find("8237", "3564").orElseThrow()))
                .isEqualTo("reichlich");
        Culture culture = result.culture();
        assertThat(culture).isNotNull();
        assertThat(shown(
                        message,
                        culture.organisms().getFirst().sources().find("7355").orElseThrow()))
                .isEqualTo("Escherichia coli");
        Sources tried = culture.susceptibilities().getFirst().sources();
        assertThat(shown(message, tried.find("7287").orElseThrow())).isEqualTo("Ampicillin");
        assertThat(shown(message, tried.find("7367").orElseThrow())).isEqualTo("R");
    }

    private static String shown(byte[] message, Source source) {
        return new String(message, (int) source.offset(), source.length(), StandardCharsets.ISO_8859_1);
    }

    private static void said(String sample, Sources sources, String field, String value) {
        Source source = sources.find(field).orElseThrow(() -> new AssertionError("no source of " + field));
        byte[] bytes = Samples.bytes(sample);
        String text = new String(bytes, (int) source.offset(), source.length(), StandardCharsets.ISO_8859_1);
        assertThat(text).isEqualTo(value);
        assertThat(new String(bytes, (int) source.offset() - 4, 4, StandardCharsets.US_ASCII))
                .isEqualTo(field);
        int line = 1;
        for (int i = 0; i < source.offset(); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        assertThat(source.line()).isEqualTo(line);
    }

    /** 8401 is E or T there and 2 or 1 here; neither is understood in the other. */
    @ParameterizedTest
    @CsvSource({"E, FINAL", "T, PARTIAL", "2, PRELIMINARY", "1, PRELIMINARY"})
    void statusCodesOfLdt3SayNothingInLdt2(String code, LdtReport.Status status) {
        assertThat(flat(ldt -> ldt.field("8401", code)).status()).isEqualTo(status);
    }

    @Test
    void resultCodesOfLdt3SayNothingInLdt2AndMaternityIsNoRange() {
        LdtReport report = flat(ldt -> ldt.field("8401", "E")
                .field("8410", "K")
                .field("8418", "06")
                .field("8424", "1")
                .field("8420", "4.2")
                .field("8461", "3.5"));
        assertThat(report.observations().getFirst().status()).isEqualTo(ObservationStatus.PRELIMINARY);
        assertThat(report.observations().getFirst().ranges().getFirst().specification())
                .isNull();
        assertThat(Samples.report(LDT3, 0)
                        .observations()
                        .getFirst()
                        .ranges()
                        .getFirst()
                        .specification())
                .isEqualTo("20");
    }

    @Test
    void theHeaderIsThePracticeInLdt2AndTheLaboratoryInLdt3() {
        assertThat(Samples.report(LDT2, 0).recipient().bsnr()).isEqualTo("123456700");
        assertThat(Samples.report(LDT2, 0).lab().bsnr()).isNull();
        assertThat(Samples.report(LDT3, 0).recipient().bsnr()).isEqualTo("123456700");
        assertThat(Samples.report(LDT3, 0).lab().bsnr()).isEqualTo("994567890");
    }

    private static LdtReport flat(java.util.function.UnaryOperator<LdtWriter> report) {
        LdtWriter ldt = LdtWriter.ldt2(LdtCharset.ISO_8859_15)
                .lenient()
                .record("8220")
                .field("9212", "LDT1014.01")
                .field("9106", "4")
                .record("8201");
        byte[] message = report.apply(ldt).bytes();
        return LdtReports.of(LdtReader.read(message).packages().getFirst()).getFirst();
    }

    @Test
    void anOrderOfLdt2NamesItsPracticePatientAndTests() {
        byte[] message = LdtWriter.ldt2(LdtCharset.ISO_8859_15)
                .lenient()
                .record("8230")
                .field("9212", "LDT1014.01")
                .field("0201", "123456700")
                .field("0203", "Praxis Linde")
                .field("9106", "4")
                .record("8218")
                .field("8310", "A1")
                .field("8615", "999999900")
                .field("3101", "Prüfling")
                .field("8434", "kleines Blutbild")
                .field("8410", "K")
                .field("8411", "Kalium")
                .field("8501", "1")
                .bytes();
        var read = LdtReader.read(message).packages().getFirst();
        LdtOrder order = LdtOrders.of(read).getFirst();
        assertThat(order.sender().bsnr()).isEqualTo("123456700");
        assertThat(order.sender().orderedBy()).isEqualTo("999999900");
        assertThat(order.subject().familyName()).isEqualTo("Prüfling");
        assertThat(order.orderNumber()).isEqualTo("A1");
        assertThat(order.requests()).extracting(LdtOrder.Request::name).containsExactly("kleines Blutbild", "Kalium");
        assertThat(order.requests().getLast().urgency()).isEqualTo("1");
        assertThat(order.cancelled()).isFalse();
        assertThat(LdtReports.of(read)).isEmpty();
    }

    @Test
    void anOrderOfLdt3MayCancelWhatWasOrdered() {
        byte[] message = LdtWriter.ldt3()
                .lenient()
                .record("8230")
                .object("8132", "Kopfdaten", "Obj_0032", head -> head.field("0001", "LDT3.2.20"))
                .field("7265", "1")
                .object(
                        "8122",
                        "Einsenderidentifikation",
                        "Obj_0022",
                        sender -> sender.field("7321", "01")
                                .field("8312", "4711")
                                .object("8119", "Betriebsstaette", "Obj_0019", site -> site.field("0201", "123456700")))
                .record("8215")
                .object(
                        "8113",
                        "Auftragsinformation",
                        "Obj_0013",
                        info -> info.field("8310", "A1").field("8313", "N1"))
                .object(
                        "8159",
                        "Untersuchungsanforderung",
                        "Obj_0059",
                        request -> request.field("8410", "K")
                                .field("8411", "Kalium")
                                .field("7303", "99")
                                .field("7364", "S1"))
                .bytes();
        LdtOrder order =
                LdtOrders.of(LdtReader.read(message).packages().getFirst()).getFirst();
        assertThat(order.cancelled()).isTrue();
        assertThat(order.supplements()).isEqualTo(List.of("N1"));
        assertThat(order.sender().bsnr()).isEqualTo("123456700");
        assertThat(order.requests().getFirst().specimenIds()).containsExactly("S1");
        assertThat(order.requests().getFirst().sources().find("7303")).isPresent();
    }
}
