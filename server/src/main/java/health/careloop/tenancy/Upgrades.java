package health.careloop.tenancy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Brings the schemas and databases that tenants have to themselves up to this build: one message and one transaction
 * each, so that locks and failure stay with one tenant. The first of the earliest ring goes alone, the canary; then
 * several at once, and after the first failure no further one begins. What was done stays done, and whoever starts again
 * goes on where it ended.
 *
 * <p>The truth is {@code app.schema_versions} in the tenant's database; the control plane's copy is corrected by it.
 */
@Component
public final class Upgrades {
    private static final Logger LOG = LoggerFactory.getLogger(Upgrades.class);
    private static final int AT_ONCE = 4;
    private static final int TRIES = 5;
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    /** A tenant whose tables are not this build's. */
    public record Behind(TenantId tenant, String slug, Placement placement) {}

    /**
     * @param failed what could not be upgraded, in a sentence; then the others were not begun
     * @param left behind still
     */
    public record Outcome(int upgraded, @Nullable String failed, int left) {}

    private final Databases databases;
    private final ControlDatabase control;
    private final Placements placements;

    Upgrades(Databases databases, ControlDatabase control, Placements placements) {
        this.databases = databases;
        this.control = control;
        this.placements = placements;
    }

    /** Where no application context is: on the command line. */
    public static Upgrades of(Databases databases) {
        ControlDatabase control = new ControlDatabase(databases);
        return new Upgrades(databases, control, new Placements(control));
    }

    /** By the control plane's copy, the earliest ring first. Pooled tenants share tables that are upgraded at the start. */
    public List<Behind> behind() {
        return control.sql()
                .sql("""
                        select p.tenant_id, t.slug, p.tier, p.cell, p.database, p.schema, p.epoch, p.schema_version
                        from control.placements p join control.tenants t on t.id = p.tenant_id
                        where p.tier <> 'POOLED' and p.schema_version < ?
                        order by case t.ring when 'internal' then 1 when 'beta' then 2 else 3 end, t.slug
                        """)
                .param(Migrations.LATEST)
                .query((row, number) -> {
                    TenantId tenant = new TenantId(row.getObject("tenant_id", java.util.UUID.class));
                    return new Behind(
                            tenant,
                            row.getString("slug"),
                            new Placement(
                                    tenant,
                                    Tier.valueOf(row.getString("tier")),
                                    new DatabaseAddress(row.getString("cell"), row.getString("database")),
                                    row.getString("schema"),
                                    row.getLong("epoch"),
                                    row.getString("schema_version")));
                })
                .list();
    }

    public Outcome upgrade() {
        List<Behind> behind = behind();
        if (behind.isEmpty()) {
            return new Outcome(0, null, 0);
        }
        AtomicInteger upgraded = new AtomicInteger();
        AtomicReference<@Nullable String> failed = new AtomicReference<>();
        Queue<Behind> waiting = new ConcurrentLinkedQueue<>(behind);
        work(waiting, upgraded, failed, 1);
        try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < AT_ONCE; i++) {
                workers.submit(() -> work(waiting, upgraded, failed, Integer.MAX_VALUE));
            }
        }
        return new Outcome(upgraded.get(), failed.get(), behind.size() - upgraded.get());
    }

    private void work(
            Queue<Behind> waiting, AtomicInteger upgraded, AtomicReference<@Nullable String> failed, int most) {
        for (int i = 0; i < most && failed.get() == null; i++) {
            Behind next = waiting.poll();
            if (next == null) {
                return;
            }
            try {
                change(next.placement(), Migrations.LATEST);
                upgraded.incrementAndGet();
            } catch (SQLException | RuntimeException e) {
                LOG.error("The tables of tenant {} could not be upgraded", next.tenant(), e);
                failed.compareAndSet(
                        null,
                        "The tables of " + next.slug() + " (" + next.placement().database() + ", schema "
                                + next.placement().schema()
                                + ") could not be upgraded and are as they were; no further tenant was begun.");
            }
        }
    }

    /** What a tenant's tables may be at, as far as this build knows, the oldest first. */
    public static List<String> versions() {
        return SchemaScript.migrations("tenant").stream()
                .map(SchemaScript.Migration::version)
                .toList();
    }

    /**
     * Takes a tenant's tables back to an older version; what the newer one added is lost.
     *
     * @throws PlacementException when they are others' as well, are older already, or could not be changed
     */
    public void downgrade(TenantId tenant, String version) {
        Placement placement = placements.get(tenant);
        if (placement.tier() == Tier.POOLED) {
            throw new PlacementException("The tables of this tenant are others' as well: they go with the build.");
        }
        if (placement.schemaVersion().compareTo(version) < 0) {
            throw new PlacementException("The tables of this tenant are at " + placement.schemaVersion() + " already.");
        }
        try {
            change(placement, version);
        } catch (SQLException e) {
            throw new PlacementException("The tables of " + tenant + " could not be taken back to " + version, e);
        }
    }

    private void change(Placement placement, String to) throws SQLException {
        String reached = bring(databases, placement, to);
        control.sql()
                .sql("update control.placements set schema_version = ? where tenant_id = ?")
                .params(reached, placement.tenant().value())
                .update();
        placements.forget(placement.tenant());
    }

    /** @return the version that is there then, by what the place itself says */
    static String bring(Databases databases, Placement placement, String to) throws SQLException {
        try (Connection connection = databases.migrator(placement.database())) {
            if (placement.tier() == Tier.DATABASE) {
                String loop = version(connection, "loop");
                run(connection, VersionScript.up("loop", "loop", loop));
            }
            String from = version(connection, placement.schema());
            if (from.equals(to)) {
                return from;
            }
            run(
                    connection,
                    from.compareTo(to) < 0
                            ? VersionScript.up("tenant", placement.schema(), from)
                            : VersionScript.down("tenant", placement.schema(), from, to));
            return version(connection, placement.schema());
        }
    }

    private static String version(Connection connection, String schema) throws SQLException {
        try (var ask = connection.prepareStatement("select version from app.schema_versions where schema = ?")) {
            ask.setString(1, schema);
            try (var row = ask.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("There is no schema " + schema + " in this database");
                }
                return row.getString(1);
            }
        }
    }

    /** A lock that somebody holds is waited for a few times: a migration behind a long read must not hold up all others. */
    private static void run(Connection connection, String script) throws SQLException {
        if (script.isEmpty()) {
            return;
        }
        for (int attempt = 1; ; attempt++) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(script);
                return;
            } catch (SQLException e) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("rollback");
                }
                if (attempt == TRIES || !LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    throw e;
                }
                pause(BETWEEN_TRIES.multipliedBy(attempt));
            }
        }
    }

    private static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
