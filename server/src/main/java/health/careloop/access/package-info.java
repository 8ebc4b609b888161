/**
 * The gate: people and their memberships, how they sign in, who may do what. A request's {@link
 * health.careloop.access.SignedIn} is bound here and nowhere else; its tenant comes from the verified session or token
 * alone. A handler says {@link health.careloop.access.Requires} or {@link health.careloop.access.Open}, or nobody gets
 * in. Matrix of roles in the README beside this; start reading at {@code Gate}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "keys", "mail", "pages", "tenancy", "web"})
package health.careloop.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
