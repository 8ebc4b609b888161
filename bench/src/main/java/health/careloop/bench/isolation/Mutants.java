package health.careloop.bench.isolation;

import static health.careloop.bench.isolation.Mutant.behind;
import static health.careloop.bench.isolation.Mutant.seen;

import health.careloop.bench.isolation.Mutant.Aim;
import health.careloop.bench.isolation.Mutant.Kind;
import health.careloop.tenancy.Tier;
import health.careloop.wall.DoorProbe;
import health.careloop.wall.Part;
import health.careloop.wall.TenantTables.Key;
import health.careloop.wall.TenantTables.Reference;
import health.careloop.wall.TenantTables.Table;
import health.careloop.wall.WallProbe;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every defence of one terrain that SQL can take away, from the catalog: a new table brings its mutants along. */
final class Mutants {
    private static final List<String> COMMANDS = List.of("select", "insert", "update", "delete");
    private static final List<Part> ACROSS =
            List.of(Part.INGEST, Part.CONTROL, Part.DISPATCHER, Part.AUDIT_WRITER, Part.BACKUP);

    private final Terrain terrain;
    private final List<Mutant> mutants = new ArrayList<>();
    private int turn;

    private Mutants(Terrain terrain) {
        this.terrain = terrain;
    }

    static List<Mutant> of(Terrain terrain) throws SQLException {
        Mutants all = new Mutants(terrain);
        for (Table table : terrain.tables().all()) {
            all.policies(table);
            all.rowSecurity(table);
            all.grants(table);
            all.referencesAndKeys(table);
            all.views(table);
        }
        if (terrain.tier() != Tier.SCHEMA) {
            all.partitions();
            all.closedTables();
            all.powers();
            for (String function : DoorProbe.functions()) {
                all.callers(function);
            }
            new FunctionMutants(terrain, all.mutants).addAll();
        }
        return List.copyOf(all.mutants);
    }

    private void policies(Table table) throws SQLException {
        Aim rows = new Aim.Rows(table);
        boolean read = granted(table, Part.APP, "select", "update", "delete")
                || granted(table, Part.WORKER, "select", "update", "delete");
        boolean written =
                granted(table, Part.APP, "insert", "update") || granted(table, Part.WORKER, "insert", "update");
        String alter = "alter policy tenant on " + table;
        String policy = "create policy tenant on " + table + " as permissive to careloop_app, careloop_worker "
                + "using (tenant_id = (select app.tid())) with check (tenant_id = (select app.tid()))";
        add(true, Kind.POLICY, table + " open", rows, alter + " using (true) with check (true)");
        add(read, Kind.POLICY, table + " open to readers", rows, alter + " using (true)");
        add(written, Kind.POLICY, table + " open to writers", rows, alter + " with check (true)");
        add(true, Kind.POLICY, table + " permissive", rows, "drop policy tenant on " + table, policy);
        add(true, Kind.POLICY, table + " without", rows, "drop policy tenant on " + table);
        add(anything(table, Part.APP), Kind.POLICY, table + " forgets app", rows, alter + " to careloop_worker");
        add(anything(table, Part.WORKER), Kind.POLICY, table + " forgets worker", rows, alter + " to careloop_app");
    }

    private void rowSecurity(Table table) {
        Aim rows = new Aim.Rows(table);
        add(true, Kind.FORCE, table.name(), rows, "alter table " + table + " no force row level security");
        add(true, Kind.ROW_SECURITY, table.name(), rows, "alter table " + table + " disable row level security");
    }

    private void grants(Table table) {
        Aim rows = new Aim.Rows(table);
        for (Part part : ACROSS) {
            for (int i = 0; i < COMMANDS.size(); i++) {
                String command = COMMANDS.get(turn++ % COMMANDS.size());
                if (!WallProbe.isReviewed(part, table, command)) {
                    letIn(table, command, terrain.role(part), rows);
                    break;
                }
            }
        }
        letIn(table, "select", "public", rows);
        if (WallProbe.isInsertOnly(table)) {
            for (Part part : List.of(Part.APP, Part.WORKER)) {
                COMMANDS.stream()
                        .filter(command -> !command.equals("insert"))
                        .forEach(command -> letIn(table, command, part.roleName(), rows));
            }
        }
        add(
                true,
                Kind.GRANT,
                "truncate " + table + " to careloop_app",
                rows,
                "grant truncate on " + table + " to careloop_app");
    }

