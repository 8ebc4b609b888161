package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.postgres.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Reads the catalog after all migrations: one forgotten table is a breach (T-01, T-02, T-07, T-09, T-10, T-14). */
class CatalogSweepTest {
    /** Not tenant data. Reviewed: each line says why. */
    private static final Map<String, String> GLOBAL = Map.of(
            "control.*", "the control plane: another role, closed to the tenant roles",
            "app.identities", "which database this is: no role reads it but through app.identity",
            "app.context_keys", "what contexts are signed with: no role reads it but through app.tid",
            "app.schema_versions", "which migrations ran",
            "loop.schema_history", "which migrations ran",
            "pooled.schema_history", "which migrations ran");

    /** Roles other than app and worker that may touch tenant tables. Reviewed: ingest mixes tenants, inserts only. */
    private static final Map<String, Set<String>> INGEST = Map.of(
            "loop.gates", Set.of("SELECT"),
            "loop.messages", Set.of("INSERT"),
            "loop.replays", Set.of("SELECT", "INSERT"),
            "loop.message_steps", Set.of("INSERT"),
            "loop.jobs_ready", Set.of("INSERT"),
            "loop.audit_stage", Set.of("INSERT"));

    private static final Set<String> DEFINERS =
            Set.of("app.tid", "app.identity", "app.turn_months", "loop.claim", "loop.rescue", "loop.queue_sizes");

    private static final String TENANT_TABLES = """
            select n.nspname || '.' || c.relname as name, c.oid, c.relrowsecurity, c.relforcerowsecurity
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'control', 'app')
              and n.nspname not like 'pg\\_%' and c.relname <> 'schema_history'
            """;

    @Test
    void everyTenantTableIsBehindTheWall() throws SQLException {
        assertThat(gaps()).isEmpty();
    }

    /** They are somebody's tomorrow. */
    @Test
    void whatIsKeptInStockIsBehindTheWallAsWell() throws SQLException {
        Blanks blanks = TestServer.shared().bean(Blanks.class);
        try {
            blanks.tend("local", Tier.SCHEMA, 1);
            blanks.tend("local", Tier.DATABASE, 1);
            assertThat(rows("select schema from control.blanks b join pg_namespace n on n.nspname = b.schema"))
                    .hasSize(1);
            assertThat(gaps()).isEmpty();
            String database = rows("select database from control.blanks where tier = 'DATABASE' and state = 'READY'")
                    .getFirst();
            try (Connection connection = administrator(database);
                    Statement statement = connection.createStatement()) {
                assertThat(rows(statement, "select name from (" + TENANT_TABLES + ") t"))
                        .contains("tenant.results", "loop.messages");
                assertThat(gaps(statement)).isEmpty();
            }
        } finally {
            blanks.tend("local", Tier.SCHEMA, 0);
            blanks.tend("local", Tier.DATABASE, 0);
        }
    }

