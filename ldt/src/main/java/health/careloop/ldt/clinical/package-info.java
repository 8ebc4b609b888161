/**
 * What a laboratory message says, the same shape for LDT 2 and LDT 3.
 *
 * <p>Nouns: {@link health.careloop.ldt.clinical.LdtReport} is one Befund with its
 * {@link health.careloop.ldt.clinical.LdtSpecimen specimens} and
 * {@link health.careloop.ldt.clinical.LdtObservation results}. Values are kept as sent beside what they mean,
 * and every {@link health.careloop.ldt.clinical.ClinicalPart} knows where they stand. Start at
 * {@link health.careloop.ldt.clinical.LdtReports}.
 */
@NullMarked
package health.careloop.ldt.clinical;

import org.jspecify.annotations.NullMarked;
