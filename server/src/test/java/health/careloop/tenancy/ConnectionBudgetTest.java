package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import health.careloop.tenancy.ExternalServer.Installed;
import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;

/** However many tenants are busy, one process has so many connections to a server and no more (T-20). */
class ConnectionBudgetTest {
    private static final int CAP = 60;
    private static final int TENANTS = 40;
    private static final int THREADS = 200;
    private static final int UNITS_EACH = 15;
    private static final String OURS =
            "select count(*) from pg_stat_activity where usename <> 'postgres' and backend_type = 'client backend'";

    @TempDir
    static Path folder;

    private static ExternalServer server;

    @BeforeAll
    static void start() {
        server = new ExternalServer(folder.resolve("server"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void twoHundredThreadsOverFortyDatabasesNeverHaveMoreThanSixtyConnections() throws Exception {
        try (Installed installed = Installed.on(server.asSuperuser(), folder.resolve("many"))) {
            List<Tenant> tenants = new ArrayList<>();
            for (int i = 0; i < TENANTS; i++) {
                Tenant tenant = installed.create(Tier.DATABASE);
                installed.writesAPractice(tenant);
                tenants.add(tenant);
            }
            AtomicBoolean working = new AtomicBoolean(true);
            AtomicLong most = new AtomicLong();
            AtomicInteger served = new AtomicInteger();
            AtomicInteger busy = new AtomicInteger();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<?> watching = threads.submit(() -> {
                    while (working.get()) {
                        most.accumulateAndGet(count(), Math::max);
                    }
                });
                List<Future<?>> working200 = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    Random random = new Random(thread);
                    working200.add(threads.submit(() -> {
                        for (int unit = 0; unit < UNITS_EACH; unit++) {
                            try {
                                assertThat(installed.practices(tenants.get(random.nextInt(TENANTS))))
                                        .isEqualTo(1);
                                served.incrementAndGet();
                            } catch (DataAccessResourceFailureException e) {
                                assertThat(e).hasRootCauseInstanceOf(SQLTransientConnectionException.class);
                                busy.incrementAndGet();
                            }
                        }
                    }));
                }
                for (Future<?> each : working200) {
                    each.get(5, TimeUnit.MINUTES);
                }
                working.set(false);
                watching.get();
            }
            assertThat(most).hasValueLessThanOrEqualTo(CAP).hasValueGreaterThan(CAP / 2);
            assertThat(served).as(busy + " were told to wait").hasValueGreaterThan(THREADS * UNITS_EACH * 9 / 10);
            assertThat(installed.databases().loads())
                    .allSatisfy(load -> assertThat(load.connections()).isLessThanOrEqualTo(CAP));
        }
    }

    @Test
    void oneTenantWithAHundredSlowStatementsLeavesAnotherAnswered() throws Exception {
        try (Installed installed =
                Installed.on(server.asSuperuser(), folder.resolve("many"), TenancySettings.of(8, 2, 2, 2))) {
            for (Tier tier : Tier.values()) {
                Tenant greedy = installed.create(tier);
                Tenant other = installed.create(tier);
                installed.writesAPractice(other);
                CountDownLatch asleep = new CountDownLatch(4);
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    List<Future<?>> slow = new ArrayList<>();
                    for (int i = 0; i < 100; i++) {
                        slow.add(threads.submit(() -> sleeps(installed, greedy, asleep)));
                    }
                    asleep.await();
                    await().until(() -> sleeping() >= 4);

                    long begun = System.nanoTime();
                    for (int i = 0; i < 20; i++) {
                        assertThat(installed.practices(other)).isEqualTo(1);
                    }
                    assertThat(Duration.ofNanos(System.nanoTime() - begun))
                            .as(tier + ": twenty answers while the greedy one sleeps")
                            .isLessThan(Duration.ofSeconds(2));
                    assertThat(sleeping()).as("at work all the time").isPositive();
                    slow.forEach(each -> each.cancel(true));
                    server.superuser("postgres", """
                            select pg_cancel_backend(pid) from pg_stat_activity
                            where query like '%pg_sleep(3)%' and pid <> pg_backend_pid()""");
                    threads.shutdownNow();
                }
                await().until(() -> sleeping() == 0);
            }
        }
    }

    @Test
    void whoeverGetsNoConnectionInTimeIsToldSoAndNothingElse() throws Exception {
        TenancySettings settings = new TenancySettings(
                1,
                1,
                1,
                1,
                Duration.ofSeconds(60),
                Duration.ofMillis(300),
                1,
                Duration.ofSeconds(10),
                Duration.ofMillis(300),
                Duration.ofMinutes(5),
                6,
                0,
                "",
                true,
                true);
        try (Installed installed = Installed.on(server.asSuperuser(), folder.resolve("many"), settings)) {
            Tenant tenant = installed.create(Tier.POOLED);
            installed.writesAPractice(tenant);
            TenantScope.as(tenant.id(), () -> {
                installed.rows().inTransaction(() -> {
                    installed.rows().sql().sql("select 1").query(Integer.class).single();
                    assertThatThrownBy(() -> onAnotherThread(() -> installed.practices(tenant)))
                            .hasRootCauseInstanceOf(SQLTransientConnectionException.class)
                            .rootCause()
                            .hasMessageNotContaining(tenant.id().toString());
                });
                return null;
            });
            assertThat(installed.practices(tenant)).as("afterwards").isEqualTo(1);
        }
    }

    @Test
    void poolsOfADatabaseNobodyUsesAreClosedAndOpenAgain() throws Exception {
        TenancySettings settings = new TenancySettings(
                1,
                1,
                1,
                1,
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                2,
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofMillis(300),
                20,
                0,
                "",
                true,
                true);
        try (Installed installed = Installed.on(server.asSuperuser(), folder.resolve("many"), settings)) {
            Tenant tenant = installed.create(Tier.DATABASE);
            installed.writesAPractice(tenant);
            String database = installed.placement(tenant).database().name();

            await().untilAsserted(() -> assertThat(connectionsTo(database)).isZero());
            await().until(() -> installed.databases().loads().getFirst().databases() == 1);

            assertThat(installed.practices(tenant)).isEqualTo(1);
        }
    }

    private static void sleeps(Installed installed, Tenant tenant, CountDownLatch asleep) {
        TenantScope.as(tenant.id(), () -> {
            asleep.countDown();
            return installed
                    .rows()
                    .sql()
                    .sql("select pg_sleep(3)::text")
                    .query(String.class)
                    .list();
        });
    }

    private static void onAnotherThread(Runnable work) throws Exception {
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            thread.submit(work).get();
        }
    }

    private static long count() {
        return server.superuser("postgres").sql(OURS).query(Long.class).single();
    }

    private static long sleeping() {
        return server.superuser("postgres")
                .sql(OURS + " and state = 'active' and query like '%pg_sleep(3)%'")
                .query(Long.class)
                .single();
    }

    private static long connectionsTo(String database) {
        return server.superuser("postgres")
                .sql("select count(*) from pg_stat_activity where datname = ? and usename like 'd\\_%'")
                .param(database)
                .query(Long.class)
                .single();
    }
}
