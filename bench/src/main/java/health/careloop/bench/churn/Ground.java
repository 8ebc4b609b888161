package health.careloop.bench.churn;

import health.careloop.postgres.EmbeddedPostgres;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.Placements;
import health.careloop.tenancy.Placing;
import health.careloop.tenancy.TenancySettings;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.Tier;
import health.careloop.tenancy.WorkDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** The tenancy of the application and nothing above it: two connections in each role of a database. */
final class Ground implements AutoCloseable {
    /** Of the application's own, and so many rows that a wrong count tells whose they are. */
    record Occupant(TenantId id, Tier tier, int rows, DatabaseAddress database) {}

    private final Databases databases;
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    /** @param pooler {@code host:port}, or empty */
    Ground(EmbeddedPostgres postgres, Path home, String pooler, boolean serverPrepared) {
        TenancySettings settings = new TenancySettings(
                2,
                2,
                2,
                2,
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                2,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                60,
                0,
                pooler,
                serverPrepared,
                false);
        databases = Databases.open(() -> postgres, home, settings);
        context.registerBean("databases", Databases.class, () -> databases, bean -> bean.setDestroyMethodName(""));
        context.register(
                ControlDatabase.class,
                Placements.class,
                Placing.class,
                Tenants.class,
                TenantDatabase.class,
                WorkDatabase.class);
        context.refresh();
        databases.await();
    }

    TenantDatabase rows() {
        return context.getBean(TenantDatabase.class);
    }

    /** The worker role of a database, in nobody's name. */
    WorkDatabase nobody() {
        return context.getBean(WorkDatabase.class);
    }

    /** Three of five in shared tables, one in a schema, one in a database of its own. */
    List<Occupant> settle(int tenants) {
        List<Occupant> settled = new ArrayList<>();
        for (int i = 0; i < tenants; i++) {
            Tier tier = switch (i % 5) {
                case 0 -> Tier.SCHEMA;
                case 1 -> Tier.DATABASE;
                default -> Tier.POOLED;
            };
            TenantId id = context.getBean(Tenants.class)
                    .create("churn-" + i, "Practice " + i, null, tier)
                    .id();
            int rows = 1 + i % 7;
            for (int row = 0; row < rows; row++) {
                TenantScope.as(
                        id,
                        DatabaseRole.WORKER,
                        () -> rows().sql()
                                .sql(
                                        "insert into practices (tenant_id, id, bsnr, name) values (?, ?, lpad(floor(random() * 1e9)::bigint::text, 9, '0'), 'own')")
                                .params(id.value(), UUID.randomUUID())
                                .update());
            }
            DatabaseAddress database = TenantScope.as(id, () -> rows().address());
            settled.add(new Occupant(id, tier, rows, database));
        }
        return settled;
    }

    @Override
    public void close() {
        context.close();
        databases.close();
    }
}
