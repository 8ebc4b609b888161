package health.careloop.demo;

import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.write.Envelope;
import health.careloop.ldt.write.ReportBuilder;
import health.careloop.ldt.write.ReportMessages;
import health.careloop.ldt.write.ResultBuilder;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** What the simulated laboratory writes, in both generations of LDT. */
final class LabMessages {
    static final String LAB = "Labor Testberg";
    private static final String LANR = "123456601";

    private final String practiceBsnr;
    private final String practiceName;
    private final LocalDateTime now;
    private final Envelope envelope;

    LabMessages(String practiceBsnr, String practiceName, LocalDateTime now) {
        this.practiceBsnr = practiceBsnr;
        this.practiceName = practiceName;
        this.now = now;
        this.envelope = Envelope.of("TestLIS", "1.0", "X/39/1501/36/abc", now)
                .practice("Prüfstraße", "1", "12345", "Musterstadt")
                .laboratory("Prüfweg", "2", "12345", "Testberg")
                .contact("Dr. med.", "Mia", "Laborärztin")
                .physician("Dr. med.", "Linda", "Linde");
    }

    /** LDT 2: 8220, one 8201, 8221. */
    byte[] ldt2(Person person, String order, String labOrder, List<Value> values, String... notes) {
        LdtReport written = written(identified(report(labOrder), person).order(order), values, notes);
        return ReportMessages.ldt2(envelope, LdtCharset.ISO_8859_15, List.of(written));
    }

    /** A report that says neither whose it is nor which order it answers. */
    byte[] ldt2ForNobody(String labOrder, List<Value> values) {
        return ReportMessages.ldt2Unproven(
                envelope, LdtCharset.ISO_8859_15, List.of(written(report(labOrder), values)));
    }

    private LdtReport written(ReportBuilder report, List<Value> values, String... notes) {
        report.specimen("SE", "SE", "Serum", now.minusDays(1).withHour(7).withMinute(45));
        for (Value value : values) {
            report.result(
                    value.code(),
                    value.name(),
                    result -> measured(result, value).flag(value.flag()));
        }
        return report.note(notes).build();
    }

    /** LDT 3.2.20: 8220, one 8205, 8221. With {@code lifeThreatening} the laboratory asks for attention (7280 = 2). */
    byte[] ldt3(
            Person person, String order, String labOrder, boolean lifeThreatening, List<Value> values, String note) {
        ReportBuilder report = identified(report(labOrder), person)
                .order(order)
                .number(labOrder + "-1")
                .patientNumbers(person.number(), null)
                .specimen("M1", "SE", "Serum", now.minusHours(4));
        for (Value value : values) {
            report.result(value.code(), value.name(), result -> {
                measured(result, value)
                        .flag(value.flag().isEmpty() ? "N" : value.flag())
                        .measuredAt(now.minusMinutes(30));
                return value.flag().startsWith("!") ? result.attention(lifeThreatening ? "2" : "1", note) : result;
            });
        }
        return ReportMessages.ldt3(envelope, List.of(report.build()));
    }

    private ReportBuilder report(String labOrder) {
        return ReportBuilder.report(labOrder)
                .lab(LAB, "994567800", "LABT")
                .practice(practiceName, practiceBsnr, "4711", LANR)
                .receivedOn(now.toLocalDate().minusDays(1))
                .reportedAt(now.withNano(0));
    }

    private static ReportBuilder identified(ReportBuilder report, Person person) {
        LocalDate born = LocalDate.parse(person.birthDate(), DateTimeFormatter.BASIC_ISO_DATE);
        return report.patient(person.family(), person.given(), born, person.sex());
    }

    private static ResultBuilder measured(ResultBuilder result, Value value) {
        return result.value(value.value(), value.unit()).range(value.low(), value.high());
    }
}