    /** As {@code app.isolate} would, had it been told so. */
    private void letIn(Table table, String command, String role, Aim aim) {
        String condition = switch (command) {
            case "insert" -> "with check (true)";
            case "update" -> "using (true) with check (true)";
            default -> "using (true)";
        };
        String select = command.equals("update") ? ", select" : "";
        add(
                true,
                Kind.GRANT,
                command + " on " + table + " to " + role,
                aim,
                "grant usage on schema " + schemaOf(table.name()) + " to " + role,
                "grant " + command + select + " on " + table + " to " + role,
                "create policy mutant on %s for %s to %s %s".formatted(table, command, role, condition));
    }

    private void referencesAndKeys(Table table) throws SQLException {
        for (Reference reference : table.references()) {
            add(
                    true,
                    Kind.REFERENCE,
                    table + " " + reference.name() + " without the tenant",
                    new Aim.Referring(table, reference),
                    "create unique index mutant on %s (%s)".formatted(reference.parent(), reference.parentColumn()),
                    "alter table " + table + " drop constraint " + reference.name(),
                    "alter table %s add constraint %s foreign key (%s) references %s (%s)"
                            .formatted(
                                    table,
                                    reference.name(),
                                    reference.column(),
                                    reference.parent(),
                                    reference.parentColumn()));
        }
        for (Key key : table.keys()) {
            String columns = String.join(", ", key.columns());
            // Others in the shared tables may have the same numbers already.
            String ofThese = " where tenant_id in ('%s', '%s')".formatted(terrain.own(), terrain.other());
            Aim meeting = new Aim.Meeting(table, key);
            add(
                    true,
                    Kind.KEY,
                    key.name() + " without the tenant",
                    meeting,
                    "create unique index mutant on %s (%s)".formatted(table, columns) + ofThese);
            add(
                    false,
                    Kind.KEY,
                    key.name() + " led by something else",
                    meeting,
                    "create unique index mutant on %s (%s, tenant_id)".formatted(table, columns));
        }
    }

    private void views(Table table) {
        String view = schemaOf(table.name()) + ".mutant";
        add(
                true,
                Kind.VIEW,
                "of " + table + " without its caller's rights",
                new Aim.View(view),
                "create view " + view + " as select * from " + table,
                "alter view " + view + " owner to careloop_migrator",
                "grant select on " + view + " to careloop_app");
    }

    private void partitions() throws SQLException {
        List<String> children = terrain.column(
                "select n.nspname || '.' || c.relname from pg_class c "
                        + "join pg_namespace n on n.oid = c.relnamespace where c.relispartition and c.relkind = 'r' order by 1");
        for (String child : children) {
            Aim closed = new Aim.Closed(child, "tenant_id");
            String command = COMMANDS.get(turn++ % COMMANDS.size());
            Part part = turn % 2 == 0 ? Part.APP : Part.WORKER;
            if (command.equals("insert")) {
                command = "delete";
            }
            add(
                    true,
                    Kind.PARTITION,
                    command + " on " + child + " to " + terrain.role(part),
                    closed,
                    "grant " + command + " on " + child + " to " + terrain.role(part));
            add(false, Kind.PARTITION, child + " open", closed, "alter policy tenant on " + child + " using (true)");
            add(
                    false,
                    Kind.PARTITION,
                    child + " not forced",
                    closed,
                    "alter table " + child + " no force row level security");
            add(
                    false,
                    Kind.PARTITION,
                    child + " without row security",
                    closed,
                    "alter table " + child + " disable row level security");
        }
    }

