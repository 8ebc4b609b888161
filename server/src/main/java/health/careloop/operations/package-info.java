/**
 * For those who run the installation: metrics and health on a port of their own, logs as JSON, the server's limits and
 * certificate, and the janitors of the control plane. Nothing here shows a patient's data. Settings are listed in
 * docs/operations.md.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"pages", "queue", "tenancy", "web"})
package health.careloop.operations;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
