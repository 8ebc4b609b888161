package health.careloop.tenancy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Whether what lies in a schema is what the migrations make. Every schema has a fingerprint: one hash over what the
 * catalog says of its tables, columns, keys, indexes, policies, grants and functions. It is compared with that of a
 * sketch: the same migrations, to the same version, in a transaction that is rolled back. Only where the two differ is
 * the catalog read object by object, to name them.
 *
 * <p>What lies once per database ({@code loop}, {@code app}) cannot be sketched beside itself; in a tenant's own database
 * it is compared with the main database's.
 */
public final class Drifts {
    /**
     * @param whose the tenant's short name, or {@link #SHARED}
     * @param differences each names one thing, and whether it is missing, not ours, or changed
     */
    public record Drift(
            String whose, DatabaseAddress database, String schema, String version, List<String> differences) {}

    /** Of the tables that tenants share. */
    public static final String SHARED = "(shared)";

    private static final String SKETCH = "careloop_sketch";
    private static final List<String> GROUND = List.of("loop", "app");

    /** Months come and go, and Flyway's history is its own. */
    private static final String OBJECTS = """
            with wanted as (
                select oid, nspname, nspowner, nspacl, '\\m' || nspname || '\\.' as prefix
                from pg_namespace where nspname = any (?)),
            relation as (
                select c.*, w.nspname, w.prefix from pg_class c join wanted w on w.oid = c.relnamespace
                where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and not c.relispartition and c.relname <> 'schema_history'),
            object (schema, prefix, name, part_of, definition) as (
                select nspname, prefix, 'schema', null, concat_ws('|', nspowner::regrole,
                    (select string_agg(a.grantee::regrole::text || ' ' || a.privilege_type, ',' order by a.grantee::regrole::text, a.privilege_type)
                     from aclexplode(coalesce(nspacl, acldefault('n', nspowner))) a))
                from wanted
                union all
                select nspname, prefix, 'table ' || relname, null, concat_ws('|', relkind, relpersistence, relrowsecurity,
                    relforcerowsecurity, relowner::regrole, reloptions, pg_get_partkeydef(oid),
                    case when relkind in ('v', 'm') then pg_get_viewdef(oid) end,
                    (select string_agg(a.grantee::regrole::text || ' ' || a.privilege_type, ',' order by a.grantee::regrole::text, a.privilege_type)
                     from aclexplode(coalesce(relacl, acldefault(case relkind when 'S' then 's' else 'r' end::"char", relowner))) a))
                from relation
                union all
                select nspname, prefix, 'column ' || relname || '.' || attname, 'table ' || relname,
                    concat_ws('|', format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated, attacl,
                        attcollation::regcollation, pg_get_expr(d.adbin, d.adrelid))
                from relation r join pg_attribute a on a.attrelid = r.oid and attnum > 0 and not attisdropped
                left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
                union all
                select nspname, prefix, 'constraint ' || conname || ' on ' || relname, 'table ' || relname,
                    concat_ws('|', pg_get_constraintdef(k.oid), convalidated)
                from relation r join pg_constraint k on k.conrelid = r.oid and k.conparentid = 0
                union all
                select nspname, prefix, 'index ' || x.relname || ' on ' || r.relname, 'table ' || r.relname,
                    concat_ws('|', pg_get_indexdef(i.indexrelid), indisvalid)
                from relation r join pg_index i on i.indrelid = r.oid join pg_class x on x.oid = i.indexrelid
                union all
                select nspname, prefix, 'policy ' || polname || ' on ' || relname, 'table ' || relname,
                    concat_ws('|', polpermissive, polcmd,
                        (select string_agg(role::regrole::text, ',' order by role::regrole::text) from unnest(polroles) role),
                        pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
                from relation r join pg_policy p on p.polrelid = r.oid
                union all
                select nspname, prefix, 'trigger ' || tgname || ' on ' || relname, 'table ' || relname,
                    concat_ws('|', pg_get_triggerdef(t.oid), tgenabled)
                from relation r join pg_trigger t on t.tgrelid = r.oid and not tgisinternal
                union all
                select nspname, prefix, 'function ' || proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', null,
                    concat_ws('|', pg_get_functiondef(p.oid), proowner::regrole,
                        (select string_agg(a.grantee::regrole::text || ' ' || a.privilege_type, ',' order by a.grantee::regrole::text, a.privilege_type)
                         from aclexplode(coalesce(proacl, acldefault('f', proowner))) a))
                from wanted w join pg_proc p on p.pronamespace = w.oid and prokind in ('f', 'p')
                union all
                select nspname, prefix, 'type ' || typname, null, concat_ws('|', typtype, typowner::regrole)
                from wanted w join pg_type t on t.typnamespace = w.oid and typtype in ('d', 'e', 'r')),
            hashed as (
                select schema, name, part_of, md5(regexp_replace(definition, prefix, '', 'g')) as hash from object)
            """;

