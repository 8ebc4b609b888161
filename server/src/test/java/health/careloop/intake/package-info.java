/** From the first byte to the filed report, and everything that can come between. */
@NullMarked
package health.careloop.intake;

import org.jspecify.annotations.NullMarked;
