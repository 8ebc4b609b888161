package health.careloop;

import health.careloop.provisioning.CellCommand;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.Drifts;
import health.careloop.tenancy.PlacementException;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.Upgrades;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * {@code careloop tenants …}: which tenants' tables are behind this build or unlike it, and bringing them up to it, or
 * one of them back; and the cells tenants may be placed on.
 */
final class TenantsCommand {
    static final Grammar GRAMMAR = Grammar.of("tenants behind|drift|upgrade|downgrade|cells", 1);

    private static final Map<String, Grammar> ACTS = Map.of(
            "behind",
            Grammar.of("tenants behind [--home FOLDER]", 1, "home"),
            "drift",
            Grammar.of("tenants drift [--home FOLDER]", 1, "home"),
            "upgrade",
            Grammar.of("tenants upgrade [--home FOLDER]", 1, "home"),
            "downgrade",
            Grammar.of("tenants downgrade --tenant SHORT-NAME --to VERSION [--home FOLDER]", 1, "tenant", "to", "home"),
            "cells",
            Grammar.of(
                    "tenants cells [--name NAME [--region REGION] [--tenants N] [--schemas N] [--databases N]]"
                            + " [--home FOLDER]",
                    1,
                    "name",
                    "region",
                    "tenants",
                    "schemas",
                    "databases",
                    "home"));

    private TenantsCommand() {}

    static int run(Invocation invocation) {
        String what = invocation.operand(0).orElseThrow(() -> GRAMMAR.refused("What is to be done?"));
        Grammar grammar = ACTS.get(what);
        if (grammar == null) {
            throw GRAMMAR.refused("There is no 'tenants " + what + "'"
                    + Nearest.question(Nearest.to(what, new TreeSet<>(ACTS.keySet()))));
        }
        grammar.require(invocation);
        if (what.equals("downgrade")) {
            String slug = invocation.option("tenant").orElseThrow(() -> grammar.refused("Which tenant's?"));
            String to = invocation.option("to").orElseThrow(() -> grammar.refused("To which version?"));
            if (!Upgrades.versions().contains(to)) {
                throw grammar.refused(
                        "There is no version '" + to + "': they are " + String.join(", ", Upgrades.versions()) + ".");
            }
            return Administration.within(
                    invocation, databases -> downgrade(slug, to, databases, invocation.out(), invocation.err()));
        }
        if (what.equals("cells") && invocation.option("name").isEmpty()) {
            invocation.options().keySet().stream()
                    .filter(option -> !option.equals("home"))
                    .findFirst()
                    .ifPresent(option -> {
                        throw grammar.refused("Which cell's --" + option + "? Say --name as well.");
                    });
        }
        Path home = invocation.home().toAbsolutePath().normalize();
        return Administration.within(invocation, databases -> switch (what) {
            case "cells" -> CellCommand.run(invocation.options(), home, databases, invocation.out(), invocation.err());
            case "behind" -> behind(databases, invocation.out(), invocation.err());
            case "drift" -> drift(databases, invocation.out(), invocation.err());
            default -> upgrade(databases, invocation.out(), invocation.err());
        });
    }

    private static int behind(Databases databases, PrintStream out, PrintStream err) {
        List<Upgrades.Behind> behind = Upgrades.of(databases).behind();
        behind.forEach(tenant -> out.println("%-24s %-9s %-32s %s"
                .formatted(
                        tenant.slug(),
                        tenant.placement().tier(),
                        tenant.placement().database() + "." + tenant.placement().schema(),
                        tenant.placement().schemaVersion())));
        if (behind.isEmpty()) {
            err.println("careloop: no tenant is behind this version.");
        }
        return 0;
    }

    private static int drift(Databases databases, PrintStream out, PrintStream err) {
        List<Drifts.Drift> drifts;
        try {
            drifts = Drifts.of(databases).find();
        } catch (SQLException e) {
            err.println("careloop: the main database could not be asked (SQLSTATE " + e.getSQLState() + ").");
            return 1;
        }
        for (Drifts.Drift drift : drifts) {
            drift.differences()
                    .forEach(difference -> out.println("%-24s %-32s %s"
                            .formatted(drift.whose(), drift.database() + "." + drift.schema(), difference)));
        }
        if (drifts.isEmpty()) {
            err.println("careloop: every schema is as the migrations make it.");
        }
        return drifts.isEmpty() ? 0 : 1;
    }

    private static int upgrade(Databases databases, PrintStream out, PrintStream err) {
        Upgrades.Outcome outcome = Upgrades.of(databases).upgrade();
        out.println(outcome.upgraded() + " upgraded, " + outcome.left() + " left");
        if (outcome.failed() == null) {
            return 0;
        }
        err.println("careloop: " + outcome.failed());
        return 1;
    }

    private static int downgrade(String slug, String to, Databases databases, PrintStream out, PrintStream err) {
        Optional<Tenant> tenant = Tenants.of(databases).findBySlug(slug);
        if (tenant.isEmpty()) {
            err.println("careloop: there is no tenant named " + slug + ".");
            return 1;
        }
        try {
            Upgrades.of(databases).downgrade(tenant.get().id(), to);
        } catch (PlacementException e) {
            err.println("careloop: " + e.getMessage());
            return 1;
        }
        out.println(slug + " is at " + to + " now");
        return 0;
    }
}
