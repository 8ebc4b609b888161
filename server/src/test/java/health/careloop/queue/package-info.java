/** Work is done once: every way it could be done twice, or never. */
@NullMarked
package health.careloop.queue;

import org.jspecify.annotations.NullMarked;