    private static final String FINGERPRINTS = OBJECTS + """
            select schema, md5(string_agg(name || ' ' || hash, E'\\n' order by name collate "C")) as fingerprint
            from hashed group by schema
            """;

    private record Thing(String hash, Optional<String> partOf) {}

    /** What is expected of a schema. */
    private record Expected(String fingerprint, Map<String, Thing> things) {}

    private record Place(String whose, String schema) {}

    private final Databases databases;
    private final ControlDatabase control;
    private final Map<String, Expected> sketches = new HashMap<>();

    private Drifts(Databases databases, ControlDatabase control) {
        this.databases = databases;
        this.control = control;
    }

    /** Where no application context is: on the command line. */
    public static Drifts of(Databases databases) {
        return new Drifts(databases, new ControlDatabase(databases));
    }

    /** Changes nothing. A database that does not answer is a difference like others. */
    public List<Drift> find() throws SQLException {
        List<Drift> found = new ArrayList<>();
        try (Connection main = databases.migrator(DatabaseAddress.MAIN)) {
            for (Map.Entry<DatabaseAddress, List<Place>> database : places().entrySet()) {
                try (Connection there = databases.migrator(database.getKey())) {
                    found.addAll(compare(main, there, database.getKey(), database.getValue()));
                } catch (SQLException e) {
                    database.getValue()
                            .forEach(place -> found.add(new Drift(
                                    place.whose(),
                                    database.getKey(),
                                    place.schema(),
                                    "",
                                    List.of("could not be asked (SQLSTATE " + e.getSQLState() + ")"))));
                }
            }
        }
        return found;
    }

    /** The shared ones first. */
    private Map<DatabaseAddress, List<Place>> places() {
        record Row(DatabaseAddress database, Place place) {}
        Map<DatabaseAddress, List<Place>> places = new LinkedHashMap<>();
        control.sql()
                .sql("""
                        select cell, name as database, 'pooled' as schema, ? as whose, 0 as rank from control.databases
                        where shared
                        union all
                        select p.cell, p.database, p.schema, t.slug, 1 from control.placements p
                        join control.tenants t on t.id = p.tenant_id where p.tier <> 'POOLED'
                        order by rank, cell, database, whose
                        """)
                .param(SHARED)
                .query((row, number) -> new Row(
                        new DatabaseAddress(row.getString("cell"), row.getString("database")),
                        new Place(row.getString("whose"), row.getString("schema"))))
                .list()
                .forEach(row -> places.computeIfAbsent(row.database(), database -> new ArrayList<>())
                        .add(row.place()));
        return places;
    }

    private List<Drift> compare(Connection main, Connection there, DatabaseAddress database, List<Place> places)
            throws SQLException {
        Set<String> schemas = new LinkedHashSet<>(GROUND);
        places.forEach(place -> schemas.add(place.schema()));
        Map<String, String> fingerprints = fingerprints(there, schemas);
        Map<String, String> versions = versions(there);
        List<Drift> drifts = new ArrayList<>();
        for (Place place : places) {
            String version = versions.get(place.schema());
            if (version == null || !fingerprints.containsKey(place.schema())) {
                drifts.add(new Drift(place.whose(), database, place.schema(), "", List.of("missing: schema")));
                continue;
            }
            Expected expected = sketch(main, version);
            if (!expected.fingerprint().equals(fingerprints.get(place.schema()))) {
                drifts.add(new Drift(
                        place.whose(),
                        database,
                        place.schema(),
                        version,
                        differences(expected.things(), things(there, place.schema()))));
            }
        }
        if (!database.equals(DatabaseAddress.MAIN)) {
            drifts.addAll(ground(main, there, database, places.getFirst().whose(), fingerprints, versions));
        }
        return drifts;
    }

