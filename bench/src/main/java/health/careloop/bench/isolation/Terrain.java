package health.careloop.bench.isolation;

import health.careloop.bench.isolation.Mutant.Aim;
import health.careloop.tenancy.Tier;
import health.careloop.wall.CatalogSweep;
import health.careloop.wall.Contexts;
import health.careloop.wall.Contexts.State;
import health.careloop.wall.Disguise;
import health.careloop.wall.DoorProbe;
import health.careloop.wall.Part;
import health.careloop.wall.TenantTables;
import health.careloop.wall.TenantTables.Table;
import health.careloop.wall.WallProbe;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Where the tenants of one tier lie, in a running installation: both tenants have rows in every table there. A mutant lives
 * in a transaction of the administrator's, in which everybody is impersonated, and which is always taken back.
 */
final class Terrain implements AutoCloseable {
    private static final List<String> BUSY = List.of("55P03", "40P01");
    private static final int TRIES = 3;

    /** @param matrix what was noticed by trying */
    record Verdict(List<String> matrix, List<String> sweep) {
        boolean killed() {
            return !matrix.isEmpty() || !sweep.isEmpty();
        }
    }

    private final Connection connection;
    private final Tier tier;
    private final String schema;
    private final TenantTables tables;
    private final Map<Part, String> roles = new EnumMap<>(Part.class);
    private final Contexts contexts;
    private final UUID own;
    private final UUID other;
    private final WallProbe wall;
    private final DoorProbe doors;
    private final CatalogSweep sweep;

    /**
     * @param own who asks, who has rows here too
     * @param other whose home this is
     */
    Terrain(Connection connection, Tier tier, UUID other, UUID own, String schema) throws SQLException {
        this.connection = connection;
        this.tier = tier;
        this.schema = schema;
        this.own = own;
        this.other = other;
        this.tables = tier == Tier.SCHEMA
                ? new TenantTables(connection, schema)
                : new TenantTables(connection, "loop", schema);
        this.contexts = new Contexts(connection);
        String database = single("select current_database()");
        for (Part part : Part.values()) {
            boolean replaced = part.isBehindTheWall() || part == Part.INGEST;
            roles.put(
                    part,
                    tier == Tier.DATABASE && replaced
                            ? database + part.roleName().substring("careloop".length())
                            : part.roleName());
        }
        tables.plant(own);
        tables.plant(other);
        this.wall = new WallProbe(connection, tables, own, other);
        this.doors = new DoorProbe(connection, roles, tables, contexts, own, other);
        this.sweep = new CatalogSweep(connection);
        connection.setAutoCommit(false);
    }

    Tier tier() {
        return tier;
    }

    String schema() {
        return schema;
    }

    TenantTables tables() {
        return tables;
    }

    String role(Part part) {
        return Objects.requireNonNull(roles.get(part));
    }

    UUID own() {
        return own;
    }

    UUID other() {
        return other;
    }

