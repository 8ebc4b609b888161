package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import health.careloop.ldt.clinical.Attachment;
import health.careloop.ldt.clinical.Attention;
import health.careloop.ldt.clinical.BirthDate;
import health.careloop.ldt.clinical.LdtObservation;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReport.Lab;
import health.careloop.ldt.clinical.LdtReport.Recipient;
import health.careloop.ldt.clinical.LdtReport.Status;
import health.careloop.ldt.clinical.LdtReport.Subject;
import health.careloop.ldt.clinical.LdtSpecimen;
import health.careloop.ldt.clinical.Sources;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes a report to be written.
 *
 * <pre>{@code
 * LdtReport report = ReportBuilder.report("26-000815")
 *         .order("A-4711")
 *         .lab("Labor Testberg", "994567800", "LABT")
 *         .practice("Praxis Linde", "123456700", "4711", "999999900")
 *         .patient("Prüfling", "Änne", LocalDate.of(1958, 3, 17), "W")
 *         .receivedOn(today)
 *         .reportedAt(now)
 *         .specimen("S1", "SE", "Serum", now.minusHours(3))
 *         .result("K", "Kalium", result -> result.value("7.1", "mmol/l").range("3.5", "5.1")
 *                 .critical("!H", "Telefonisch durchgegeben.").measuredAt(now))
 *         .build();
 * byte[] message = ReportMessages.ldt3(envelope, List.of(report));
 * }</pre>
 */
public final class ReportBuilder {
    private final String labOrderNumber;
    private final SpecimenList specimens = new SpecimenList();
    private final List<LdtObservation> observations = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<Attention> attentions = new ArrayList<>();
    private Lab lab = new Lab(null, null, null);
    private @Nullable String bsnr;
    private @Nullable String practice;
    private @Nullable String customerNumber;
    private List<String> lanrs = List.of();
    private List<String> pseudoLanrs = List.of();
    private @Nullable String orderedBy;
    private @Nullable String asvNumber;
    private String recordType = "8201";
    private Status status = Status.FINAL;
    private @Nullable String orderNumber;
    private @Nullable String reportNumber;
    private @Nullable String number;
    private @Nullable String insuranceNumber;
    private @Nullable String familyName;
    private @Nullable String givenName;
    private @Nullable String title;
    private @Nullable BirthDate birthDate;
    private @Nullable String sex;
    private @Nullable String nameAddition;
    private @Nullable String prefix;
    private @Nullable LocalDate receivedOn;
    private @Nullable LocalDate reportedOn;
    private @Nullable LocalDateTime reportedAt;
    private @Nullable ZoneOffset offset;

    private ReportBuilder(String labOrderNumber) {
        this.labOrderNumber = labOrderNumber;
    }

    /**
     * Begins a report.
     *
     * @param labOrderNumber 8311: what the laboratory calls the order
     */
    public static ReportBuilder report(String labOrderNumber) {
        return new ReportBuilder(Given.text("ReportBuilder.report(…)", labOrderNumber));
    }

    /** 8310: what the practice calls the order. */
    public ReportBuilder order(String number) {
        orderNumber = Given.text("ReportBuilder.order(…)", number);
        return this;
    }

    /** 7305, LDT 3 only. */
    public ReportBuilder number(String number) {
        reportNumber = Given.text("ReportBuilder.number(…)", number);
        return this;
    }

    /**
     * Who reports.
     *
     * @param id 8316, in LDT 2 8300
     */
    public ReportBuilder lab(String name, String bsnr, String id) {
        lab = new Lab(bsnr, name, id);
        return this;
    }

    /**
     * Whom the report is for.
     *
     * @param customerNumber 8312
     * @param lanrs the first is who ordered
     */
    public ReportBuilder practice(String name, String bsnr, String customerNumber, String... lanrs) {
        this.practice = Given.text("ReportBuilder.practice(…)", name);
        this.bsnr = Given.text("ReportBuilder.practice(…)", bsnr);
        this.customerNumber = Given.text("ReportBuilder.practice(…)", customerNumber);
        this.lanrs = Given.texts("ReportBuilder.practice(…)", lanrs);
        return this;
    }

