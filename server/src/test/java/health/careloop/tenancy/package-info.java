/** The wall, and every attempt to get through it. */
@NullMarked
package health.careloop.tenancy;

import org.jspecify.annotations.NullMarked;
