package health.careloop.bench.tenancy;

import health.careloop.postgres.DatabaseServer;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.DataFolder;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.Placement;
import health.careloop.tenancy.Placements;
import health.careloop.tenancy.Placing;
import health.careloop.tenancy.TenancySettings;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tenants of a server that runs, made in a few minutes however many: pooled ones as rows, set by set, the others with
 * the product's own code; everybody's results as rows, the bare copy of all of them as well. Also the way to the
 * tenants' tables without HTTP, for what the database alone costs.
 */
public final class Settlement implements AutoCloseable {
    private static final int AT_ONCE = 3;
    private static final String MAIN = "careloop";

    /** The server of 100 connections is to have 60 for itself, and as many of these go to tenants' own databases. */
    private static final TenancySettings CONNECTIONS = new TenancySettings(
            8,
            1,
            1,
            2,
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            1,
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(20),
            16,
            0,
            "",
            true,
            false);

    private static final String CONTEXT_UNSIGNED = """
            create or replace function app.tid() returns uuid
                language plpgsql stable parallel safe security definer
                set search_path = pg_catalog, pg_temp
            as $$
            declare
                context text := current_setting('app.context', true);
            begin
                if context is null or context = '' then
                    return null;
                end if;
                return split_part(context, '|', 1)::uuid;
            end
            $$
            """;

    private final DatabaseServer server;
    private final Databases databases;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final Map<String, TenantId> ids = new ConcurrentHashMap<>();
    private final String signed;

    public Settlement(DatabaseServer server, Path home) {
        this.server = server;
        databases = Databases.open(() -> server, home, CONNECTIONS);
        context.registerBean("databases", Databases.class, () -> databases, bean -> bean.setDestroyMethodName(""));
        context.registerBean(DataFolder.class, () -> new DataFolder(home));
        context.register(ControlDatabase.class, Placements.class, Placing.class, Tenants.class, TenantDatabase.class);
        context.refresh();
        databases.await();
        signed = in(MAIN).sql("select pg_get_functiondef('app.tid()'::regprocedure)")
                .query(String.class)
                .single();
    }

    public void settle(List<Population> populations) throws InterruptedException {
        bareTables();
        for (Population population : populations) {
            if (population.tier() == Tier.POOLED) {
                pooled(population);
            } else {
                apart(population);
            }
            people(population);
            bareRows(population);
        }
        in(MAIN).sql("alter table bare.results add primary key (id)").update();
        in(MAIN).sql("create index results_patient on bare.results (patient_id, received_at desc)")
                .update();
        in(MAIN).sql("alter table bare.result_readers add foreign key (result_id) references bare.results")
                .update();
        in(MAIN).sql("analyze").update();
    }

    private void bareTables() {
        for (String command : """
                create role bare login password 'bare';
                grant connect on database careloop to bare;
                create schema bare;
                grant usage on schema bare to bare;
                alter role bare in database careloop set search_path = bare;
                alter role bare in database careloop set enable_seqscan = off;
                """.strip().split(";\n?")) {
            in(MAIN).sql(command).update();
        }
        String columns = in(MAIN).sql("""
                        select string_agg(quote_ident(column_name), ', ' order by ordinal_position)
                        from information_schema.columns
                        where table_schema = 'pooled' and table_name = 'results' and column_name <> 'tenant_id'
                        """).query(String.class).single();
        in(MAIN).sql("create table bare.results as select " + columns + " from pooled.results with no data")
                .update();
        in(MAIN).sql("""
                        create table bare.result_readers (
                            result_id uuid not null, person_id uuid not null,
                            first_seen_at timestamptz not null default now(), read_at timestamptz,
                            primary key (result_id, person_id))
                        """).update();
        in(MAIN).sql("create index result_readers_person on bare.result_readers (person_id, result_id)")
                .update();
        in(MAIN).sql("grant select on bare.results to bare").update();
        in(MAIN).sql("grant select, insert, update on bare.result_readers to bare")
                .update();
    }

    private void pooled(Population population) {
        String names = population.name() + "-";
        in(MAIN).sql("""
                        insert into control.tenants (id, slug, name, status)
                        select md5('tenant-' || ? || n)::uuid, ? || n, 'Praxis ' || n, 'ACTIVE' from generate_series(1, ?) n
                        """).params(names, names, population.tenants()).update();
        in(MAIN).sql("""
                        insert into control.placements (tenant_id, tier, cell, database, schema, schema_version)
                        select id, 'POOLED', 'local', 'careloop', 'pooled', ? from control.tenants where slug like ? || '%'
                        """).params(Placing.version(), names).update();
        in(MAIN).sql("""
                        insert into loop.gates (tenant_id) select id from control.tenants where slug like ? || '%'
                        """).param(names).update();
        in(MAIN).sql("set session_replication_role = replica; " + results("pooled.results", "tenant_id, ", "t.id, "))
                .params(population.patients(), names)
                .update();
    }

