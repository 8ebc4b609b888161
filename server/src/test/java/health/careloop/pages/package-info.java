@NullMarked
package health.careloop.pages;

import org.jspecify.annotations.NullMarked;
