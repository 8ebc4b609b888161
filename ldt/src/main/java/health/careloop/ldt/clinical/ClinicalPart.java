package health.careloop.ldt.clinical;

import java.util.List;
import java.util.stream.Stream;

/**
 * Everything the clinical view is made of, and nothing else: a switch over it needs no default. What a part says is in
 * its components; {@link #sources()} says where each of its values stands in the message.
 *
 * <pre>{@code
 * report.all().forEach(part -> part.sources().find("0201").ifPresent(where -> show(part, where)));
 * }</pre>
 */
public sealed interface ClinicalPart
        permits LdtReport,
                LdtReport.Lab,
                LdtReport.Recipient,
                LdtReport.Subject,
                LdtSpecimen,
                LdtObservation,
                LdtRange,
                Attention,
                Attachment,
                Culture,
                Culture.Organism,
                Culture.Susceptibility,
                LdtOrder,
                LdtOrder.Request {

    /** Where the values of this part stand; the parts below it have their own. */
    Sources sources();

    /** Those directly below, in the order of the components. */
    default List<ClinicalPart> parts() {
        return List.of();
    }

    /** This part and every one below it. */
    default Stream<ClinicalPart> all() {
        return Stream.concat(Stream.of(this), parts().stream().flatMap(ClinicalPart::all));
    }
}
