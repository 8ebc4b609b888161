package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.clinical.BirthDate;
import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtRange;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtSpecimen;
import health.careloop.ldt.clinical.Quantity;
import health.careloop.ldt.clinical.SpokenValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reports as LDT 2: fields in the order of the record tables (KBV LDT 2 5.12, "Satztabellen"). */
final class FlatMessage {
    private static final Pattern PLAIN = Pattern.compile("[-+]?\\d+(?:\\.\\d+)?");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm");

    private final LdtVersion version;
    private final Envelope envelope;
    private final LdtWriter ldt;
    private final String charset;
    private final boolean unproven;

    /** @param unproven 8420 as given, whatever it is */
    FlatMessage(LdtVersion version, Envelope envelope, LdtCharset charset, boolean unproven) {
        this.version = version;
        this.unproven = unproven;
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
            throw refused.call().isEmpty()
                    ? refused.at(BuilderCalls.of(Generation.LDT2, ldt.current(), refused.field()))
                    : refused;
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
            throw StatusCodes.absent("8110", Generation.LDT2, "Dokumente", "documents");
        }
        if (!report.attentions().isEmpty()) {
            throw attention().at("ReportBuilder.attention(…)");
        }
        if (report.reportNumber() != null) {
            throw StatusCodes.absent("7305", Generation.LDT2, "Nummern des Befunds", "numbers of the report")
                    .at("ReportBuilder.number(…)");
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
            throw StatusCodes.absent("8153", Generation.LDT2, "Tiere und Sonstiges", "animals and other subjects");
        }
        if (subject.number() != null || subject.insuranceNumber() != null) {
            throw StatusCodes.absent("3000", Generation.LDT2, "Nummern des Patienten", "numbers of the patient")
                    .at("ReportBuilder.patientNumbers(…)");
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

    private static UnwritableException attention() {
        return StatusCodes.absent("8126", Generation.LDT2, "Hinweise auf Gefahr (Obj_0026)", "calls for attention");
    }

    private void result(LdtReport report, LdtObservation result) {
        if (result.catalogue() != null) {
            throw StatusCodes.absent("7260", Generation.LDT2, "Codes eines Katalogs", "codes of a catalogue");
        }
        if (result.method() != null) {
            throw StatusCodes.absent("7302", Generation.LDT2, "Methoden", "methods")
                    .at("ResultBuilder.method(…)");
        }
        if (result.ranges().stream().anyMatch(LdtRange::alarm)) {
            throw StatusCodes.absent("7363", Generation.LDT2, "Alarmgrenzen", "alarm limits")
                    .at("ResultBuilder.alarm(…)");
        }
        if (result.specimenIds().size() > 1) {
            throw StatusCodes.absent(
                            "7364",
                            Generation.LDT2,
                            "mehrere Proben eines Ergebnisses",
                            "several specimens of a result")
                    .at("ResultBuilder.specimens(…)");
        }
        if (!result.attentions().isEmpty()) {
            throw attention()
                    .at(
                            result.interpretation().critical()
                                    ? "ResultBuilder.critical(…)"
                                    : "ResultBuilder.attention(…)");
        }
        if (!result.alternatives().isEmpty()) {
            throw new UnwritableException(
                            "8420",
                            "Im LDT 2 hat ein Ergebnis einen Wert; " + result.name() + " hat einen weiteren.",
                            "In LDT 2 a result has one value; " + result.name() + " has a further one.")
                    .at("ResultBuilder.also(…)");
        }
        if (result.declaredCritical()) {
            throw new UnwritableException(
                    "8422",
                    "Das LDT 2 kann nicht sagen, dass ein Wert kritisch ist: Kennzeichen " + result.flag() + " von "
                            + result.name() + ".",
                    "LDT 2 cannot say that a value is critical: flag " + result.flag() + " of " + result.name() + ".");
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
        value(result);
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

    /** 8420 is a number of LDT 2; any other value is said in 8480, where it is read back from. */
    private void value(LdtObservation result) {
        String raw = result.rawValue();
        String number = raw == null || unproven ? raw : plain(raw);
        if (raw == null || number != null) {
            put("8420", number);
            put("8421", result.unit());
            return;
        }
        SpokenValue said = new SpokenValue(raw.strip(), result.unit());
        if (SpokenValue.of(said.line()).filter(said::equals).isEmpty()) {
            throw new UnwritableException(
                    "8420",
                    "Feld 8420 ist im LDT 2 eine Zahl, und " + Sentence.quote(said.line())
                            + " ist auch kein Wert, der aus 8480 zurückgelesen wird. Worte gehören in"
                            + " ResultBuilder.text(…); wie es ist, schreibt es ReportMessages.ldt2Unproven(…)"
                            + " oder LdtWriter.lenient().",
                    "Field 8420 of LDT 2 is a number, and " + Sentence.quote(said.line())
                            + " is no value that is read back from 8480 either. Words belong into ResultBuilder.text(…);"
                            + " as it is, ReportMessages.ldt2Unproven(…) or LdtWriter.lenient() write it.");
        }
        put("8480", said.line());
    }

    /** Digits with a decimal point, as LDT 2 has it: "4,1" is "4.1", "5.00E+07" is "50000000"; null for no number. */
    private static @Nullable String plain(String raw) {
        if (PLAIN.matcher(raw).matches()) {
            return raw;
        }
        Quantity quantity = Quantity.of(raw, null);
        BigDecimal number = quantity.number();
        return number == null || quantity.comparator() != null ? null : number.toPlainString();
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
