/**
 * Who a message is about. {@link health.careloop.patients.Patients} matches what a message says to one record, or says
 * why nobody can; names lie sealed and are found by keyed tokens; {@link health.careloop.patients.Disclosure} decides
 * what a person sees of whom. Practices and practitioners, whom orders and reports refer to, live here too.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "audit", "keys", "tenancy", "web"})
package health.careloop.patients;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
