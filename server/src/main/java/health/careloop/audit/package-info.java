/**
 * Who did what to which record. {@link health.careloop.audit.Audit} stages an {@link health.careloop.audit.Entry} in the
 * transaction of the act itself, for every write and every read of a patient's data: no audit, no data (L-02). Entries
 * hold references and versions, never a clinical value (L-03). {@link health.careloop.audit.Caller} says on whose behalf
 * the current call runs.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"keys", "tenancy"})
package health.careloop.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
