@NullMarked
package health.careloop.results;

import org.jspecify.annotations.NullMarked;
