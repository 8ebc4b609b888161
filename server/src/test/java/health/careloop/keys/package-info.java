/** What is sealed opens where it belongs and nowhere else. */
@NullMarked
package health.careloop.keys;

import org.jspecify.annotations.NullMarked;
