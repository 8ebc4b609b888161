package health.careloop.wall;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the catalog of one database after all migrations: one forgotten table is a breach (T-01, T-02, T-06 to T-10,
 * T-14). Gives a sentence for each gap, in parts, so that whoever breaks one is told which.
 */
public final class CatalogSweep {
    private static final String TENANT_TABLES = """
            select n.nspname || '.' || c.relname as name, c.oid, c.relrowsecurity, c.relforcerowsecurity
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'control', 'app')
              and n.nspname not like 'pg\\_%' and c.relname <> 'schema_history'
            """;

    /** Where tenants' tables and what guards them lie. */
    private static final String SCHEMAS =
            "(select schema from app.schema_versions union values ('app'), ('control'), ('loop'), ('pooled'))";

    /** Who works for tenants, in this database: the common roles, and a tenant's own ones, which stand for them. */
    private static final String WORKING = """
            (r.rolname in ('careloop_app', 'careloop_worker', 'careloop_ingest', 'careloop_control')
             or exists (select 1 from pg_auth_members m join pg_roles g on g.oid = m.roleid where m.member = r.oid
                        and g.rolname in ('careloop_app', 'careloop_worker', 'careloop_ingest')))
            """;

    /** Everybody who neither owns nor migrates. */
    private static final String COMMON =
            "(r.rolname like 'careloop\\_%' and r.rolname not in ('careloop_owner', 'careloop_migrator'))";

    private final Connection administrator;

    public CatalogSweep(Connection administrator) {
        this.administrator = administrator;
    }

    /** All of it. */
    public List<String> gaps() throws SQLException {
        List<String> gaps = new ArrayList<>(walls());
        gaps.addAll(powers());
        gaps.addAll(memberships());
        gaps.addAll(acrossTenants());
        gaps.addAll(controlPlane());
        gaps.addAll(keys());
        gaps.addAll(owners());
        gaps.addAll(definers());
        gaps.addAll(callers());
        gaps.addAll(partitions());
        gaps.addAll(kinds());
        gaps.addAll(trusted());
        return gaps;
    }

    /** Every tenant table: row security, one restrictive policy, keys and references with the tenant (T-02, T-09, T-10). */
    public List<String> walls() throws SQLException {
        List<String> gaps = rows("select name || ': row security is not enabled and forced' from (" + TENANT_TABLES
                + ") t where not (relrowsecurity and relforcerowsecurity)");
        gaps.addAll(rows("select name || ': tenant_id must be uuid not null' from (" + TENANT_TABLES + """
                ) t where not exists (select 1 from pg_attribute a
                    where a.attrelid = t.oid and a.attname = 'tenant_id' and a.atttypid = 'uuid'::regtype and a.attnotnull)
                """));
        gaps.addAll(
                rows("select name || ': needs exactly one restrictive tenant policy' from (" + TENANT_TABLES + """
                ) t where (select count(*) from pg_policy p where p.polrelid = t.oid and not p.polpermissive) <> 1
                    or not exists (select 1 from pg_policy p where p.polrelid = t.oid and not p.polpermissive and p.polcmd = '*'
                        and pg_get_expr(p.polqual, p.polrelid) = '(tenant_id = ( SELECT app.tid() AS tid))'
                        and pg_get_expr(p.polwithcheck, p.polrelid) = '(tenant_id = ( SELECT app.tid() AS tid))'
                        and (select array_agg(r.rolname::text order by r.rolname) from pg_roles r where r.oid = any (p.polroles))
                            = array['careloop_app', 'careloop_worker'])
                """));
        gaps.addAll(rows("select name || ': key ' || i.indexrelid::regclass || ' does not start with tenant_id' from ("
                + TENANT_TABLES + """
                ) t join pg_index i on i.indrelid = t.oid
                where (i.indisunique or i.indisprimary)
                  and (select attname from pg_attribute a where a.attrelid = t.oid and a.attnum = i.indkey[0]) <> 'tenant_id'
                """));
        gaps.addAll(rows("select name || ': foreign key ' || k.conname || ' does not carry tenant_id' from ("
                + TENANT_TABLES + """
                ) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
                where not exists (
                    select 1 from unnest(k.conkey, k.confkey) pair (here, there)
                    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.here
                    join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.there
                    where a.attname = 'tenant_id' and b.attname = 'tenant_id')
                """));
        return gaps;
    }

