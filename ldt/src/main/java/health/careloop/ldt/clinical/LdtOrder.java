package health.careloop.ldt.clinical;

import health.careloop.ldt.Fault;
import health.careloop.ldt.Generation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One order of a practice, the same shape for both generations.
 *
 * @param recordType 8218 or 8219 in LDT 2, 8215 in LDT 3
 * @param sender the practice that orders: in LDT 2 the header and 8615; in LDT 3 Obj_0022 of the order, else of the
 *     header (rule K042)
 * @param orderNumber 8310
 * @param supplements 8313 of LDT 3: identifiers of orders added later; empty in LDT 2, where 8313 is a switch
 * @param labOrderNumber 8311
 * @param requests what is to be examined
 * @param sources of the numbers: the record in LDT 2, Obj_0013 in LDT 3
 */
public record LdtOrder(
        Generation generation,
        String version,
        String recordType,
        int firstLine,
        int lastLine,
        LdtReport.Recipient sender,
        LdtReport.Subject subject,
        @Nullable String orderNumber,
        List<String> supplements,
        @Nullable String labOrderNumber,
        List<Request> requests,
        List<Fault> faults,
        Sources sources)
        implements ClinicalPart {

    /**
     * One examination asked for.
     *
     * @param code 8410, or 7365 of a catalogue
     * @param name 8411, 7366 or the words of 8434; falls back to the code
     * @param billing 7303 of LDT 3, rule E050
     * @param urgency 8501 as sent
     * @param specimenIds 7364, LDT 3 only
     * @param cancelled 7303 = 99: not to be made any more (LDT 3, rule K113)
     * @param sources every field of the request
     */
    public record Request(
            @Nullable String code,
            String name,
            @Nullable String billing,
            @Nullable String urgency,
            List<String> specimenIds,
            boolean cancelled,
            Sources sources)
            implements ClinicalPart {
        /** Lists are copied. */
        public Request {
            specimenIds = List.copyOf(specimenIds);
        }
    }

    /** Lists are copied. */
    public LdtOrder {
        supplements = List.copyOf(supplements);
        requests = List.copyOf(requests);
        faults = List.copyOf(faults);
    }

    @Override
    public List<ClinicalPart> parts() {
        List<ClinicalPart> parts = new ArrayList<>(List.of(sender, subject));
        parts.addAll(requests);
        return parts;
    }

    /** Nothing of it is to be made any more. */
    public boolean cancelled() {
        return !requests.isEmpty() && requests.stream().allMatch(Request::cancelled);
    }
}
