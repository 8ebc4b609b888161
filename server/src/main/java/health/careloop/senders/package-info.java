/**
 * The systems that may post messages for a tenant: their keys and secrets, where they may post from, and how they sign.
 * Start reading at {@code Senders}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "audit", "keys", "pages", "tenancy", "web"})
package health.careloop.senders;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
