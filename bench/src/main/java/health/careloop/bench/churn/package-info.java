/** Random work of many tenants over few connections: does anything of one reach another? */
@NullMarked
package health.careloop.bench.churn;

import org.jspecify.annotations.NullMarked;
