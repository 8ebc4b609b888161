package health.careloop.bench.isolation;

import health.careloop.Careloop;
import health.careloop.ScratchFolder;
import health.careloop.access.Activations;
import health.careloop.access.People;
import health.careloop.access.PersonId;
import health.careloop.access.Role;
import health.careloop.access.SecondFactors;
import health.careloop.access.Totp;
import health.careloop.bench.Progress;
import health.careloop.bench.SenderKey;
import health.careloop.keys.Place;
import health.careloop.keys.Seals;
import health.careloop.postgres.EmbeddedPostgres;
import health.careloop.senders.NewSender;
import health.careloop.senders.Senders;
import health.careloop.tenancy.DataFolder;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.Placement;
import health.careloop.tenancy.Placements;
import health.careloop.tenancy.TenancySettings;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.Tier;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole application in this process, on a database of its own, so that its table of endpoints can be read. */
final class Installation implements AutoCloseable {
    /** Of every idle sender's secret; a small number would be found in every trace and nonce. */
    static final int SECRET_NUMBER = 900_000_001;

    private static final Duration QUIET_WITHIN = Duration.ofSeconds(60);

    private final ScratchFolder folder;
    private final EmbeddedPostgres postgres;
    private final Databases databases;
    private final ConfigurableApplicationContext application;

    Installation(Progress progress, Function<EmbeddedPostgres, TenancySettings> settings) {
        folder = ScratchFolder.create("careloop-prove");
        postgres = EmbeddedPostgres.start(folder.path(), progress::say);
        databases = Databases.open(() -> postgres, folder.path(), settings.apply(postgres));
        application = new SpringApplicationBuilder(Careloop.class)
                .initializers(starting -> {
                    starting.getBeanFactory().registerSingleton("databases", databases);
                    starting.getBeanFactory().registerSingleton("dataFolder", new DataFolder(folder.path()));
                })
                // What fails inside is counted by its answer; the control fails on purpose, and often.
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--logging.level.health.careloop.web.Problems=off");
    }

    ApplicationContext application() {
        return application;
    }

    int port() {
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    Tenant tenant(String slug, String name, Tier tier) {
        return application.getBean(Tenants.class).create(slug, name, null, tier);
    }

    /** Where the tenant's rows lie, seen as the superuser. */
    Home home(TenantId tenant) {
        Placement placement = application.getBean(Placements.class).get(tenant);
        return new Home(database(placement.database().name()), placement.schema());
    }

    /**
     * Where the tenant lies, for trying what its defences keep out.
     *
     * @param asking somebody else, who gets rows there as well
     */
    Terrain terrain(Tenant tenant, Tier tier, TenantId asking) throws SQLException {
        Placement placement = application.getBean(Placements.class).get(tenant.id());
        PGSimpleDataSource source = source(placement.database().name());
        source.setPrepareThreshold(0); // a plan that was kept would not know of the mutant
        return new Terrain(source.getConnection(), tier, tenant.id().value(), asking.value(), placement.schema());
    }

    SenderKey sender(Tenant tenant, String name) {
        return new SenderKey(tenant.id().value(), newSender(tenant, name));
    }

    /** One that nobody posts as. Its secret has {@link #SECRET_NUMBER}, so that somebody else could end it. */
    UUID idleSender(Tenant tenant, String name) {
        UUID id = newSender(tenant, name).id();
        database()
                .sql("update control.sender_secrets set number = ? where sender_id = ?")
                .params(SECRET_NUMBER, id)
                .update();
        return id;
    }

    private NewSender newSender(Tenant tenant, String name) {
        return application.getBean(Senders.class).create(tenant.id(), name);
    }

    void member(TenantId tenant, Role role, String email, String name, String password) {
        Activations activations = application.getBean(Activations.class);
        String token = activations.invite(email, tenant, role);
        Activations.Outcome outcome = activations.accept(token, name, password);
        if (!(outcome instanceof Activations.Outcome.Accepted)) {
            throw new IllegalStateException(email + " was not admitted: " + outcome);
        }
    }

    /** Those who run the installation sign in with a code as well. */
    String enrolled(String email) {
        Totp totp = Totp.random();
        PersonId person = application
                .getBean(People.class)
                .findByEmail(email)
                .orElseThrow()
                .id();
        application.getBean(SecondFactors.class).give(person, totp);
        return totp.codeAt(Instant.now());
    }

    byte[] seal(TenantId tenant, Place place, byte[] content) {
        return application.getBean(Seals.class).seal(tenant, place, content).bytes();
    }

    /** As the superuser, who sees everything. */
    JdbcClient database() {
        return database("careloop");
    }

    private JdbcClient database(String name) {
        return JdbcClient.create(source(name));
    }

    private PGSimpleDataSource source(String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(postgres.jdbcUrl(name));
        source.setUser(postgres.administrator());
        source.setPassword(postgres.administratorPassword());
        return source;
    }

    /**
     * Waits until the tenant has no work left, and its senders' page says that they posted, which is written seconds later:
     * only then does what it has stand still.
     */
    void awaitQuiet(TenantId tenant) {
        long deadline = System.nanoTime() + QUIET_WITHIN.toNanos();
        while (jobsOf(tenant) > 0 || sendersNotSeenPosting(tenant) > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The tenant was not quiet within " + QUIET_WITHIN);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private long jobsOf(TenantId tenant) {
        return home(tenant)
                .database()
                .sql("""
                        select (select count(*) from loop.jobs_ready where tenant_id = :tenant)
                             + (select count(*) from loop.jobs_leased where tenant_id = :tenant)
                        """)
                .param("tenant", tenant.value())
                .query(Long.class)
                .single();
    }

    private long sendersNotSeenPosting(TenantId tenant) {
        List<UUID> posted = home(tenant)
                .database()
                .sql("select distinct sender_id from loop.messages where tenant_id = ?")
                .param(tenant.value())
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
        return posted.size()
                - database()
                        .sql("select count(distinct sender_id) from control.sender_secrets"
                                + " where sender_id = any (?) and used_at is not null")
                        .params(new Object[] {posted.toArray(UUID[]::new)})
                        .query(Long.class)
                        .single();
    }

    @Override
    public void close() {
        application.close();
        databases.close();
        postgres.close();
        folder.close();
    }
}