    @Test
    void theSweepTurnsRedForATableWithoutAWall() throws SQLException {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create table pooled.forgotten (id uuid primary key, tenant_id uuid)");
            assertThat(gaps(statement)).anyMatch(gap -> gap.contains("pooled.forgotten"));
            connection.rollback();
        }
    }

    @Test
    void theSweepTurnsRedForASecondPermissiveDoorOrAnOpenPolicy() throws SQLException {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter policy tenant on pooled.patients using (true) with check (true)");
            assertThat(gaps(statement)).anyMatch(gap -> gap.contains("pooled.patients"));
            connection.rollback();
        }
    }

    @Test
    void rolesOfTenantsHaveNoPowerBesideTheirGrants() throws SQLException {
        assertThat(rows("""
                        select rolname from pg_roles
                        where rolname in ('careloop_app', 'careloop_worker', 'careloop_ingest', 'careloop_control')
                          and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
                        """)).isEmpty();
        assertThat(rows("""
                        select r.rolname || ' may create in ' || n.nspname from pg_roles r cross join pg_namespace n
                        where r.rolname like 'careloop\\_%' and r.rolname not in ('careloop_owner', 'careloop_migrator')
                          and has_schema_privilege(r.oid, n.oid, 'create')
                        """)).isEmpty();
        assertThat(rows("""
                        select r.rolname from pg_roles r
                        where r.rolname in ('careloop_app', 'careloop_worker', 'careloop_ingest', 'careloop_control')
                          and (has_database_privilege(r.oid, current_database(), 'temp')
                               or exists (select 1 from pg_auth_members m where m.member = r.oid)
                               or exists (select 1 from pg_class c where c.relowner = r.oid))
                        """)).isEmpty();
        assertThat(rows("""
                        select r.rolname || ' may ' || p || ' ' || c.oid::regclass from pg_roles r
                        cross join pg_class c cross join unnest(array['TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN']) p
                        join pg_namespace n on n.oid = c.relnamespace
                        where r.rolname like 'careloop\\_%' and r.rolname not in ('careloop_owner', 'careloop_migrator')
                          and c.relkind in ('r', 'p') and n.nspname in ('control', 'loop', 'pooled', 'app')
                          and has_table_privilege(r.oid, c.oid, p)
                        """)).isEmpty();
    }

    @Test
    void theControlPlaneIsClosedToTheRolesOfTenants() throws SQLException {
        assertThat(rows("""
                        select r.rolname from pg_roles r
                        where r.rolname in ('careloop_app', 'careloop_worker', 'careloop_ingest', 'careloop_dispatcher')
                          and has_schema_privilege(r.oid, 'control', 'usage')
                        """)).isEmpty();
        assertThat(rows("""
                        select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname in ('loop', 'pooled') and c.relkind in ('r', 'p') and c.relname not in ('gates')
                          and has_table_privilege('careloop_control', c.oid, 'select, insert, update, delete')
                        """)).isEmpty();
    }

    /** Who could read the keys could sign as anybody (T-05). */
    @Test
    void noRoleReadsWhatContextsAreSignedWith() throws SQLException {
        assertThat(rows("""
                        select r.rolname || ' ' || c.oid::regclass from pg_class c
                        join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'app' and c.relkind = 'r'
                        cross join pg_roles r
                        where r.rolname like 'careloop\\_%' and r.rolname not in ('careloop_owner', 'careloop_migrator')
                          and has_table_privilege(r.oid, c.oid, 'select, insert, update, delete')
                        """)).isEmpty();
    }

    /** Whoever stands behind a tenant policy is to say for whom it writes; the door alone does not (decision 0013). */
    @Test
    void onlyTheDoorIsAdmittedWithoutAContext() throws SQLException {
        assertThat(rows("""
                        select rolname from pg_roles
                        where rolname like 'careloop\\_%' and rolname not in ('careloop_owner', 'careloop_migrator')
                          and has_function_privilege(oid, 'app.admit(uuid[], bigint[])', 'execute')
                        """)).containsExactly("careloop_ingest");
    }

    @Test
    void everythingBelongsToTheRoleNobodySignsInAs() throws SQLException {
        assertThat(rows("""
                        select c.oid::regclass || ' of ' || r.rolname from pg_class c
                        join pg_namespace n on n.oid = c.relnamespace join pg_roles r on r.oid = c.relowner
                        where n.nspname in ('control', 'loop', 'pooled', 'app') and r.rolname <> 'careloop_owner'
                        """)).isEmpty();
        assertThat(
                        rows(
                                "select rolname from pg_roles where rolname in ('careloop_owner', 'careloop_dispatcher') and rolcanlogin"))
                .isEmpty();
    }

    @Test
    void functionsWithBorrowedRightsAreTheReviewedOnes() throws SQLException {
        List<String> definers = rows("""
                select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
                """);
        assertThat(Set.copyOf(definers)).isEqualTo(DEFINERS);
        assertThat(rows("""
                        select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                        where p.prosecdef and n.nspname in ('app', 'loop', 'pooled', 'control')
                          and not coalesce(p.proconfig::text like '%search_path=pg_catalog, pg_temp%', false)
                        """)).isEmpty();
        assertThat(rows("""
                        select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                        where n.nspname in ('app', 'loop', 'pooled', 'control') and has_function_privilege('public', p.oid, 'execute')
                        """)).isEmpty();
    }

    /** Named in a query, a partition is judged by its own grants, not by its parent's (T-08). */
    @Test
    void nobodyIsGrantedAPartition() throws SQLException {
        assertThat(rows("select oid::regclass::text from pg_class where relispartition and relkind = 'r'"))
                .hasSizeGreaterThan(3);
        assertThat(rows("""
                        select c.oid::regclass || ' ' || c.relacl::text from pg_class c
                        where c.relispartition and c.relkind in ('r', 'p')
                          and exists (select 1 from aclexplode(c.relacl) a where a.grantee <> c.relowner)
                        """)).isEmpty();
    }

    @Test
    void thereAreNoViewsSequencesOrUnloggedTables() throws SQLException {
        assertThat(rows("""
                        select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname in ('loop', 'pooled') and (c.relkind in ('v', 'm', 'S') or c.relpersistence = 'u')
                        """)).isEmpty();
    }

    private static List<String> gaps() throws SQLException {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement()) {
            return gaps(statement);
        }
    }

    private static List<String> gaps(Statement statement) throws SQLException {
        List<String> gaps = new ArrayList<>();
        gaps.addAll(rows(
                statement,
                "select name || ': row security is not enabled and forced' from (" + TENANT_TABLES
                        + ") t where not (relrowsecurity and relforcerowsecurity)"));
        gaps.addAll(rows(statement, "select name || ': tenant_id must be uuid not null' from (" + TENANT_TABLES + """
                ) t where not exists (select 1 from pg_attribute a
                    where a.attrelid = t.oid and a.attname = 'tenant_id' and a.atttypid = 'uuid'::regtype and a.attnotnull)
                """));
        gaps.addAll(rows(
                statement,
                "select name || ': needs exactly one restrictive tenant policy' from (" + TENANT_TABLES + """
                ) t where (select count(*) from pg_policy p where p.polrelid = t.oid and not p.polpermissive) <> 1
                    or not exists (select 1 from pg_policy p where p.polrelid = t.oid and not p.polpermissive and p.polcmd = '*'
                        and pg_get_expr(p.polqual, p.polrelid) = '(tenant_id = ( SELECT app.tid() AS tid))'
                        and pg_get_expr(p.polwithcheck, p.polrelid) = '(tenant_id = ( SELECT app.tid() AS tid))'
                        and (select array_agg(r.rolname::text order by r.rolname) from pg_roles r where r.oid = any (p.polroles))
                            = array['careloop_app', 'careloop_worker'])
                """));
        gaps.addAll(rows(
                statement,
                "select name || ': key ' || i.indexrelid::regclass || ' does not start with tenant_id' from ("
                        + TENANT_TABLES + """
                ) t join pg_index i on i.indrelid = t.oid
                where (i.indisunique or i.indisprimary)
                  and (select attname from pg_attribute a where a.attrelid = t.oid and a.attnum = i.indkey[0]) <> 'tenant_id'
                """));
        gaps.addAll(rows(
                statement,
                "select name || ': foreign key ' || k.conname || ' does not carry tenant_id' from ("
                        + TENANT_TABLES + """
                ) t join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
                where not exists (
                    select 1 from unnest(k.conkey, k.confkey) pair (here, there)
                    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.here
                    join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.there
                    where a.attname = 'tenant_id' and b.attname = 'tenant_id')
                """));
        String ingest = INGEST.entrySet().stream()
                .flatMap(entry ->
                        entry.getValue().stream().map(command -> "('" + entry.getKey() + "', '" + command + "')"))
                .collect(Collectors.joining(", "));
        gaps.addAll(rows(
                statement,
                "select name || ': ingest may ' || p from (" + TENANT_TABLES + """
                ) t cross join unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) p
                where has_table_privilege('careloop_ingest', t.oid, p) and (name, p) not in (%s)
                """.formatted("values " + ingest)));
        assertThat(GLOBAL).hasSize(6);
        return gaps;
    }

    private static List<String> rows(String query) throws SQLException {
        try (Connection connection = administrator();
                Statement statement = connection.createStatement()) {
            return rows(statement, query);
        }
    }

    private static List<String> rows(Statement statement, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }

    private static Connection administrator(String database) throws SQLException {
        EmbeddedPostgres postgres = TestServer.shared().postgres();
        return DriverManager.getConnection(
                postgres.jdbcUrl(database), postgres.administrator(), postgres.administratorPassword());
    }

    private static Connection administrator() throws SQLException {
        return TestServer.shared().administrator();
    }
}
