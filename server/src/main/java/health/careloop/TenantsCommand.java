package health.careloop;

import health.careloop.tenancy.Databases;
import health.careloop.tenancy.Upgrades;
import java.io.PrintStream;
import java.util.List;

/** {@code careloop tenants …}: which tenants' tables are behind this build, and bringing them up to it. */
final class TenantsCommand {
    static final Grammar GRAMMAR = Grammar.of("tenants behind|upgrade [--home FOLDER]", 1, "home");

    private TenantsCommand() {}

    static int run(String act, Databases databases, PrintStream out, PrintStream err) {
        Upgrades upgrades = Upgrades.of(databases);
        if (act.equals("behind")) {
            List<Upgrades.Behind> behind = upgrades.behind();
            behind.forEach(tenant -> out.println("%-24s %-9s %-32s %s"
                    .formatted(
                            tenant.slug(),
                            tenant.placement().tier(),
                            tenant.placement().database() + "."
                                    + tenant.placement().schema(),
                            tenant.placement().schemaVersion())));
            if (behind.isEmpty()) {
                err.println("careloop: no tenant is behind this version.");
            }
            return 0;
        }
        Upgrades.Outcome outcome = upgrades.upgrade();
        out.println(outcome.upgraded() + " upgraded, " + outcome.left() + " left");
        if (outcome.failed() == null) {
            return 0;
        }
        err.println("careloop: " + outcome.failed());
        return 1;
    }
}
