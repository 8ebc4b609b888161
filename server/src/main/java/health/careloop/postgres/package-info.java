/**
 * Where the database is: our own PostgreSQL beside the application, or somebody else's; and its backup.
 *
 * <p>Invariants: an acknowledged commit survives {@code kill -9} of either process; one data folder is used by one
 * application at a time; nothing listens but loopback; no statement and no value reaches the log. Start reading at
 * {@link health.careloop.postgres.EmbeddedPostgres}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package health.careloop.postgres;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