    /** The control plane and what contexts are signed with. */
    private void closedTables() throws SQLException {
        List<String> tables = terrain.column("""
                select n.nspname || '.' || c.relname || ' ' || a.attname from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                join pg_attribute a on a.attrelid = c.oid and a.attnum = 1
                where n.nspname in ('app', 'control') and c.relkind = 'r' and not c.relispartition order by 1
                """);
        for (String each : tables) {
            String table = each.split(" ", 2)[0];
            Part part = List.of(Part.APP, Part.WORKER, Part.INGEST).get(turn++ % 3);
            add(
                    true,
                    Kind.GRANT,
                    "select on " + table + " to " + terrain.role(part),
                    new Aim.Closed(table, each.split(" ", 2)[1]),
                    "grant usage on schema " + schemaOf(table) + " to " + terrain.role(part),
                    "grant select on " + table + " to " + terrain.role(part));
        }
    }

    private void powers() throws SQLException {
        for (Part part : List.of(Part.APP, Part.WORKER, Part.INGEST)) {
            String role = terrain.role(part);
            Aim power = new Aim.Power(part);
            for (String attribute : List.of("bypassrls", "superuser")) {
                // What ingest may read at all, it reads across tenants.
                add(
                        part != Part.INGEST || attribute.equals("superuser"),
                        Kind.ROLE,
                        role + " " + attribute,
                        power,
                        "alter role " + role + " " + attribute);
            }
            for (String attribute : List.of("createrole", "createdb", "replication")) {
                add(
                        false,
                        Kind.ROLE,
                        role + " " + attribute,
                        new Aim.Nothing(),
                        "alter role " + role + " " + attribute);
            }
            for (String other : List.of("careloop_owner", "careloop_dispatcher", "careloop_audit_writer")) {
                add(true, Kind.ROLE, role + " member of " + other, power, "grant " + other + " to " + role);
            }
            String database = terrain.single("select current_database()");
            add(
                    false,
                    Kind.GRANT,
                    "temporary tables to " + role,
                    new Aim.Nothing(),
                    "grant temp on database " + database + " to " + role);
            add(
                    false,
                    Kind.GRANT,
                    "create in loop to " + part.roleName(),
                    new Aim.Nothing(),
                    "grant create on schema loop to " + part.roleName());
            if (terrain.tier() == Tier.DATABASE) {
                add(
                        false,
                        Kind.GRANT,
                        "connect to a tenant's own database to " + part.roleName(),
                        new Aim.Nothing(),
                        "grant connect on database " + database + " to " + part.roleName());
            }
        }
        for (String silent :
                List.of("careloop_owner", "careloop_dispatcher", "careloop_audit_writer", "careloop_backup")) {
            add(false, Kind.ROLE, silent + " signs in", new Aim.Nothing(), "alter role " + silent + " login");
        }
    }

    private void callers(String function) throws SQLException {
        String signature = FunctionMutants.signature(terrain, function);
        Aim callers = new Aim.Callers(function);
        Stream.of("public", terrain.role(Part.APP), "careloop_control", "careloop_backup")
                .filter(role -> role.equals("public") || !FunctionMutants.mayCall(terrain, role, signature))
                .forEach(role -> add(
                        !stillRefused(function, role),
                        Kind.FUNCTION,
                        function + " called by " + role,
                        callers,
                        "grant execute on routine " + signature + " to " + role));
    }

    /** What it needs inside is refused to that role; and whoever may not call app.identity yet cannot name it. */
    private static boolean stillRefused(String function, String role) {
        return switch (function) {
            case "app.isolate" -> true;
            case "app.identity" -> role.equals("public");
            case "app.admit" -> role.equals("careloop_backup");
            default -> role.equals("careloop_backup") && function.startsWith("loop.");
        };
    }

    private void add(boolean visible, Kind kind, String name, Aim aim, String... change) {
        mutants.add(visible ? seen(kind, name, aim, change) : behind(kind, name, aim, change));
    }

    private boolean anything(Table table, Part part) throws SQLException {
        return granted(table, part, "select", "insert", "update", "delete");
    }

    private boolean granted(Table table, Part part, String... commands) throws SQLException {
        for (String command : commands) {
            String asked = command.equals("delete") ? "has_table_privilege" : "has_any_column_privilege";
            if (terrain.single("select %s('%s', '%s', '%s')".formatted(asked, part.roleName(), table, command))
                    .equals("t")) {
                return true;
            }
        }
        return false;
    }

    private static String schemaOf(String relation) {
        return relation.substring(0, relation.indexOf('.'));
    }
}
