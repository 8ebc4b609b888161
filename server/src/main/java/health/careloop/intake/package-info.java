/** Bytes in: messages, their way through the steps, and the screens that answer "where is my message?". */
@NullMarked
package health.careloop.intake;

import org.jspecify.annotations.NullMarked;