    /** 8615, when it was not the first of the practice; LDT 3 has no other. */
    public ReportBuilder orderedBy(String lanr) {
        orderedBy = Given.text("ReportBuilder.orderedBy(…)", lanr);
        return this;
    }

    /** 0223: physicians of a hospital (ASV), whose number names a specialty and no person. */
    public ReportBuilder hospitalPhysician(String... pseudoLanrs) {
        this.pseudoLanrs = Given.texts("ReportBuilder.hospitalPhysician(…)", pseudoLanrs);
        return this;
    }

    /** 0222: the team of specialists that ordered. */
    public ReportBuilder asvTeam(String number) {
        asvNumber = Given.text("ReportBuilder.asvTeam(…)", number);
        return this;
    }

    /**
     * Whom it is about.
     *
     * @param sex M, W, D, X or U
     */
    public ReportBuilder patient(String family, String given, LocalDate born, String sex) {
        return patient(family, given, BirthDate.of(Given.value("ReportBuilder.patient(…)", born)), sex);
    }

    /** With a date of birth that is known only in part. */
    public ReportBuilder patient(String family, String given, BirthDate born, String sex) {
        Given.once("ReportBuilder.patient(…)", "3101", this.familyName == null);
        this.familyName = Given.text("ReportBuilder.patient(…)", family);
        this.givenName = Given.text("ReportBuilder.patient(…)", given);
        this.birthDate = Given.value("ReportBuilder.patient(…)", born);
        this.sex = Given.text("ReportBuilder.patient(…)", sex);
        return this;
    }

    /** Title 3104, prefix 3120 such as "von", addition 3100 such as "Graf"; null where there is none. */
    public ReportBuilder styled(@Nullable String title, @Nullable String prefix, @Nullable String addition) {
        this.title = title;
        this.prefix = prefix;
        this.nameAddition = addition;
        return this;
    }

    /** 3000 and 3119, LDT 3 only. */
    public ReportBuilder patientNumbers(@Nullable String number, @Nullable String insuranceNumber) {
        this.number = number;
        this.insuranceNumber = insuranceNumber;
        return this;
    }

    /** 8401; final unless said. */
    public ReportBuilder status(Status status) {
        this.status = Given.value("ReportBuilder.status(…)", status);
        return this;
    }

    /** 8201 to 8204, LDT 2 only; 8201 unless said. */
    public ReportBuilder recordType(String type) {
        recordType = Given.text("ReportBuilder.recordType(…)", type);
        return this;
    }

    /** 8301, in LDT 3 8215: when the laboratory got the order. */
    public ReportBuilder receivedOn(LocalDate day) {
        receivedOn = Given.value("ReportBuilder.receivedOn(…)", day);
        return this;
    }

    /** 8302 and 8303, in LDT 3 8216: when the report was made. */
    public ReportBuilder reportedAt(LocalDateTime at) {
        reportedAt = Given.value("ReportBuilder.reportedAt(…)", at);
        reportedOn = at.toLocalDate();
        return this;
    }

    /** When only the day is known. */
    public ReportBuilder reportedOn(LocalDate day) {
        reportedOn = Given.value("ReportBuilder.reportedOn(…)", day);
        reportedAt = null;
        return this;
    }

    /** Distance of all times from UTC, LDT 3 only. */
    public ReportBuilder offset(ZoneOffset offset) {
        this.offset = offset;
        return this;
    }

    /** Results after it are of this specimen until the next one. */
    public ReportBuilder specimen(String id, String code, String name, @Nullable LocalDateTime takenAt) {
        String call = "ReportBuilder.specimen(…)";
        LocalDate day = takenAt == null ? null : takenAt.toLocalDate();
        specimens.add(new LdtSpecimen(
                Given.text(call, id),
                Given.text(call, code),
                Given.text(call, name),
                day,
                takenAt,
                takenAt == null ? null : offset,
                List.of()));
        return this;
    }

