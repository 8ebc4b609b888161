/**
 * Writes laboratory messages, LDT 2 and LDT 3: every length, record end and check sum right, nothing replaced in silence.
 *
 * <p>{@link health.careloop.ldt.write.LdtWriter} writes fields, records and objects;
 * {@link health.careloop.ldt.write.ReportMessages} writes whole reports from the clinical view. Both hold what they wrote
 * against every rule. What LDT cannot carry is an {@link health.careloop.ldt.write.UnwritableException}. {@link health.careloop.ldt.write.LdtAnonymiser} rewrites a
 * message about other people, {@link health.careloop.ldt.write.LdtGenerator} invents messages.
 */
@NullMarked
package health.careloop.ldt.write;

import org.jspecify.annotations.NullMarked;
