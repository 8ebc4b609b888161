package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import health.careloop.ldt.clinical.Attachment;
import health.careloop.ldt.clinical.Attention;
import health.careloop.ldt.clinical.BirthDate;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtSpecimen;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reports as LDT 3: objects in the order of the specification (KBV LDT 3.2, "Satz Befund"). */
final class ObjectMessage {
    private final LdtVersion version;
    private final Envelope envelope;
    private final LdtWriter ldt = LdtWriter.ldt3().lenient();
    private final ObjectWriter out = new ObjectWriter(ldt);

    ObjectMessage(LdtVersion version, Envelope envelope) {
        this.version = version;
        this.envelope = envelope;
    }

    byte[] write(List<LdtReport> reports) {
        try {
            header(reports.getFirst());
            reports.forEach(this::report);
            return ldt.bytes();
        } catch (UnwritableException refused) {
            throw refused.call().isEmpty()
                    ? refused.at(BuilderCalls.of(Generation.LDT3, ldt.current(), refused.field()))
                    : refused;
        }
    }

    private void header(LdtReport report) {
        LdtReport.Lab lab = report.lab();
        ldt.record("8220");
        out.object("8132", "Kopfdaten", "Obj_0032", () -> {
            out.put("0001", version.wire());
            out.object("8151", "Sendendes_System", "Obj_0051", () -> {
                out.put("8316", lab.labId());
                out.put("0105", envelope.certificate());
                out.put("0103", envelope.software());
                out.put("0132", envelope.softwareVersion());
            });
            out.moment("8218", "Timestamp_Erstellung_Datensatz", envelope.writtenAt(), envelope.offset());
        });
        String name = ReportMessages.required("1250", lab.name());
        out.object("8136", "Laborkennung", "Obj_0036", () -> {
            out.object("8239", "Laborbezeichnung", "Obj_0043", () -> {
                out.put("1250", name);
                out.put("1252", "Laborarzt");
                out.person("07", ReportMessages.required("8147", envelope.contact()));
            });
            out.put("7266", "2");
        });
        out.object("8119", "Betriebsstaette", "Obj_0019", () -> {
            out.put("0204", "2");
            out.put("0203", name);
            site(lab.bsnr(), lab.labId());
            Envelope.Address address = envelope.laboratory();
            if (address != null) {
                out.object("8143", "Organisation", "Obj_0043", () -> {
                    out.put("1250", name);
                    out.address("8229", "Anschrift_Arbeitsstelle", address);
                });
            }
        });
    }

    /** Rule K044: one of the two. */
    private void site(@Nullable String bsnr, @Nullable String otherId) {
        out.put("0200", bsnr == null ? ReportMessages.required("0201", otherId) : null);
        out.put("0201", bsnr);
    }

    private void report(LdtReport report) {
        ldt.record("8205");
        recipient(report.recipient());
        subject(report.subject());
        information(report);
        for (LdtSpecimen specimen : report.specimens()) {
            specimen(specimen);
        }
        out.object("8135", "Laborergebnisbericht", "Obj_0035", () -> {
            ObjectResult results = new ObjectResult(out, report);
            // Obj_0060 come before Obj_0061.
            report.observations().stream()
                    .filter(result -> result.culture() == null)
                    .forEach(results::write);
            report.observations().stream()
                    .filter(result -> result.culture() != null)
                    .forEach(results::write);
            out.moment(
                    "8221",
                    "Timestamp_Erstellung_Laborergebnisbericht",
                    report.reportedOn(),
                    report.reportedAt(),
                    report.reportedOffset());
        });
        out.words("8167", "Zusaetzliche_Informationen", report.notes());
        report.attachments().forEach(this::attachment);
    }

