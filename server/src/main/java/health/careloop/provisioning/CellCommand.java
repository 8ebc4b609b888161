package health.careloop.provisioning;

import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.keys.Tokens;
import health.careloop.tenancy.CommandContext;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.Tenants;
import health.careloop.web.Problem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * {@code careloop tenants cells}: the PostgreSQL servers tenants may be placed on, and how full they are; with {@code --name
 * NAME --region REGION [--tenants N] [--schemas N] [--databases N]} it registers one first, or changes its limits.
 */
public final class CellCommand {
    private static final int MOST = 100_000;
    private static final List<String> LIMITS = List.of("tenants", "schemas", "databases");

    private CellCommand() {}

    /** @return the exit code */
    public static int run(
            Map<String, String> options, Path home, Databases databases, PrintStream out, PrintStream err) {
        String name = options.get("name");
        if (name != null && !isSound(name, options, databases, err)) {
            return 1;
        }
        try (ConfigurableApplicationContext context =
                CommandContext.of(home, databases, Context.class).run()) {
            ControlDatabase control = context.getBean(ControlDatabase.class);
            if (name != null && !register(control, context.getBean(Audit.class), name, options)) {
                err.println("careloop: The cell " + name
                        + " is not registered yet: say --region as well, such as eu-west.");
                return 1;
            }
            list(control, out);
            return 0;
        }
    }

    private static boolean isSound(String name, Map<String, String> options, Databases databases, PrintStream err) {
        if (!databases.cellNames().contains(name)) {
            err.println("careloop: There is no cell '" + name + "' in secrets/cells.properties: they are "
                    + String.join(", ", databases.cellNames()) + ". Add the line " + name
                    + "=postgresql://USER:PASSWORD@HOST:5432/postgres, on every node, and start the nodes again.");
            return false;
        }
        for (String limit : LIMITS) {
            if (options.containsKey(limit) && number(options, limit).isEmpty()) {
                err.println("careloop: --" + limit + " is a number from " + least(limit) + " to " + MOST + ".");
                return false;
            }
        }
        return true;
    }

    private static void list(ControlDatabase control, PrintStream out) {
        control.sql()
                .sql("""
                        select c.name, c.region, c.most_tenants, c.most_schemas, c.most_databases, count(h.tenant_id) as tenants,
                               count(*) filter (where h.tier = 'SCHEMA') as schemas,
                               count(*) filter (where h.tier = 'DATABASE') as databases
                        from control.cells c left join (
                            select tenant_id, cell, tier from control.placements
                            union
                            select tenant_id, cell, tier from control.provisioning_runs where state <> 'ROLLED_BACK') h
                          on h.cell = c.name
                        group by c.name order by c.name
                        """)
                .query((row, number) -> "%-16s %-16s tenants %d of %d, schemas %d of %d, databases %d of %d"
                        .formatted(
                                row.getString("name"),
                                row.getString("region"),
                                row.getInt("tenants"),
                                row.getInt("most_tenants"),
                                row.getInt("schemas"),
                                row.getInt("most_schemas"),
                                row.getInt("databases"),
                                row.getInt("most_databases")))
                .list()
                .forEach(out::println);
    }

    private static boolean register(ControlDatabase control, Audit audit, String name, Map<String, String> options) {
        return control.inTransaction(() -> {
            if (!put(control, name, options)) {
                return false;
            }
            Entry entry = Entry.of(Action.CELL_CHANGED, "cell").with("name", name);
            for (String told : List.of("region", "tenants", "schemas", "databases")) {
                String value = options.get(told);
                entry = value == null ? entry : entry.with(told, value);
            }
            audit.recordForPlatform(entry, null);
            return true;
        });
    }

    /** @return whether it is registered now; a new one needs a region */
    private static boolean put(ControlDatabase control, String name, Map<String, String> options) {
        @Nullable
        Object[] values = {
            options.get("region"),
            value(options, "tenants"),
            value(options, "schemas"),
            value(options, "databases"),
            name
        };
        boolean known = control.sql().sql("""
                                update control.cells set region = coalesce(?, region), most_tenants = coalesce(?, most_tenants),
                                    most_schemas = coalesce(?, most_schemas), most_databases = coalesce(?, most_databases)
                                where name = ?
                                """).params(Arrays.asList(values)).update() == 1;
        if (known || options.get("region") == null) {
            return known;
        }
        control.sql().sql("""
                        insert into control.cells (region, most_tenants, most_schemas, most_databases, name)
                        values (?, coalesce(?, 2500), coalesce(?, 500), coalesce(?, 150), ?)
                        """).params(Arrays.asList(values)).update();
        return true;
    }

    private static @Nullable Integer value(Map<String, String> options, String limit) {
        OptionalInt number = number(options, limit);
        return number.isPresent() ? number.getAsInt() : null;
    }

    private static OptionalInt number(Map<String, String> options, String limit) {
        return Optional.ofNullable(options.get(limit))
                .filter(typed -> typed.matches("[0-9]{1,6}"))
                .map(Integer::valueOf)
                .filter(number -> number >= least(limit) && number <= MOST)
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
    }

    private static int least(String limit) {
        return limit.equals("tenants") ? 1 : 0;
    }

    /** The control plane and its trail: no server, no worker. */
    @ComponentScan(basePackageClasses = {Audit.class, Tokens.class, Tenants.class})
    @ComponentScan(
            basePackageClasses = Problem.class,
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.TimeConfiguration"))
    static class Context {}
}
