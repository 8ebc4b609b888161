@NullMarked
package health.careloop.bench;

import org.jspecify.annotations.NullMarked;
