/**
 * What a stranger sees first: two practices, a simulated laboratory that signs and posts real LDT 2 and LDT 3, a doctor
 * who reads. Uses the same doors as everybody else; holds no knowledge the product could need.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "provisioning", "senders", "tenancy"})
package health.careloop.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
