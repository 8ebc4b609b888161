/**
 * Work for later, once. A job is enqueued in the transaction of what causes it and completed in the transaction of what
 * it causes; a claim holds it under a lease with a fencing token, by the database's clock. {@link
 * health.careloop.queue.Jobs} enqueues, a {@link health.careloop.queue.Worker} answers with an {@link
 * health.careloop.queue.Outcome}, {@code JobRunner} does the rest. State diagram in the README beside this.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"audit", "tenancy", "web"})
package health.careloop.queue;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
