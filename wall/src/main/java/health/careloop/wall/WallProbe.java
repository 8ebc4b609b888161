package health.careloop.wall;

import health.careloop.wall.Contexts.State;
import health.careloop.wall.TenantTables.Key;
import health.careloop.wall.TenantTables.Reference;
import health.careloop.wall.TenantTables.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tries what must not work, as somebody who holds a role of the database and a context: foreign rows read, changed,
 * inserted, given away, referred to, met in a key; tables nobody is granted. Knows nothing of policies and grants, only
 * what came of it. Everything tried is taken back.
 */
public final class WallProbe {
    public static final String NOT_PERMITTED = "42501";
    private static final String NO_PARENT = "23503";

    /** Refusals that tell nothing: not permitted, not signed, expired. */
    private static final Set<String> REFUSALS = Set.of(NOT_PERMITTED, "TM005", "TM006");

    /** What is known of a table before anybody tries: nothing has to be looked up in another role. */
    private record Known(Map<UUID, Integer> rows, Map<UUID, Map<String, String>> drafts, Map<Part, String> columns) {}

    private final Connection administrator;
    private final TenantTables tables;
    private final UUID own;
    private final UUID other;
    private final Map<String, Known> known = new LinkedHashMap<>();
    private final AtomicLong succeeded = new AtomicLong();

    /** Both tenants have at least one row in every table. */
    public WallProbe(Connection administrator, TenantTables tables, UUID own, UUID other) throws SQLException {
        this.administrator = administrator;
        this.tables = tables;
        this.own = own;
        this.other = other;
        for (Table table : tables.all()) {
            Map<Part, String> columns = new LinkedHashMap<>();
            for (Part part : Part.values()) {
                columns.put(part, updatable(table, part));
            }
            known.put(
                    table.name(),
                    new Known(
                            Map.of(own, tables.count(table, own), other, tables.count(table, other)),
                            Map.of(
                                    own, tables.draft(table, own, Map.of()),
                                    other, tables.draft(table, other, Map.of())),
                            columns));
        }
    }

    private String updatable(Table table, Part part) throws SQLException {
        return Answers.column(
                        administrator,
                        "select attname from pg_attribute where attrelid = '%s'::regclass and attnum > 0 and not attisdropped and has_column_privilege('%s', attrelid, attnum, 'update') order by attname <> 'tenant_id', attnum limit 1"
                                .formatted(table, part.roleName()))
                .stream()
                .findFirst()
                .orElse("tenant_id");
    }

    /** Statements that did something to rows of one's own: without any, the attempts were not real. */
    public long succeeded() {
        return succeeded.get();
    }

    /** Everything a role can try on one table, in one state. The session is in a transaction, in that role and state. */
    public List<String> tried(Connection session, Part part, State state, Table table) throws SQLException {
        List<String> found = new ArrayList<>(reads(session, part, state, table));
        found.addAll(changes(session, part, state, table));
        found.addAll(inserts(session, part, state, table));
        if (part != Part.OWNER) {
            expect(found, part + " truncates " + table, Answers.attempt(session, s -> s.execute("truncate " + table)));
        }
        return found;
    }

    public List<String> reads(Connection session, Part part, State state, Table table) throws SQLException {
        List<String> found = new ArrayList<>();
        if (Reviewed.mayAcrossTenants(part, table.name(), "SELECT")) {
            return found;
        }
        Set<UUID> seen = new TreeSet<>();
        String refused = Answers.attempt(session, statement -> {
            try (ResultSet rows = statement.executeQuery("select distinct tenant_id from " + table)) {
                while (rows.next()) {
                    seen.add(rows.getObject(1, UUID.class));
                }
            }
        });
        String what = part + " with " + state + " reads " + table;
        if (refused != null) {
            expect(found, what, refused);
        } else if (!mayAsk(part, table)) {
            found.add(what + ", which is not among what was reviewed");
        } else if (part == Part.OWNER ? !seen.isEmpty() : !seen.equals(state.visible())) {
            found.add(what + " and sees rows of " + seen.size() + " tenants, not of "
                    + state.visible().size());
        }
        return found;
    }

    public List<String> changes(Connection session, Part part, State state, Table table) throws SQLException {
        List<String> found = new ArrayList<>();
        String column = Objects.requireNonNull(known(table).columns().get(part));
        int most = 0;
        for (UUID tenant : state.visible()) {
            most += Objects.requireNonNull(known(table).rows().get(tenant));
        }
        for (String command : List.of("UPDATE", "DELETE")) {
            if (Reviewed.mayAcrossTenants(part, table.name(), command)) {
                continue;
            }
            int[] changed = new int[1];
            String refused = Answers.attempt(
                    session,
                    statement -> changed[0] = statement.executeUpdate(
                            command.equals("DELETE")
                                    ? "delete from " + table
                                    : "update %s set %s = %s".formatted(table, column, column)));
            String what = part + " with " + state + " does " + command + " on " + table;
            if (refused != null) {
                expect(found, what, refused);
            } else if (!mayAsk(part, table)) {
                found.add(what + ", which is not among what was reviewed");
            } else if (changed[0] > (part == Part.OWNER ? 0 : most)) {
                found.add(what + " to " + changed[0] + " rows and has " + most);
            } else {
                succeeded.addAndGet(changed[0]);
            }
        }
        return found;
    }

