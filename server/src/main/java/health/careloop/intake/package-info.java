/**
 * Bytes in. A transmission is checked and made durable with its job before it is acknowledged; a worker decodes it,
 * files its reports, or leaves it where a person looks: in quarantine or among the dead letters, bytes kept. The trail
 * of every message answers "where is it?". Start reading at {@code IntakeController}, then {@code ProcessLdt}.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "access",
            "audit",
            "keys",
            "objects",
            "pages",
            "patients",
            "queue",
            "results",
            "senders",
            "tenancy",
            "web"
        })
package health.careloop.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