    private void recipient(LdtReport.Recipient recipient) {
        String orderedBy = recipient.orderedBy();
        String first = recipient.lanrs().isEmpty() ? null : recipient.lanrs().getFirst();
        if (orderedBy != null && !orderedBy.equals(first)) {
            throw new UnwritableException(
                    "0212",
                    "Im LDT 3 hat den Auftrag erteilt, wessen 0212 zuerst steht, nicht " + orderedBy + ".",
                    "In LDT 3 the physician of the first 0212 has ordered, not " + orderedBy + ".");
        }
        out.object("8122", "Einsenderidentifikation", "Obj_0022", () -> {
            out.put("7321", "01");
            out.put("8312", recipient.customerNumber());
            out.object("8114", "Arztidentifikation", "Obj_0014", () -> {
                if (envelope.physician() != null) {
                    out.person("02", envelope.physician());
                }
                recipient.lanrs().forEach(lanr -> out.put("0212", lanr));
                recipient.pseudoLanrs().forEach(lanr -> out.put("0223", lanr));
                out.put("0222", recipient.asvNumber());
            });
            out.object("8119", "Betriebsstaette", "Obj_0019", () -> {
                out.put("0204", "1");
                out.put("0203", ReportMessages.required("0203", recipient.name()));
                site(recipient.bsnr(), recipient.customerNumber());
            });
        });
    }

    private void subject(LdtReport.Subject subject) {
        if (subject.other() != null) {
            throw new UnwritableException(
                    "8153",
                    "Tiere und Sonstiges (Obj_0053) schreibt LdtWriter Feld für Feld.",
                    "Animals and other subjects (Obj_0053) are written by LdtWriter field by field.");
        }
        boolean named = subject.familyName() != null;
        if (!named && subject.insuranceNumber() == null && subject.number() == null) {
            return;
        }
        out.object("8145", "Patient", "Obj_0045", () -> {
            if (named) {
                person(subject);
            }
            out.put("3119", subject.insuranceNumber());
            out.put("3000", subject.number());
        });
    }

    private void person(LdtReport.Subject subject) {
        out.object("8147", "Person", "Obj_0047", () -> {
            out.put("7420", "12");
            out.put("3100", subject.nameAddition());
            out.put("3120", subject.prefix());
            out.put("3101", subject.familyName());
            out.put("3102", ReportMessages.required("3102", subject.givenName()));
            BirthDate born = subject.birthDate();
            out.put("3103", born == null ? null : Days.of("3103", born));
            out.put("3104", subject.title());
            out.put("3110", subject.sex());
        });
    }

    private void information(LdtReport report) {
        out.object("8117", "Befundinformationen", "Obj_0017", () -> {
            out.put("8310", report.orderNumber());
            out.moment("8215", "Timestamp_Auftragseingang", report.receivedOn(), null, null);
            out.put("8311", ReportMessages.required("8311", report.labOrderNumber()));
            out.put("7305", report.reportNumber());
            out.put("8401", StatusCodes.report(Generation.LDT3, report.status()));
            out.moment(
                    "8216",
                    "Timestamp_Befunderstellung",
                    report.reportedOn(),
                    report.reportedAt(),
                    report.reportedOffset());
            for (List<Attention> sameWords : ObjectWriter.grouped(report.attentions())) {
                out.attention(sameWords);
            }
        });
    }

    private void specimen(LdtSpecimen specimen) {
        out.object("8137", "Material", "Obj_0037", () -> {
            out.put("7364", ReportMessages.required("7364", specimen.id()));
            out.put("8428", specimen.code());
            out.put("8430", specimen.name());
            out.moment(
                    "8219",
                    "Timestamp_Materialabnahme_entnahme",
                    specimen.collectedOn(),
                    specimen.collectedAt(),
                    specimen.collectedOffset());
            out.words("8167", "Zusaetzliche_Informationen", specimen.notes());
        });
    }

    private void attachment(Attachment document) {
        String link = document.link();
        if (link == null && !document.intact()) {
            throw new UnwritableException(
                    "8242", "Der Anhang hat keinen unversehrten Inhalt.", "The attachment has no intact content.");
        }
        out.object("8110", "Anhang", "Obj_0010", () -> {
            out.put("9970", ReportMessages.required("9970", document.documentType()));
            out.put("6305", link);
            if (!document.lines().isEmpty()) {
                out.object(
                        "8242",
                        "base64-kodierte_Anlage",
                        "Obj_0068",
                        () -> document.lines().forEach(line -> ldt.field("6329", line.text())));
            }
            out.put("6303", format(ReportMessages.required("6303", document.contentType())));
            out.put("6327", document.name());
        });
    }

    private static String format(String contentType) {
        return switch (contentType) {
            case "application/pdf" -> "PDF";
            case "image/jpeg" -> "JPG";
            case "image/tiff" -> "TIF";
            case "text/plain" -> "TXT";
            default -> contentType.substring(contentType.indexOf('/') + 1).toUpperCase(Locale.ROOT);
        };
    }
}
