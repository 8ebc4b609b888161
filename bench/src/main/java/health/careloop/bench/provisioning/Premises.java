package health.careloop.bench.provisioning;

import health.careloop.Careloop;
import health.careloop.ScratchFolder;
import health.careloop.bench.Progress;
import health.careloop.postgres.EmbeddedPostgres;
import health.careloop.postgres.ExternalPostgres;
import health.careloop.provisioning.Run;
import health.careloop.tenancy.DataFolder;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.TenancySettings;
import health.careloop.tenancy.Tier;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application on a database of its own, to which it speaks through sockets that can die. */
final class Premises implements AutoCloseable {
    /** What a dead process still asks for is waited for briefly. */
    private static final TenancySettings CONNECTIONS = new TenancySettings(
            2,
            2,
            2,
            3,
            Duration.ofSeconds(60),
            Duration.ofSeconds(2),
            2,
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofMinutes(5),
            60,
            0,
            "",
            true,
            true);

    private final ScratchFolder folder;
    private final EmbeddedPostgres postgres;
    private final Databases databases;
    private final ConfigurableApplicationContext application;

    Premises(Progress progress) {
        // The next process would have no connections; here those of the dead one must not be taken for alive.
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
        folder = ScratchFolder.create("careloop-crash");
        postgres = EmbeddedPostgres.start(folder.path(), progress::say);
        String url = postgres.jdbcUrl("postgres");
        String mortal = url + (url.contains("?") ? "&" : "?") + CrashingSockets.PARAMETER + "&user="
                + postgres.administrator() + "&password="
                + URLEncoder.encode(postgres.administratorPassword(), StandardCharsets.UTF_8);
        databases = Databases.open(() -> ExternalPostgres.at(mortal), folder.path(), CONNECTIONS);
        application = new SpringApplicationBuilder(Careloop.class)
                .profiles("test")
                .initializers(starting -> {
                    starting.getBeanFactory().registerSingleton("databases", databases);
                    starting.getBeanFactory().registerSingleton("dataFolder", new DataFolder(folder.path()));
                })
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        // Nobody but the proof takes a run up.
                        "--careloop.operations.janitors=false",
                        "--careloop.queue.paused=ldt-processing,storing,rendering",
                        "--logging.level.root=off");
    }

    <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    /** As the superuser, through sockets that live. */
    JdbcClient database() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(postgres.jdbcUrl("careloop"));
        source.setUser(postgres.administrator());
        source.setPassword(postgres.administratorPassword());
        return JdbcClient.create(source);
    }

    /** What there is of the run's place: schemas, databases, roles, entries, an open gate. */
    List<String> leftOf(Run run) {
        boolean pooled = run.placement().tier() == Tier.POOLED;
        boolean own = run.placement().tier() == Tier.DATABASE;
        String schema = pooled || own ? "-" : run.placement().schema();
        String database = own ? run.placement().database().name() : "-";
        String draft = "draft_" + run.tenant().id().toString().replace("-", "");
        return database()
                .sql("""
                        select 'schema ' || nspname from pg_namespace where nspname = ?
                        union all select 'version of ' || schema from app.schema_versions where schema = ?
                        union all select 'database ' || datname from pg_database where datname in (?, ?)
                        union all select 'role ' || rolname from pg_roles where rolname like ? || '\\_%'
                        union all select 'entry of ' || name from control.databases where name = ?
                        union all select 'placement' from control.placements where tenant_id = ?
                        union all select 'open gate' from loop.gates where tenant_id = ? and state = 'ACTIVE'
                        union all select 'open link' from control.activations where tenant_id = ? and used_at is null
                        """)
                .params(
                        schema,
                        schema,
                        database,
                        draft,
                        database,
                        database,
                        run.tenant().id().value(),
                        run.tenant().id().value(),
                        run.tenant().id().value())
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** Blanks that wait for a tenant, and are really there. */
    List<String> stock() {
        return database().sql("""
                        select b.database || '.' || b.schema from control.blanks b
                        where b.state = 'READY' and case b.tier
                            when 'SCHEMA' then exists (select from app.schema_versions v where v.schema = b.schema)
                            else exists (select from pg_database d where d.datname = b.database) end
                        """).query((row, number) -> row.getString(1)).list();
    }

    /** Everything that is there: a place, an entry, a row of somebody's. One line each. */
    List<String> inventory() {
        return database().sql("""
                        select 'schema ' || nspname || coalesce(obj_description(oid), '') as line from pg_namespace
                        where nspname not like 'pg\\_%'
                        union all select 'database ' || datname || coalesce(shobj_description(oid, 'pg_database'), '')
                        from pg_database
                        union all select 'role ' || rolname from pg_roles
                        union all select 'placement ' || tenant_id || tier || schema || database from control.placements
                        union all select 'blank ' || id || state from control.blanks
                        union all select 'entry ' || cell || name from control.databases
                        union all select 'version of ' || schema from app.schema_versions
                        union all select 'gate ' || tenant_id || state from loop.gates where state = 'ACTIVE'
                        union all select 'precious ' || id from precious.things
                        order by line
                        """).query((row, number) -> row.getString(1)).list();
    }

    @Override
    public void close() {
        application.close();
        databases.close();
        postgres.close();
        folder.close();
    }
}
