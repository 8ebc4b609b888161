/** Orders, specimens, reports and observations, and the screens that show them, danger first. */
@NullMarked
package health.careloop.results;

import org.jspecify.annotations.NullMarked;
