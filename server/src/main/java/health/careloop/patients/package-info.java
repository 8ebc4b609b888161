/** Identity of patients, and how a patient is named at the head of a screen. */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "audit", "keys", "tenancy", "web"})
package health.careloop.patients;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
