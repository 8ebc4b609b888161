package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.access.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** T-20 over HTTP: two lines of the directory mixed up serve nobody, and repaired serve both again. */
class SwappedPlacesTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Placements placements = SERVER.bean(Placements.class);
    private final Databases databases = SERVER.bean(Databases.class);

    /** A practice in a database of its own, with one report. */
    private record Practice(Tenant tenant, DatabaseAddress database, Lab lab, Client doctor, String report) {}

    private enum Mistake {
        PLACES {
            @Override
            void exchange(Practice one, Practice two) {
                // By way of a third name: the two must never be alike.
                place(one, two.database(), "on_its_way");
                place(two, one.database(), Placement.OWN_SCHEMA);
                place(one, two.database(), Placement.OWN_SCHEMA);
            }

            @Override
            void repair(Practice one, Practice two) {
                place(one, one.database(), "on_its_way");
                place(two, two.database(), Placement.OWN_SCHEMA);
                place(one, one.database(), Placement.OWN_SCHEMA);
            }
        },
        IDENTITIES {
            @Override
            void exchange(Practice one, Practice two) {
                UUID first = identity(one);
                UUID second = identity(two);
                identify(one, UUID.randomUUID());
                identify(two, first);
                identify(one, second);
            }

            @Override
            void repair(Practice one, Practice two) {
                exchange(one, two);
            }
        };

        abstract void exchange(Practice one, Practice two);

        abstract void repair(Practice one, Practice two);

        private static void place(Practice practice, DatabaseAddress database, String schema) {
            SERVER.database()
                    .sql("update control.placements set database = ?, schema = ? where tenant_id = ?")
                    .params(database.name(), schema, practice.tenant().id().value())
                    .update();
        }

        private static UUID identity(Practice practice) {
            return SERVER.database()
                    .sql("select identity from control.databases where name = ?")
                    .param(practice.database().name())
                    .query(UUID.class)
                    .single();
        }

        private static void identify(Practice practice, UUID identity) {
            SERVER.database()
                    .sql("update control.databases set identity = ? where name = ?")
                    .params(identity, practice.database().name())
                    .update();
        }
    }

    @ParameterizedTest
    @EnumSource(Mistake.class)
    void bothTenantsAreServedNothingUntilTheMistakeIsRepaired(Mistake mistake) {
        Practice one = practice();
        Practice two = practice();
        mistake.exchange(one, two);
        forget(one, two);

        for (Practice practice : List.of(one, two)) {
            for (String path :
                    List.of("/api/v1/results", "/api/v1/results/" + two.report(), "/api/v1/results/" + one.report())) {
                Client.Answer answer = practice.doctor().get(path);
                assertThat(answer.status()).as(answer.text()).isEqualTo(503);
                assertThat(answer.json().path("type").asString())
                        .isEqualTo("https://careloop.health/problems/data-not-in-its-place");
                assertThat(answer.json().path("detail").asString()).doesNotContain("d_");
                assertThat(answer.header("retry-after")).contains("60");
            }
            Client.Answer list = practice.doctor().get("/api/v1/results");
            assertThat(list.text()).doesNotContain(one.report()).doesNotContain(two.report());
            assertThat(practice.lab()
                            .post("msg_" + UUID.randomUUID(), Samples.read("Z01_SYN_kalium_kritisch.ldt"))
                            .status())
                    .as("nothing is acknowledged into another's database")
                    .isEqualTo(503);
        }

        mistake.repair(one, two);
        for (Practice practice : List.of(one, two)) {
            await().untilAsserted(() -> {
                Client.Answer answer = practice.doctor().get("/api/v1/results");
                assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                assertThat(answer.text()).contains(practice.report());
                assertThat(answer.json().path("total").asInt()).isEqualTo(1);
            });
        }
    }

    @Test
    void aTenantThatHasAllItsConnectionsInUseIsAskedToComeBack() throws Exception {
        Tenant tenant = SERVER.createTenant();
        Client doctor = SERVER.signIn(SERVER.person(tenant, Role.DOCTOR));
        Client neighbour = SERVER.signIn(SERVER.person(SERVER.createTenant(), Role.DOCTOR));
        TenantDatabase database = SERVER.bean(TenantDatabase.class);
        CountDownLatch enough = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> holding = new ArrayList<>();
            CountDownLatch held = new CountDownLatch(5);
            for (int i = 0; i < 5; i++) {
                holding.add(threads.submit(() -> TenantScope.as(tenant.id(), () -> {
                    database.inTransaction(() -> {
                        database.sql().sql("select 1").query(Integer.class).single();
                        held.countDown();
                        try {
                            enough.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
                    return null;
                })));
            }
            held.await();

            try {
                assertThat(neighbour.get("/api/v1/results").status()).isEqualTo(200);
                Client.Answer answer = doctor.get("/api/v1/results");

                assertThat(answer.status()).as(answer.text()).isEqualTo(503);
                assertThat(answer.json().path("type").asString()).isEqualTo("https://careloop.health/problems/busy");
                assertThat(answer.header("retry-after")).contains("2");
                assertThat(answer.text()).doesNotContain("Exception").doesNotContain("connection");
            } finally {
                enough.countDown();
            }
            for (Future<?> each : holding) {
                each.get();
            }
        }
        assertThat(doctor.get("/api/v1/results").status()).isEqualTo(200);
    }

    @Test
    void howManyConnectionsAreOpenIsMeasuredPerCell() {
        assertThat(new Client(SERVER.metricsUrl()).get("/metrics").text())
                .containsPattern("database_connections_open\\{cell=\"local\"} [1-9]")
                .containsPattern("database_connections_most\\{cell=\"local\"} 60")
                .containsPattern("database_pools_open\\{cell=\"local\"} [1-9]");
    }

    private Practice practice() {
        String random = UUID.randomUUID().toString().substring(0, 12);
        Tenant tenant = SERVER.bean(Tenants.class).create("t-" + random, "Practice " + random, null, Tier.DATABASE);
        Lab lab = SERVER.lab(tenant);
        lab.posts(Samples.read("Z01_SYN_kalium_kritisch.ldt"));
        Client doctor = SERVER.signIn(SERVER.person(tenant, Role.DOCTOR));
        await().untilAsserted(() -> assertThat(
                        doctor.get("/api/v1/results").json().path("total").asInt())
                .isEqualTo(1));
        String report = doctor.get("/api/v1/results")
                .json()
                .path("results")
                .path(0)
                .path("resultId")
                .asString();
        assertThat(report).isNotBlank();
        return new Practice(tenant, placements.get(tenant.id()).database(), lab, doctor, report);
    }

    /** As after a start. */
    private void forget(Practice... practices) {
        for (Practice practice : practices) {
            placements.forget(practice.tenant().id());
            databases.forget(practice.database());
        }
    }
}
