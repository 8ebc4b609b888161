/** Benchmarks beside their floors, and proofs with their negative controls. */
@NullMarked
package health.careloop.bench;

import org.jspecify.annotations.NullMarked;