    /** The day the specimen before was taken, when the time is not known. Before its results. */
    public ReportBuilder specimenTakenOn(LocalDate day) {
        specimens.takenOn(Given.value("ReportBuilder.specimenTakenOn(…)", day));
        return this;
    }

    /** 8431: a remark on the specimen before; further ones are a line each, in LDT 3 in 8167. */
    public ReportBuilder specimenNote(String... lines) {
        specimens.note(Given.texts("ReportBuilder.specimenNote(…)", lines));
        return this;
    }

    /** A result with the code 8410 and the name 8411. */
    public ReportBuilder result(String code, String name, UnaryOperator<ResultBuilder> content) {
        return add(content.apply(new ResultBuilder(
                Given.text("ReportBuilder.result(…)", code), Given.text("ReportBuilder.result(…)", name))));
    }

    /** A microbiological result: 8434, in LDT 3 Obj_0061. */
    public ReportBuilder culture(String request, UnaryOperator<ResultBuilder> content) {
        return add(content.apply(new ResultBuilder(null, Given.text("ReportBuilder.culture(…)", request))));
    }

    private ReportBuilder add(ResultBuilder result) {
        String id = labOrderNumber + "-" + (observations.size() + 1);
        observations.add(result.build(id, specimens.all(), status == Status.PRELIMINARY));
        return this;
    }

    /** A remark on the whole report, a line each. */
    public ReportBuilder note(String... lines) {
        notes.addAll(Given.texts("ReportBuilder.note(…)", lines));
        return this;
    }

    /** A call for attention that concerns the whole report, LDT 3 only; see {@link Attention#code()}. */
    public ReportBuilder attention(String code, String text) {
        Given.text("ReportBuilder.attention(…)", code);
        attentions.add(new Attention(code, code.equals("2"), Given.text("ReportBuilder.attention(…)", text)));
        return this;
    }

    /** The report as a PDF inside the message, LDT 3 only. */
    public ReportBuilder pdf(String name, byte[] document) {
        return attach(
                Attachment.of(name, "application/pdf", "100", Given.value("ReportBuilder.pdf(…)", document)),
                "ReportBuilder.pdf(…)");
    }

    /** A document of any kind, LDT 3 only; what is called a PDF must be one. */
    public ReportBuilder attach(Attachment document) {
        return attach(document, "ReportBuilder.attach(…)");
    }

    private ReportBuilder attach(Attachment document, String call) {
        attachments.add(Given.value(call, document));
        if (document.intact() && !document.asAnnounced()) {
            attachments.removeLast();
            throw new UnwritableException(
                            "6303",
                            "Das Dokument ist nicht, was es heißt (" + document.announcedType() + "), sondern "
                                    + document.contentType() + ".",
                            "The document is not what it is called (" + document.announcedType() + ") but "
                                    + document.contentType() + ".")
                    .at(call);
        }
        return this;
    }

    /** The report so far; what is missing is said when it is written. */
    public LdtReport build() {
        return new LdtReport(
                Generation.LDT3,
                "",
                recordType,
                0,
                0,
                lab,
                new Recipient(
                        bsnr,
                        lanrs,
                        pseudoLanrs,
                        practice,
                        orderedBy != null ? orderedBy : lanrs.isEmpty() ? null : lanrs.getFirst(),
                        customerNumber,
                        asvNumber,
                        Sources.NONE),
                new Subject(
                        number,
                        insuranceNumber,
                        familyName,
                        givenName,
                        title,
                        birthDate,
                        sex,
                        nameAddition,
                        prefix,
                        null,
                        Sources.NONE),
                orderNumber,
                labOrderNumber,
                reportNumber,
                status,
                receivedOn,
                reportedOn,
                reportedAt,
                offset,
                specimens.all(),
                observations,
                notes,
                attachments,
                attentions,
                List.of(),
                Sources.NONE);
    }
}
