/**
 * What KBV lays down about LDT: field numbers with names in both languages, types and lengths, which field stands where in
 * a record or object, allowed codes, and the texts of the context rules. Data of LDT 3.2.17 and LDT1014.01, compiled by
 * the build from {@code src/main/tables}.
 *
 * <p>Start at {@link health.careloop.ldt.tables.FieldTable}, {@link health.careloop.ldt.tables.Structure} and
 * {@link health.careloop.ldt.tables.Codes}. Lookups go through arrays by field number and allocate nothing.
 */
@NullMarked
package health.careloop.ldt.tables;

import org.jspecify.annotations.NullMarked;
