/**
 * Orders, specimens, reports and observations. A report lives; each of its versions is one immutable result. Filing
 * decides whose it is and what is dangerous in it, always by the laboratory's own word; the screens show danger first.
 * Start reading at {@code FileReport}, then {@code ReportStore} and {@code InboxStore}.
 */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"access", "audit", "keys", "objects", "pages", "patients", "queue", "tenancy", "web"})
package health.careloop.results;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
