/**
 * The same read and the same write twice, once of tenants and once of nobody: what keeping tenants apart costs a request.
 * Start reading at {@code Handlers}.
 */
@NullMarked
package health.careloop.bench.tenancy;

import org.jspecify.annotations.NullMarked;
