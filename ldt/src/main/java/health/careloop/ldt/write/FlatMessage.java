package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.clinical.BirthDate;
import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtRange;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtSpecimen;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports as LDT 2: fields in the order of the record tables (KBV LDT 2 5.12, "Satztabellen"). */
final class FlatMessage {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm");

    private final LdtVersion version;
    private final Envelope envelope;
    private final LdtWriter ldt;
    private final String charset;

    FlatMessage(LdtVersion version, Envelope envelope, LdtCharset charset) {
        this.version = version;
        this.envelope = envelope;
        this.ldt = LdtWriter.ldt2(charset).lenient();
        this.charset = LdtWriter.charsetCode(charset);
    }

    byte[] write(List<LdtReport> reports) {
        try {
            header(reports.getFirst());
            reports.forEach(this::report);
            return ldt.bytes();
        } catch (UnwritableException refused) {
            throw refused.at(BuilderCalls.of(Generation.LDT2, ldt.current(), refused.field()));
        }
    }

    private void put(String id, @Nullable String content) {
        Lengths.put(ldt, Generation.LDT2, id, content);
    }

    private void day(String id, @Nullable LocalDate day) {
        put(id, day == null ? null : Days.of(id, day));
    }

    private void time(String id, @Nullable LocalDateTime at) {
        put(id, at == null ? null : TIME.format(at));
    }

    private void header(LdtReport report) {
        LdtReport.Recipient recipient = report.recipient();
        Envelope.Address practice = ReportMessages.required("0205", envelope.practice());
        Envelope.Name physician = envelope.physician();
        ldt.record("8220").field("9212", version.wire());
        put("0201", ReportMessages.required("0201", recipient.bsnr()));
        put("0203", ReportMessages.required("0203", recipient.name()));
        String named = physician == null ? recipient.name() : physician.line();
        for (String lanr : recipient.lanrs()) {
            put("0212", lanr);
            put("0211", named);
        }
        for (String lanr : recipient.pseudoLanrs()) {
            put("0223", lanr);
            put("0211", named);
        }
        put("0222", recipient.asvNumber());
        put("0205", practice.line());
        put("0215", practice.postcode());
        put("0216", practice.town());
        put("8300", report.lab().labId());
        put("8320", report.lab().name());
        Envelope.Address laboratory = envelope.laboratory();
        if (laboratory != null) {
            put("8321", laboratory.line());
            put("8322", laboratory.postcode());
            put("8323", laboratory.town());
        }
        put("0101", envelope.certificate());
        put("9106", charset);
        put("8312", ReportMessages.required("8312", recipient.customerNumber()));
        day("9103", envelope.writtenAt().toLocalDate());
    }

    private void report(LdtReport report) {
        if (!report.attachments().isEmpty()) {
            throw StatusCodes.unknown("8110", "Anhang", Generation.LDT2);
        }
        if (!report.attentions().isEmpty()) {
            throw StatusCodes.unknown("8126", "Fehlermeldung_Aufmerksamkeit", Generation.LDT2);
        }
        ldt.record(type(report));
        put("8310", report.orderNumber());
        put("8311", report.labOrderNumber());
        day("8301", ReportMessages.required("8301", report.receivedOn()));
        day("8302", ReportMessages.required("8302", report.reportedOn()));
        time("8303", report.reportedAt());
        subject(report.subject());
        put("8401", StatusCodes.report(Generation.LDT2, report.status()));
        put("8615", report.recipient().orderedBy());
        oldSex(report.subject().sex());
        // Requests come first (record tables of 8203 and 8204).
        report.observations().stream().filter(FlatMessage::isRequest).forEach(result -> result(report, result));
        report.observations().stream().filter(result -> !isRequest(result)).forEach(result -> result(report, result));
        report.notes().forEach(note -> ldt.text("8490", note));
    }

    /** Only 8203 and 8204 have a request 8434. */
    private static String type(LdtReport report) {
        String type = report.recordType();
        boolean requests = report.observations().stream().anyMatch(FlatMessage::isRequest);
        return switch (type) {
            case "8203", "8204" -> type;
            default -> requests ? "8203" : type.equals("8202") ? type : "8201";
        };
    }

    private static boolean isRequest(LdtObservation result) {
        return result.kind().equals("8434") || result.culture() != null;
    }

    private void subject(LdtReport.Subject subject) {
        if (subject.other() != null) {
            throw StatusCodes.unknown("8153", "Tier_Sonstiges", Generation.LDT2);
        }
        put("3100", subject.nameAddition());
        put("3120", subject.prefix());
        put("3101", subject.familyName());
        put("3102", subject.givenName());
        BirthDate born = subject.birthDate();
        put("3103", born == null ? null : Days.of("3103", born));
        put("3104", subject.title());
        String sex = subject.sex();
        if (sex != null && sex.equals("D")) {
            throw StatusCodes.unknown("3110", sex, Generation.LDT2);
        }
        put("3110", version == LdtVersion.LDT1001_02 ? null : sex);
    }

    /** 8407 of LDT1001.02, in place of 3110. */
    private void oldSex(@Nullable String sex) {
        if (version == LdtVersion.LDT1001_02 && sex != null) {
            put(
                    "8407",
                    switch (sex) {
                        case "M" -> "1";
                        case "W" -> "2";
                        default -> throw StatusCodes.unknown("8407", sex, Generation.LDT2);
                    });
        }
    }

    private void result(LdtReport report, LdtObservation result) {
        if (result.catalogue() != null) {
            throw StatusCodes.unknown("7260", result.catalogue(), Generation.LDT2);
        }
        if (result.specimenIds().size() > 1) {
            throw StatusCodes.unknown("7364", result.specimenIds().toString(), Generation.LDT2);
        }
        if (!result.attentions().isEmpty() || !result.alternatives().isEmpty() || result.declaredCritical()) {
            throw StatusCodes.unknown("8420", result.name(), Generation.LDT2);
        }
        if (isRequest(result)) {
            put("8434", result.name());
        } else {
            put("8410", ReportMessages.required("8410", result.code()));
            put("8411", result.name().equals(result.code()) ? null : result.name());
        }
        put("8418", StatusCodes.result(Generation.LDT2, report, result));
        String taken = result.specimenId();
        report.specimens().stream()
                .filter(specimen -> taken != null && taken.equals(specimen.id()))
                .findFirst()
                .ifPresent(this::specimen);
        put("8420", result.rawValue());
        put("8421", result.unit());
        result.text().forEach(line -> ldt.text("8480", line));
        result.notes().forEach(line -> ldt.text("8470", line));
        for (LdtRange range : result.ranges()) {
            if (!range.alarm()) {
                range(range);
            }
        }
        String flag = result.flag();
        put("8422", flag == null || flag.isBlank() ? null : StatusCodes.flag(Generation.LDT2, flag.strip()));
    }

    private void specimen(LdtSpecimen specimen) {
        put("8428", specimen.code());
        put("8430", specimen.name());
        specimen.notes().forEach(line -> ldt.text("8431", line));
        day("8432", specimen.collectedOn());
        time("8433", specimen.collectedAt());
    }

    private void range(LdtRange range) {
        String words = range.text();
        if (words != null) {
            ldt.text("8460", words);
        }
        put("8461", range.rawLow());
        put("8462", range.rawHigh());
    }
}
