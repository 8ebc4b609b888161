/**
 * Tenants, where their data lives, and the wall between them.
 *
 * <p>{@link health.careloop.tenancy.TenantScope} says whose work this is; {@link
 * health.careloop.tenancy.TenantDatabase} is the only way to a tenant's rows and sends the tenant along with the first
 * statement. The policies in the database are the wall: SQL carries no tenant predicate of its own. Start reading at
 * {@code TenantConnections}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"postgres"})
package health.careloop.tenancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