    private static List<Drift> ground(
            Connection main,
            Connection there,
            DatabaseAddress database,
            String whose,
            Map<String, String> fingerprints,
            Map<String, String> versions)
            throws SQLException {
        List<Drift> drifts = new ArrayList<>();
        String version = versions.getOrDefault("loop", "");
        if (!version.equals(versions(main).get("loop"))) {
            return drifts; // behind: it is upgraded first
        }
        Map<String, String> expected = fingerprints(main, GROUND);
        for (String schema : GROUND) {
            if (!expected.getOrDefault(schema, "").equals(fingerprints.get(schema))) {
                drifts.add(new Drift(
                        whose, database, schema, version, differences(things(main, schema), things(there, schema))));
            }
        }
        return drifts;
    }

    /** What a new tenant of that version would have, made and read in the main database and never committed. */
    private Expected sketch(Connection main, String version) throws SQLException {
        Expected known = sketches.get(version);
        if (known != null) {
            return known;
        }
        main.setAutoCommit(false);
        try (Statement statement = main.createStatement()) {
            statement.execute(SchemaScript.sketching(SKETCH, version));
            Expected made =
                    new Expected(fingerprints(main, List.of(SKETCH)).getOrDefault(SKETCH, ""), things(main, SKETCH));
            sketches.put(version, made);
            return made;
        } finally {
            main.rollback();
            main.setAutoCommit(true);
        }
    }

    private static Map<String, String> fingerprints(Connection connection, Iterable<String> schemas)
            throws SQLException {
        Map<String, String> fingerprints = new HashMap<>();
        try (PreparedStatement ask = asking(connection, FINGERPRINTS, schemas);
                ResultSet row = ask.executeQuery()) {
            while (row.next()) {
                fingerprints.put(row.getString("schema"), row.getString("fingerprint"));
            }
        }
        return fingerprints;
    }

    private static Map<String, Thing> things(Connection connection, String schema) throws SQLException {
        Map<String, Thing> things = new TreeMap<>();
        try (PreparedStatement ask = asking(connection, OBJECTS + "select * from hashed", List.of(schema));
                ResultSet row = ask.executeQuery()) {
            while (row.next()) {
                things.put(
                        row.getString("name"),
                        new Thing(row.getString("hash"), Optional.ofNullable(row.getString("part_of"))));
            }
        }
        return things;
    }

    private static PreparedStatement asking(Connection connection, String question, Iterable<String> schemas)
            throws SQLException {
        List<String> names = new ArrayList<>();
        schemas.forEach(names::add);
        PreparedStatement ask = connection.prepareStatement(question);
        ask.setArray(1, connection.createArrayOf("text", names.toArray()));
        return ask;
    }

    private static Map<String, String> versions(Connection connection) throws SQLException {
        Map<String, String> versions = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select schema, version from app.schema_versions")) {
            while (row.next()) {
                versions.put(row.getString("schema"), row.getString("version"));
            }
        }
        return versions;
    }

    /** Of a table that is missing, or not ours, its parts are not named as well. */
    private static List<String> differences(Map<String, Thing> expected, Map<String, Thing> found) {
        List<String> differences = new ArrayList<>();
        Set<String> names = new TreeSet<>(expected.keySet());
        names.addAll(found.keySet());
        for (String name : names) {
            Thing wanted = expected.get(name);
            Thing there = found.get(name);
            if (there == null && wanted != null) {
                if (wanted.partOf().filter(whole -> !found.containsKey(whole)).isEmpty()) {
                    differences.add("missing: " + name);
                }
            } else if (wanted == null && there != null) {
                if (there.partOf().filter(whole -> !expected.containsKey(whole)).isEmpty()) {
                    differences.add("not ours: " + name);
                }
            } else if (wanted != null && there != null && !wanted.hash().equals(there.hash())) {
                differences.add("changed: " + name);
            }
        }
        return differences;
    }
}
