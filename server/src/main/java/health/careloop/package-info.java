/** Careloop: the application. One package per module; an arrow only points down. */
@NullMarked
package health.careloop;

import org.jspecify.annotations.NullMarked;
