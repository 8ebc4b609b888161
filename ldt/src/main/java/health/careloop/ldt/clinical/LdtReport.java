package health.careloop.ldt.clinical;

import health.careloop.ldt.Fault;
import health.careloop.ldt.Generation;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One report, the same shape for both generations.
 *
 * @param version of the package, as sent
 * @param recordType 8201, 8202, 8203 or 8204 in LDT 2, 8205 in LDT 3
 * @param firstLine 1-based line of its 8000
 * @param lastLine 1-based, inclusive
 * @param orderNumber 8310: the number the practice gave the order; the matching key of LDT 2
 * @param labOrderNumber 8311: the number the laboratory gave it
 * @param reportNumber 7305, LDT 3 only
 * @param status see {@link Status}
 * @param receivedOn 8301; 8215 in LDT 3
 * @param reportedOn 8302; 8216 in LDT 3
 * @param reportedAt with time, when one was sent; wall clock at the sender
 * @param reportedOffset what the message says about its time zone (LDT 3: 7273)
 * @param notes remarks on the whole report: 8490 and 8405; 8167 and 8247 in LDT 3; one line each
 * @param attachments all documents of the report, those of single results included
 * @param attentions those of the report and its specimens; a result keeps its own
 * @param faults contents that could not be read: dates that do not exist, unknown codes, damaged documents
 * @param sources of numbers, status, times and notes; the record itself in LDT 2, with Obj_0017 and Obj_0035 in LDT 3
 */
public record LdtReport(
        Generation generation,
        String version,
        String recordType,
        int firstLine,
        int lastLine,
        Lab lab,
        Recipient recipient,
        Subject subject,
        @Nullable String orderNumber,
        @Nullable String labOrderNumber,
        @Nullable String reportNumber,
        Status status,
        @Nullable LocalDate receivedOn,
        @Nullable LocalDate reportedOn,
        @Nullable LocalDateTime reportedAt,
        @Nullable ZoneOffset reportedOffset,
        List<LdtSpecimen> specimens,
        List<LdtObservation> observations,
        List<String> notes,
        List<Attachment> attachments,
        List<Attention> attentions,
        List<Fault> faults,
        Sources sources)
        implements ClinicalPart {

    /**
     * 8401. LDT 2 (R135): E, T, V, A, N in this order. LDT 3 (rule E006): 2 is FINAL, 1 is PARTIAL. A missing or unknown
     * code is PRELIMINARY with a fault.
     */
    public enum Status {
        /** Complete: E, or 2. */
        FINAL,
        /** More results follow: T, or 1. */
        PARTIAL,
        /** Not settled: V, or a code nobody knows. */
        PRELIMINARY,
        /** Historical: nobody waits for it. */
        ARCHIVED,
        /** Results added to an earlier order. */
        ADDENDUM
    }

    /**
     * Who reports.
     *
     * @param bsnr 0201 of Obj_0019 in the header of LDT 3; LDT 2 has none
     * @param name 0203 of Obj_0019; 8320 in LDT 2
     * @param labId 8316 in LDT 3, 8300 in LDT 2
     * @param sources of these fields
     */
    public record Lab(
            @Nullable String bsnr,
            @Nullable String name,
            @Nullable String labId,
            Sources sources) implements ClinicalPart {
        /** One that was made and not read. */
        public Lab(@Nullable String bsnr, @Nullable String name, @Nullable String labId) {
            this(bsnr, name, labId, Sources.NONE);
        }
    }

    /**
     * Whom the report is for. In LDT 2 this stands in the header (0201, 0203, 0212), which in LDT 3 describes the
     * laboratory: there it is Obj_0022 of each report.
     *
     * @param bsnr of the practice
     * @param lanrs lifelong physician numbers (0212)
     * @param pseudoLanrs numbers of hospital physicians in the ASV (0223), which name a specialty and no person
     * @param name of the practice
     * @param orderedBy the number of the ordering physician: 8615 in LDT 2, the first 0212 in LDT 3
     * @param customerNumber 8312: the number the laboratory gave the practice
     * @param asvNumber 0222: the team of specialists (ASV) that ordered
     * @param sources of these fields
     */
    public record Recipient(
            @Nullable String bsnr,
            List<String> lanrs,
            List<String> pseudoLanrs,
            @Nullable String name,
            @Nullable String orderedBy,
            @Nullable String customerNumber,
            @Nullable String asvNumber,
            Sources sources)
            implements ClinicalPart {
        /** Lists are copied. */
        public Recipient {
            lanrs = List.copyOf(lanrs);
            pseudoLanrs = List.copyOf(pseudoLanrs);
        }

        /** One that was made and not read. */
        public Recipient(
                @Nullable String bsnr,
                List<String> lanrs,
                @Nullable String name,
                @Nullable String orderedBy,
                @Nullable String customerNumber) {
            this(bsnr, lanrs, List.of(), name, orderedBy, customerNumber, null, Sources.NONE);
        }
    }

    /**
     * Whom the report is about.
     *
     * @param number 3000, the patient number of the practice; not part of LDT 2, though old files have it
     * @param insuranceNumber 3119, or a number of the same shape in 3105
     * @param familyName 3101
     * @param givenName 3102, several joined by a blank
     * @param title 3104
     * @param birthDate 3103
     * @param sex M, W, D, X or U; the old 8407 is mapped
     * @param nameAddition 3100, such as "Graf"
     * @param prefix 3120, such as "von"
     * @param other species or label when the report is about an animal or a thing (Obj_0053)
     * @param sources of these fields
     */
    public record Subject(
            @Nullable String number,
            @Nullable String insuranceNumber,
            @Nullable String familyName,
            @Nullable String givenName,
            @Nullable String title,
            @Nullable BirthDate birthDate,
            @Nullable String sex,
            @Nullable String nameAddition,
            @Nullable String prefix,
            @Nullable String other,
            Sources sources)
            implements ClinicalPart {}

    /** Lists are copied; {@code ReportBuilder} makes one to be written. */
    public LdtReport {
        specimens = List.copyOf(specimens);
        observations = List.copyOf(observations);
        notes = List.copyOf(notes);
        attachments = List.copyOf(attachments);
        attentions = List.copyOf(attentions);
        faults = List.copyOf(faults);
    }

    @Override
    public List<ClinicalPart> parts() {
        List<ClinicalPart> parts = new ArrayList<>(List.of(lab, recipient, subject));
        parts.addAll(specimens);
        parts.addAll(observations);
        parts.addAll(attachments);
        parts.addAll(attentions);
        return parts;
    }
}
