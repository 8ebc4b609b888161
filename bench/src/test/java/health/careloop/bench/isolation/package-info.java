@NullMarked
package health.careloop.bench.isolation;

import org.jspecify.annotations.NullMarked;
