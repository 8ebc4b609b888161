/**
 * Reads German laboratory messages, LDT 2 and LDT 3, from bytes to reports.
 *
 * <p>Nouns: {@link health.careloop.ldt.LdtFile} holds {@link health.careloop.ldt.LdtPackage packages}, a package holds
 * {@link health.careloop.ldt.LdtRecord records} (Satz), a record holds {@link health.careloop.ldt.LdtField fields} and,
 * in LDT 3, {@link health.careloop.ldt.LdtObject objects}. {@link health.careloop.ldt.clinical.LdtReport} is the same view of a
 * report in both generations.
 *
 * <p>Invariants: reading never throws on input, every byte of a message belongs to exactly one field, and whatever could
 * not be read is a {@link health.careloop.ldt.Fault}. Start at {@link health.careloop.ldt.LdtReader}.
 */
@NullMarked
package health.careloop.ldt;

import org.jspecify.annotations.NullMarked;