    /** Foreign rows inserted, and own rows given away. */
    public List<String> inserts(Connection session, Part part, State state, Table table) throws SQLException {
        List<String> found = new ArrayList<>();
        UUID foreign = state.visible().contains(other) ? own : other;
        if (!Reviewed.mayAcrossTenants(part, table.name(), "INSERT")) {
            Map<String, String> draft =
                    Objects.requireNonNull(known(table).drafts().get(foreign));
            expect(
                    found,
                    part + " with " + state + " inserts a foreign row into " + table,
                    Answers.attempt(session, statement -> TenantTables.insert(session, table, draft)));
        }
        if (!Reviewed.mayAcrossTenants(part, table.name(), "UPDATE")) {
            int[] given = new int[1];
            String refused = Answers.attempt(
                    session,
                    statement -> given[0] =
                            statement.executeUpdate("update " + table + " set tenant_id = '" + foreign + "'"));
            String what = part + " with " + state + " gives away rows of " + table;
            if (refused != null || given[0] > 0) {
                expect(found, what, refused);
            }
        }
        return found;
    }

    /** A relation nobody but its owner is granted: a partition, the control plane, the keys. Any command is refused. */
    public List<String> closed(Connection session, Part part, String relation, String column) throws SQLException {
        List<String> found = new ArrayList<>();
        for (String command : List.of(
                "select " + column + " from " + relation + " limit 1",
                "update " + relation + " set " + column + " = default", // reads nothing: needs one right only
                "delete from " + relation,
                "truncate " + relation)) {
            String refused = Answers.attempt(session, statement -> statement.execute(command));
            if (!NOT_PERMITTED.equals(refused)) {
                found.add(part + " may " + command + (refused == null ? "" : ", which ends with " + refused));
            }
        }
        return found;
    }

    /** What looks like a table and has no wall of its own: a view. */
    public List<String> looks(Connection session, Part part, State state, String view) throws SQLException {
        List<String> found = new ArrayList<>();
        Set<UUID> seen = new TreeSet<>();
        Answers.attempt(session, statement -> {
            try (ResultSet rows = statement.executeQuery("select distinct tenant_id from " + view)) {
                while (rows.next()) {
                    seen.add(rows.getObject(1, UUID.class));
                }
            }
        });
        if (!state.visible().containsAll(seen)) {
            found.add(part + " with " + state + " sees foreign rows through " + view);
        }
        return found;
    }

    /** A reference to a foreign row is refused like one to nothing, and one to an own row is taken (T-09). */
    public Map<String, Map<String, String>> referring(Table table, Reference reference) throws SQLException {
        Table parent = tables.get(reference.parent());
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (Map.Entry<String, String> id : Map.of(
                        "a foreign row",
                        tables.any(parent, other).getOrDefault(reference.parentColumn(), ""),
                        "nothing",
                        UUID.randomUUID().toString(),
                        "an own row",
                        tables.any(parent, own).getOrDefault(reference.parentColumn(), ""))
                .entrySet()) {
            rows.put(id.getKey(), tables.draft(table, own, Map.of(reference.column(), id.getValue())));
        }
        return rows;
    }

    /** @param rows what {@link #referring} drafted; the session has entered for the own tenant */
    public List<String> references(
            Connection session, Table table, Reference reference, Map<String, Map<String, String>> rows)
            throws SQLException {
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, Map<String, String>> row : rows.entrySet()) {
            String refused = Answers.attempt(session, statement -> TenantTables.insert(session, table, row.getValue()));
            if (row.getKey().equals("an own row") ? refused != null : !NO_PARENT.equals(refused)) {
                found.add(reference + " to " + row.getKey() + " ends with " + refused);
            }
        }
        return found;
    }

    /** The part that inserts there. */
    public Part whoInserts(Table table) throws SQLException {
        return Answers.column(administrator, "select has_table_privilege('careloop_worker', '" + table + "', 'insert')")
                        .contains("t")
                ? Part.WORKER
                : Part.APP;
    }

    /** The natural key of a foreign row, in a row of one's own, meets nobody (T-10). In the administrator's transaction. */
    public List<String> meets(Table table, Key key) throws SQLException {
        Map<String, String> theirs = tables.any(table, other);
        Map<String, String> same = new LinkedHashMap<>();
        key.columns().forEach(column -> same.put(column, theirs.getOrDefault(column, "")));
        Map<String, String> draft = tables.draft(table, own, same);
        String refused = Answers.attempt(administrator, statement -> {
            statement.execute("set local session_replication_role = replica");
            TenantTables.insert(administrator, table, draft);
        });
        return refused == null ? List.of() : List.of(key.name() + " meets a foreign row: " + refused);
    }

    /** @param command as in SQL, in either case */
    public static boolean isReviewed(Part part, Table table, String command) {
        return Reviewed.mayAcrossTenants(part, table.name(), command.toUpperCase(Locale.ROOT));
    }

    public static boolean isInsertOnly(Table table) {
        return Reviewed.INSERT_ONLY.contains(table.name());
    }

    /** Whether a statement there may pass the privileges at all; then the policies decide. */
    private static boolean mayAsk(Part part, Table table) {
        return part == Part.OWNER || part.isBehindTheWall() && !Reviewed.INSERT_ONLY.contains(table.name());
    }

    private static void expect(List<String> found, String what, @Nullable String refused) {
        if (refused == null) {
            found.add(what);
        } else if (!REFUSALS.contains(refused)) {
            found.add(what + ", which ends with " + refused);
        }
    }

    private Known known(Table table) {
        return Objects.requireNonNull(known.get(table.name()));
    }
}