    /** No power beside the grants (T-01, T-14). */
    public List<String> powers() throws SQLException {
        List<String> gaps = rows("""
                select r.rolname || ' has a power of its own' from pg_roles r
                where %s and r.rolname <> 'careloop_migrator'
                  and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
                """.formatted(WORKING));
        gaps.addAll(rows("""
                select r.rolname || ' may create in ' || n.nspname from pg_roles r cross join pg_namespace n
                where %s and has_schema_privilege(r.oid, n.oid, 'create')
                """.formatted(COMMON)));
        gaps.addAll(rows("""
                select r.rolname || ' may make temporary tables or owns a table' from pg_roles r
                where %s and r.rolname <> 'careloop_migrator'
                  and (has_database_privilege(r.oid, current_database(), 'temp')
                       or exists (select 1 from pg_class c where c.relowner = r.oid))
                """.formatted(WORKING)));
        gaps.addAll(rows("""
                select r.rolname || ' may ' || p || ' ' || c.oid::regclass from pg_roles r
                cross join pg_class c cross join unnest(array['TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) p
                join pg_namespace n on n.oid = c.relnamespace
                where %s and c.relkind in ('r', 'p') and n.nspname in %s and has_table_privilege(r.oid, c.oid, p)
                """.formatted(COMMON, SCHEMAS)));
        return gaps;
    }

    /**
     * The common roles are members of nothing. A tenant's own role is granted nothing but the one it stands for; only those may
     * connect.
     */
    public List<String> memberships() throws SQLException {
        List<String> gaps = rows("""
                select r.rolname || ' is a member of ' || g.rolname from pg_auth_members m
                join pg_roles r on r.oid = m.member join pg_roles g on g.oid = m.roleid
                where r.rolname like 'careloop\\_%' and r.rolname <> 'careloop_migrator'
                """);
        gaps.addAll(rows("""
                select r.rolname || ' may connect to a database that is one tenant''s own' from pg_roles r
                where r.rolname in ('careloop_app', 'careloop_worker', 'careloop_ingest')
                  and current_database() <> 'careloop' and has_database_privilege(r.oid, current_database(), 'connect')
                """));
        gaps.addAll(rows("""
                select r.rolname || ' is granted ' || a.privilege_type || ' on ' || a.what || ' itself' from (
                    select c.oid::regclass::text as what, x.grantee, x.privilege_type
                    from pg_class c, aclexplode(c.relacl) x
                    union all
                    select p.oid::regprocedure::text, x.grantee, x.privilege_type from pg_proc p, aclexplode(p.proacl) x
                    union all
                    select n.nspname, x.grantee, x.privilege_type from pg_namespace n, aclexplode(n.nspacl) x
                    union all
                    select c.attrelid::regclass::text, x.grantee, x.privilege_type
                    from pg_attribute c, aclexplode(c.attacl) x) a
                join pg_roles r on r.oid = a.grantee
                where %s and r.rolname not like 'careloop\\_%%'
                """.formatted(WORKING)));
        return gaps;
    }

    /** Roles no tenant policy speaks to may touch tenants' tables as reviewed, and nothing more; some are insert only. */
    public List<String> acrossTenants() throws SQLException {
        String allowed = Reviewed.ACROSS_TENANTS.entrySet().stream()
                .flatMap(part -> part.getValue().entrySet().stream()
                        .flatMap(table -> table.getValue().stream()
                                .map(command -> "('" + part.getKey().roleName() + "', '" + table.getKey() + "', '"
                                        + command + "')")))
                .collect(Collectors.joining(", "));
        List<String> gaps = rows("select r.rolname || ' may ' || p || ' ' || name from (" + TENANT_TABLES
                + """
                ) t cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p cross join pg_roles r
                where r.rolname in (%s)
                  and case when p = 'DELETE' then has_table_privilege(r.oid, t.oid, p)
                           else has_any_column_privilege(r.oid, t.oid, p) end
                  and (r.rolname, name, p) not in (values %s)
                """.formatted(names(Reviewed.ACROSS_TENANTS.keySet()), allowed));
        gaps.addAll(rows("""
                select r.rolname || ' may ' || p || ' ' || c.oid::regclass from pg_class c
                join pg_namespace n on n.oid = c.relnamespace cross join unnest(array['SELECT', 'UPDATE', 'DELETE']) p
                cross join pg_roles r
                where n.nspname || '.' || c.relname in (%s) and r.rolname in ('careloop_app', 'careloop_worker')
                  and case when p = 'DELETE' then has_table_privilege(r.oid, c.oid, p)
                           else has_any_column_privilege(r.oid, c.oid, p) end
                """.formatted(quoted(Reviewed.INSERT_ONLY))));
        return gaps;
    }

    /** Closed to the roles of tenants. */
    public List<String> controlPlane() throws SQLException {
        return rows("""
                select r.rolname || ' may use the control plane' from pg_roles r join pg_namespace n on n.nspname = 'control'
                where %s and r.rolname <> 'careloop_control' and has_schema_privilege(r.oid, n.oid, 'usage')
                """.formatted(COMMON));
    }

    /** Who could read the keys could sign as anybody (T-05). */
    public List<String> keys() throws SQLException {
        return rows("""
                select r.rolname || ' may touch ' || c.oid::regclass from pg_class c
                join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'app' and c.relkind = 'r'
                cross join pg_roles r
                where %s and (has_table_privilege(r.oid, c.oid, 'select, insert, update, delete')
                    or has_any_column_privilege(r.oid, c.oid, 'select, insert, update'))
                """.formatted(COMMON));
    }

