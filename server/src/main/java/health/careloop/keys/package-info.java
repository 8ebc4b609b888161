/**
 * Envelope encryption. A master key in a file wraps one data key per tenant; {@link health.careloop.keys.Seals} seals and
 * opens confidential fields, raw bytes and objects, each bound to its tenant, table, column and row so that a ciphertext
 * moved elsewhere does not open (C-02); {@link health.careloop.keys.Tokens} makes the keyed tokens that matching and
 * search compare instead of plain text (C-04).
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"tenancy"})
package health.careloop.keys;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
