package health.careloop;

import health.careloop.access.AdminCommand;
import health.careloop.access.Role;
import health.careloop.postgres.DatabaseServerException;
import health.careloop.postgres.DatabaseStartup;
import health.careloop.postgres.ExternalPostgres;
import health.careloop.provisioning.OnCommandLine;
import health.careloop.senders.SenderCommand;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.TenancySettings;
import health.careloop.tenancy.Tenants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/**
 * {@code careloop admin …}: beside a running server over its database, or with the database alone where none runs.
 */
final class Administration {
    static final Grammar GRAMMAR = Grammar.of("admin invite|reset|reset-factor|sender|tenants", 1);

    private static final Map<String, Grammar> ACTS = Map.of(
            "invite",
            Grammar.of(
                    "admin invite --email ADDRESS --tenant SHORT-NAME [--role ROLE] [--create NAME [--bsnr NUMBER]]"
                            + " [--home FOLDER]",
                    1,
                    "email",
                    "tenant",
                    "role",
                    "create",
                    "bsnr",
                    "home"),
            "reset",
            Grammar.of("admin reset --email ADDRESS [--home FOLDER]", 1, "email", "home"),
            "reset-factor",
            Grammar.of("admin reset-factor --email ADDRESS [--home FOLDER]", 1, "email", "home"),
            "sender",
            Grammar.of("admin sender --tenant SHORT-NAME --name NAME [--home FOLDER]", 1, "tenant", "name", "home"),
            "tenants",
            Grammar.of("admin tenants [--home FOLDER]", 1, "home"));

    private Administration() {}

    static int run(Invocation invocation) {
        String what = invocation.operand(0).orElseThrow(() -> GRAMMAR.refused("What is to be done?"));
        Grammar grammar = ACTS.get(what);
        if (grammar == null) {
            throw GRAMMAR.refused("There is no 'admin " + what + "'"
                    + Nearest.question(Nearest.to(what, new TreeSet<>(ACTS.keySet()))));
        }
        grammar.require(invocation);
        invocation.option("role").ifPresent(role -> requireRole(role, grammar));
        Path home = invocation.home().toAbsolutePath().normalize();
        return within(invocation, databases -> switch (what) {
            case "invite", "reset", "reset-factor" ->
                AdminCommand.run(
                        words(invocation), home, databases, OnCommandLine.class, invocation.out(), invocation.err());
            case "sender" ->
                SenderCommand.run(invocation.options(), home, databases, invocation.out(), invocation.err());
            default -> tenants(invocation, databases);
        });
    }

    private static void requireRole(String role, Grammar grammar) {
        if (Role.parse(role).isEmpty()) {
            List<String> roles = Arrays.stream(Role.values())
                    .filter(known -> known != Role.PATIENT && known != Role.PLATFORM_OPERATOR)
                    .map(Role::wire)
                    .toList();
            throw grammar.refused("There is no role '" + role + "'" + Nearest.question(Nearest.to(role, roles))
                    + " Roles are " + String.join(", ", roles) + ".");
        }
    }

    private static int tenants(Invocation invocation, Databases databases) {
        Tenants.of(databases)
                .all()
                .forEach(tenant -> invocation
                        .out()
                        .println("%-24s %-40s %-9s %s"
                                .formatted(
                                        tenant.slug(),
                                        tenant.name(),
                                        tenant.bsnr().orElse("-"),
                                        tenant.status())));
        return 0;
    }

    /** Works beside a running server over its database, or with the database alone where none runs. */
    static int within(Invocation invocation, ToIntFunction<Databases> work) {
        Path home = invocation.home().toAbsolutePath().normalize();
        // What is printed may be read by a script.
        LoggingSystem.get(Administration.class.getClassLoader())
                .setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        String url = ExternalPostgres.urlIn(invocation.environment());
        if (!url.isBlank()) {
            try (Databases databases = Databases.join(ExternalPostgres.at(url)::jdbcUrl, home)) {
                return work.applyAsInt(databases);
            }
        }
        if (!Files.isDirectory(home.resolve("postgres"))) {
            throw noData(home);
        }
        Databases running;
        try {
            running = Databases.join(home);
        } catch (DatabaseServerException nobodyRuns) {
            return withOwnServer(home, invocation, work);
        }
        try (running) {
            return work.applyAsInt(running);
        }
    }

    /** One sentence and one status for every command that needs a data folder. */
    static UsageException noData(Path home) {
        return new UsageException("There is no Careloop data in " + home + "; say --home FOLDER, or start it first.");
    }

    private static int withOwnServer(Path home, Invocation invocation, ToIntFunction<Databases> work) {
        try (DatabaseStartup server = Ending.ends(
                        invocation.err(),
                        () -> DatabaseStartup.begin(home, invocation.environment(), invocation::progress));
                Databases databases = Databases.open(server, home, TenancySettings.FEW)) {
            return work.applyAsInt(databases);
        } finally {
            Ending.isOver();
        }
    }

    private static List<String> words(Invocation invocation) {
        List<String> words = new ArrayList<>(invocation.operands());
        invocation.options().forEach((name, value) -> {
            if (!name.equals("home")) {
                words.add("--" + name);
                words.add(value);
            }
        });
        return words;
    }
}