    /** Everything belongs to the role nobody signs in as. */
    public List<String> owners() throws SQLException {
        List<String> gaps = rows("""
                select c.oid::regclass || ' belongs to ' || r.rolname from pg_class c
                join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
                where n.nspname in %s and r.rolname <> 'careloop_owner'
                """.formatted(SCHEMAS));
        gaps.addAll(rows("""
                select rolname || ' may sign in' from pg_roles
                where rolname in ('careloop_owner', 'careloop_dispatcher', 'careloop_audit_writer', 'careloop_backup')
                  and rolcanlogin
                """));
        return gaps;
    }

    /** Functions with borrowed rights are the reviewed ones, with a search path nobody can add to (T-07). */
    public List<String> definers() throws SQLException {
        List<String> gaps = rows("""
                select n.nspname || '.' || p.proname || ' borrows rights' from pg_proc p
                join pg_namespace n on n.oid = p.pronamespace
                where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
                  and n.nspname || '.' || p.proname not in (%s)
                """.formatted(quoted(Reviewed.DEFINERS)));
        gaps.addAll(rows("""
                select name || ' does not borrow rights, or is gone' from unnest(array[%s]) name
                where not exists (select 1 from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                    where p.prosecdef and n.nspname || '.' || p.proname = name)
                """.formatted(quoted(Reviewed.DEFINERS))));
        gaps.addAll(rows("""
                select p.oid::regprocedure || ' looks for names elsewhere' from pg_proc p
                join pg_namespace n on n.oid = p.pronamespace
                where p.prosecdef and n.nspname in %s
                  and not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)
                """.formatted(SCHEMAS)));
        return gaps;
    }

    /** Who may call what. */
    public List<String> callers() throws SQLException {
        String allowed = Reviewed.CALLERS.entrySet().stream()
                .flatMap(function -> function.getValue().stream()
                        .map(part -> "('" + function.getKey() + "', '" + part.roleName() + "')"))
                .collect(Collectors.joining(", "));
        List<String> gaps = rows("""
                select r.rolname || ' may call ' || p.oid::regprocedure from pg_proc p
                join pg_namespace n on n.oid = p.pronamespace cross join pg_roles r
                where n.nspname in %s and %s and has_function_privilege(r.oid, p.oid, 'execute')
                  and (n.nspname || '.' || p.proname, r.rolname::text) not in (values %s)
                """.formatted(SCHEMAS, COMMON, allowed));
        gaps.addAll(rows("""
                select 'anybody may call ' || p.oid::regprocedure from pg_proc p
                join pg_namespace n on n.oid = p.pronamespace
                where n.nspname in %s and has_function_privilege('public', p.oid, 'execute')
                """.formatted(SCHEMAS)));
        return gaps;
    }

    /** Named in a query, a partition is judged by its own grants, not by its parent's (T-08). */
    public List<String> partitions() throws SQLException {
        List<String> gaps = rows("""
                select c.oid::regclass || ' is granted: ' || c.relacl::text from pg_class c
                where c.relispartition and c.relkind in ('r', 'p')
                  and exists (select 1 from aclexplode(c.relacl) a where a.grantee <> c.relowner)
                """);
        gaps.addAll(rows("""
                select p.oid::regclass || ' has no partitions' from pg_class p where p.relkind = 'p'
                  and not exists (select 1 from pg_inherits i where i.inhparent = p.oid)
                """));
        return gaps;
    }

    /** No views, sequences or unlogged tables (T-06, T-11). */
    public List<String> kinds() throws SQLException {
        return rows("""
                select c.oid::regclass || ' is a view, a sequence or not logged' from pg_class c
                join pg_namespace n on n.oid = c.relnamespace
                where n.nspname in %s and n.nspname not in ('app', 'control')
                  and (c.relkind in ('v', 'm', 'S') or c.relpersistence = 'u')
                """.formatted(SCHEMAS));
    }

    /** What the planner may run before the wall is PostgreSQL's own (T-12). */
    public List<String> trusted() throws SQLException {
        List<String> gaps = rows("""
                select p.oid::regprocedure || ' is said not to leak' from pg_proc p
                where p.proleakproof and p.pronamespace <> 'pg_catalog'::regnamespace
                """);
        gaps.addAll(rows("""
                select o.oid::regoperator || ' is an operator of our own' from pg_operator o
                where o.oprnamespace <> 'pg_catalog'::regnamespace
                """));
        return gaps;
    }

    private static String names(Set<Part> parts) {
        return quoted(parts.stream().map(Part::roleName).collect(Collectors.toSet()));
    }

    private static String quoted(Set<String> words) {
        return words.stream()
                .sorted()
                .map(word -> "'" + word.toLowerCase(Locale.ROOT) + "'")
                .collect(Collectors.joining(", "));
    }

    private List<String> rows(String query) throws SQLException {
        return new ArrayList<>(Answers.column(administrator, query));
    }
}