    /** As the administrator; the transaction is taken back. */
    List<String> column(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> column = new ArrayList<>();
            while (rows.next()) {
                column.add(rows.getString(1));
            }
            return column;
        } finally {
            if (!connection.getAutoCommit()) {
                connection.rollback();
            }
        }
    }

    String single(String query) throws SQLException {
        return column(query).getFirst();
    }

    /** Takes the defence away, asks both oracles, and takes it all back. */
    Verdict judge(Mutant mutant) throws SQLException {
        SQLException last = null;
        for (int i = 0; i < TRIES; i++) {
            try {
                return once(mutant);
            } catch (SQLException e) {
                if (!BUSY.contains(e.getSQLState())) {
                    throw new SQLException(mutant + " could not be tried", e.getSQLState(), e);
                }
                last = e;
            }
        }
        throw new SQLException(mutant + " found the tables busy", last);
    }

    private Verdict once(Mutant mutant) throws SQLException {
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            apply(mutant);
            List<String> matrix = new ArrayList<>(tried(mutant.aim()));
            List<String> gaps = sweep.gaps();
            if (mutant.aim() instanceof Aim.Gates) {
                connection.rollback();
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                apply(mutant);
                matrix.addAll(doors.gatesWithAnOldSnapshot());
            }
            return new Verdict(matrix, gaps);
        } finally {
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
    }

    private void apply(Mutant mutant) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = '5s'");
            for (String change : mutant.change()) {
                statement.execute(change);
            }
        }
    }

    private List<String> tried(Aim aim) throws SQLException {
        return switch (aim) {
            case Aim.Rows(Table table) -> rows(table);
            case Aim.Closed(String relation, String column) -> closed(relation, column);
            case Aim.View(String name) -> view(name);
            case Aim.Referring(Table table, TenantTables.Reference reference) -> {
                Part part = wall.whoInserts(table);
                var drafts = wall.referring(table, reference);
                yield as(part, contexts.signedFor(own), session -> wall.references(session, table, reference, drafts));
            }
            case Aim.Meeting(Table table, TenantTables.Key key) -> wall.meets(table, key);
            case Aim.Contexts() -> contexts();
            case Aim.Gates() -> doors.gates();
            case Aim.Claims() -> doors.claims();
            case Aim.Callers(String function) -> doors.callers(function);
            case Aim.Power(Part part) -> power(part);
            case Aim.Nothing() -> List.of();
        };
    }

    private List<String> rows(Table table) throws SQLException {
        List<String> found = new ArrayList<>();
        for (Part part : Part.values()) {
            for (State state : states(part)) {
                found.addAll(as(part, state, session -> wall.tried(session, part, state, table)));
            }
        }
        return found;
    }

    private List<State> states(Part part) {
        return part.isBehindTheWall()
                ? List.of(contexts.without(), contexts.signedFor(own))
                : List.of(contexts.without());
    }

    private List<String> closed(String relation, String column) throws SQLException {
        List<String> found = new ArrayList<>();
        for (Part part : Part.values()) {
            boolean itsOwn = part == Part.OWNER || part == Part.CONTROL && relation.startsWith("control.");
            if (!itsOwn) {
                found.addAll(as(part, contexts.without(), session -> wall.closed(session, part, relation, column)));
            }
        }
        return found;
    }

    private List<String> view(String name) throws SQLException {
        List<String> found = new ArrayList<>();
        for (Part part : Part.values()) {
            for (State state : states(part)) {
                found.addAll(as(part, state, session -> wall.looks(session, part, state, name)));
            }
        }
        return found;
    }

    private List<String> contexts() throws SQLException {
        List<String> found = new ArrayList<>(doors.gates());
        for (State state : contexts.states(own, other)) {
            for (Table table : List.of(tables.get("loop.gates"), tables.get("loop.messages"))) {
                found.addAll(as(Part.APP, state, session -> wall.reads(session, Part.APP, state, table)));
            }
        }
        return found;
    }

    private List<String> power(Part part) throws SQLException {
        List<String> found = new ArrayList<>(doors.otherRoles(part));
        for (Table table : tables.all()) {
            for (State state : states(part)) {
                found.addAll(as(part, state, session -> wall.reads(session, part, state, table)));
            }
        }
        return found;
    }

    private List<String> as(Part part, State state, Disguise.Work<List<String>> work) throws SQLException {
        return Disguise.as(connection, role(part), state, work);
    }

    /** Everything a mutant could change, as one number: equal before and after means that nothing is left of it. */
    String fingerprint() throws SQLException {
        return single("""
                select md5(concat_ws('#',
                    (select string_agg(concat_ws('|', c.oid, c.relname, c.relnamespace, c.relowner, c.relrowsecurity,
                         c.relforcerowsecurity, c.relacl, c.reloptions), ';' order by c.oid)
                     from pg_class c where c.relnamespace > 16000),
                    (select string_agg(concat_ws('|', a.attrelid, a.attname, a.attnotnull, a.attacl), ';'
                         order by a.attrelid, a.attnum)
                     from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace > 16000),
                    (select string_agg(concat_ws('|', p.oid, p.polname, p.polrelid, p.polpermissive, p.polcmd, p.polroles,
                         pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)), ';' order by p.oid)
                     from pg_policy p),
                    (select string_agg(concat_ws('|', k.oid, k.conname, pg_get_constraintdef(k.oid)), ';' order by k.oid)
                     from pg_constraint k where k.connamespace > 16000),
                    (select string_agg(pg_get_indexdef(i.indexrelid), ';' order by i.indexrelid)
                     from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace > 16000),
                    (select string_agg(concat_ws('|', p.oid, p.proowner, p.proacl, p.proconfig, pg_get_functiondef(p.oid)),
                         ';' order by p.oid)
                     from pg_proc p where p.pronamespace > 16000),
                    (select string_agg(concat_ws('|', n.nspname, n.nspowner, n.nspacl), ';' order by n.oid) from pg_namespace n
                     where n.nspname not like 'pg\\_temp%' and n.nspname not like 'pg\\_toast\\_temp%'),
                    (select string_agg(concat_ws('|', d.datname, d.datacl), ';' order by d.oid) from pg_database d),
                    (select string_agg(r::text, ';' order by r.oid) from pg_roles r),
                    (select string_agg(concat_ws('|', m.roleid, m.member, m.admin_option, m.inherit_option, m.set_option), ';'
                         order by m.roleid, m.member) from pg_auth_members m)))
                """);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
