/** Reads LDT 2 and LDT 3: bytes to fields, records, objects and reports. */
@NullMarked
package health.careloop.ldt;

import org.jspecify.annotations.NullMarked;
