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
    private final List<LdtSpecimen> specimens = new ArrayList<>();
    private final List<LdtObservation> observations = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<Attachment> attachments = new ArrayList<>();
    private final List<Attention> attentions = new ArrayList<>();
    private Lab lab = new Lab(null, null, null);
    private Recipient recipient = new Recipient(null, List.of(), null, null, null);
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

    /** @param labOrderNumber 8311: what the laboratory calls the order */
    public static ReportBuilder report(String labOrderNumber) {
        return new ReportBuilder(labOrderNumber);
    }

    /** 8310: what the practice calls the order. */
    public ReportBuilder order(String number) {
        orderNumber = number;
        return this;
    }

    /** 7305, LDT 3 only. */
    public ReportBuilder number(String number) {
        reportNumber = number;
        return this;
    }

    /** @param id 8316, in LDT 2 8300 */
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
        recipient = new Recipient(bsnr, List.of(lanrs), name, lanrs.length == 0 ? null : lanrs[0], customerNumber);
        return this;
    }

    /** @param sex M, W, D, X or U */
    public ReportBuilder patient(String family, String given, LocalDate born, String sex) {
        return patient(family, given, BirthDate.of(born), sex);
    }

    /** With a date of birth that is known only in part. */
    public ReportBuilder patient(String family, String given, BirthDate born, String sex) {
        this.familyName = family;
        this.givenName = given;
        this.birthDate = born;
        this.sex = sex;
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

    public ReportBuilder status(Status status) {
        this.status = status;
        return this;
    }

    /** 8201 to 8204, LDT 2 only; 8201 unless said. */
    public ReportBuilder recordType(String type) {
        recordType = type;
        return this;
    }

    public ReportBuilder receivedOn(LocalDate day) {
        receivedOn = day;
        return this;
    }

    public ReportBuilder reportedAt(LocalDateTime at) {
        reportedOn = at.toLocalDate();
        reportedAt = at;
        return this;
    }

    /** Distance of all times from UTC, LDT 3 only. */
    public ReportBuilder offset(ZoneOffset offset) {
        this.offset = offset;
        return this;
    }

    /** Results after it are of this specimen until the next one. */
    public ReportBuilder specimen(String id, String code, String name, @Nullable LocalDateTime takenAt) {
        LocalDate day = takenAt == null ? null : takenAt.toLocalDate();
        specimens.add(new LdtSpecimen(id, code, name, day, takenAt, takenAt == null ? null : offset, List.of()));
        return this;
    }

    public ReportBuilder result(String code, String name, UnaryOperator<ResultBuilder> content) {
        return add(content.apply(new ResultBuilder(code, name)));
    }

    /** A microbiological result: 8434, in LDT 3 Obj_0061. */
    public ReportBuilder culture(String request, UnaryOperator<ResultBuilder> content) {
        return add(content.apply(new ResultBuilder(null, request)));
    }

    private ReportBuilder add(ResultBuilder result) {
        LdtSpecimen specimen = specimens.isEmpty() ? null : specimens.getLast();
        String id = labOrderNumber + "-" + (observations.size() + 1);
        observations.add(result.build(id, specimen, status == Status.PRELIMINARY));
        return this;
    }

    /** A remark on the whole report, a line each. */
    public ReportBuilder note(String... lines) {
        notes.addAll(List.of(lines));
        return this;
    }

    /** A call for attention that concerns the whole report, LDT 3 only; see {@link Attention#code()}. */
    public ReportBuilder attention(String code, String text) {
        attentions.add(new Attention(code, code.equals("2"), text));
        return this;
    }

    /** The report as a PDF inside the message, LDT 3 only. */
    public ReportBuilder pdf(String name, byte[] document) {
        return attach(Attachment.of(name, "application/pdf", "100", document));
    }

    public ReportBuilder attach(Attachment document) {
        attachments.add(document);
        return this;
    }

    public LdtReport build() {
        return new LdtReport(
                Generation.LDT3,
                "",
                recordType,
                0,
                0,
                lab,
                recipient,
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
                specimens,
                observations,
                notes,
                attachments,
                attentions,
                List.of(),
                Sources.NONE);
    }
}
