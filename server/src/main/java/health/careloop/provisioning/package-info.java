/**
 * Tenants in and out: a run makes a tenant in seven steps, or takes back what it made. Nouns: {@link
 * health.careloop.provisioning.NewTenant}, {@link health.careloop.provisioning.Run}, {@link
 * health.careloop.provisioning.ProvisioningStep}. Invariant: what a run is going to make is written down before it is
 * made, and nothing else is ever dropped. The README beside this has the states; start reading at {@code Saga}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "audit", "keys", "mail", "pages", "tenancy", "web"})
package health.careloop.provisioning;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
