/**
 * Says which rules of KBV a file breaks: structure, formats (F), allowed codes (E), context rules (K), and what is known
 * of the rules of LDT 2 (R). Framing, check sums and charsets are the reader's; its faults are in
 * {@link health.careloop.ldt.LdtFile#faults()} and are not repeated here.
 *
 * <p>Start at {@link health.careloop.ldt.rules.LdtValidator}. Every rule and whether it is checked: {@code RULES.md} of
 * this module.
 */
@NullMarked
package health.careloop.ldt.rules;

import org.jspecify.annotations.NullMarked;