    /** In schemas or databases of their own, with what makes them in earnest. */
    private void apart(Population population) throws InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> all = IntStream.rangeClosed(1, population.tenants())
                    .mapToObj(population::slug)
                    .<Future<?>>map(slug -> workers.submit(() -> {
                        TenantId id = context.getBean(Tenants.class)
                                .create(slug, "Praxis " + slug, null, population.tier())
                                .id();
                        ids.put(slug, id);
                        Placement place = context.getBean(Placements.class).get(id);
                        in(place.database().name())
                                .sql("set session_replication_role = replica; "
                                        + results(place.schema() + ".results", "tenant_id, ", "t.id, ")
                                                .replace(
                                                        "control.tenants t",
                                                        "(values ('" + id + "'::uuid, '" + slug + "')) t (id, slug)"))
                                .params(population.patients(), slug)
                                .update();
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A tenant could not be made", e.getCause());
        }
    }

    /** Everybody is signed in: that is the same work on both sides, and done before anything is measured. */
    private void people(Population population) {
        String names = population.name() + "-%";
        in(MAIN).sql("""
                        insert into control.people (id, email, name, password_hash)
                        select md5('person-' || slug)::uuid, slug || '@bench.example', 'Probe', '-'
                        from control.tenants where slug like ?
                        """).param(names).update();
        in(MAIN).sql("""
                        insert into control.memberships (person_id, tenant_id, role)
                        select md5('person-' || slug)::uuid, id, 'DOCTOR' from control.tenants where slug like ?
                        """).param(names).update();
        in(MAIN).sql("""
                        insert into control.sessions (token_hash, person_id, tenant_id, csrf_token, expires_at)
                        select sha256(convert_to(md5('session-' || slug), 'UTF8')), md5('person-' || slug)::uuid, id,
                               md5('session-' || slug), now() + interval '12 hours'
                        from control.tenants where slug like ?
                        """).param(names).update();
    }

    private void bareRows(Population population) {
        in(MAIN).sql(results("bare.results", "", ""))
                .params(population.patients(), population.name() + "-")
                .update();
    }

    private static String results(String table, String column, String value) {
        return """
                insert into %s (%s id, report_id, version, message_id, patient_id, order_id, status, danger, is_latest,
                    match_reason, lab_name, format, record_type, first_line, last_line, headline, content_digest,
                    is_corrected, is_incomplete, abnormal_count, outside_count, observation_count, has_attention, faults,
                    notes, received_at, filed_at)
                select %s md5(t.slug || '-r-' || p || '-' || r)::uuid, md5(t.slug || '-v-' || p || '-' || r)::uuid, 1,
                    md5(t.slug || '-m-' || p || '-' || r)::uuid, md5(t.slug || '-p-' || p)::uuid,
                    md5(t.slug || '-o-' || p || '-' || r)::uuid, 'final', r %% 3, true, 'practice_number', 'Labor Testberg',
                    'LDT3.2.20', '8205', 1, 90, sha256(convert_to(t.slug || p || r, 'UTF8')) || sha256(convert_to(r || t.slug, 'UTF8')),
                    sha256(convert_to(p || t.slug || r, 'UTF8')), false, false, r %% 4, 0, 20, false, 0, '\\x00',
                    timestamptz '2026-01-01' + make_interval(hours => r, secs => p), now()
                from control.tenants t, generate_series(1, ?) p, generate_series(1, %d) r
                where t.slug like ? || '%%' order by r, p
                """.formatted(table, column, value, Population.RESULTS);
    }

    /** Without HTTP, as the server's own stores would ask. */
    public List<Statements.Listed> newest(Population.Visit visit) {
        JdbcClient sql = context.getBean(TenantDatabase.class).sql();
        return TenantScope.as(tenant(visit), () -> Statements.newest(sql, visit.patientId()));
    }

    public void read(Population.Visit visit, UUID result) {
        TenantId tenant = tenant(visit);
        JdbcClient sql = context.getBean(TenantDatabase.class).sql();
        TenantScope.as(tenant, () -> {
            Statements.read(sql, tenant.value(), result, visit.person());
            return visit;
        });
    }

    private TenantId tenant(Population.Visit visit) {
        TenantId known = ids.get(visit.slug());
        return known != null ? known : new TenantId(Population.tenant(visit.slug()));
    }

    /** The wall as it is, but nothing is asked of a context's signature; nobody's data is in danger here. */
    public void unsigned(Runnable work) {
        in(MAIN).sql(CONTEXT_UNSIGNED).update();
        try {
            work.run();
        } finally {
            in(MAIN).sql(signed).update();
        }
    }

    /** As the superuser. */
    private JdbcClient in(String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl(database));
        source.setUser(server.administrator());
        source.setPassword(server.administratorPassword());
        return JdbcClient.create(source);
    }

    @Override
    public void close() {
        context.close();
        databases.close();
    }
}
