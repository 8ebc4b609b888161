/**
 * How every answer looks: one form of error ({@link health.careloop.web.Problem}), one form of list ({@link
 * health.careloop.web.Page}), one trace per request ({@link health.careloop.web.Trace}), the same headers on all of
 * them. Knows no domain. An error names no class, no SQL and nobody else's data. Start reading at {@link
 * health.careloop.web.Problems}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package health.careloop.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
