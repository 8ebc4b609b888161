/**
 * A tenant is made as a whole or not at all, wherever the process that makes it dies. Start reading at {@code CrashProof}.
 */
@NullMarked
package health.careloop.bench.provisioning;

import org.jspecify.annotations.NullMarked;
