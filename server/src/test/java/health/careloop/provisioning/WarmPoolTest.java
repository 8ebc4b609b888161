package health.careloop.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.access.Role;
import health.careloop.provisioning.Provisioning.Requested;
import health.careloop.tenancy.Blanks;
import health.careloop.tenancy.Placement;
import health.careloop.tenancy.Placements;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A tenant is given a place from the stock where there is one, and what a run claimed goes with it. */
class WarmPoolTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String CELL = "local";

    private final Provisioning provisioning = SERVER.bean(Provisioning.class);
    private final Blanks blanks = SERVER.bean(Blanks.class);

    @AfterEach
    void nothingStaysInStock() {
        blanks.tend(CELL, Tier.SCHEMA, 0);
        blanks.tend(CELL, Tier.DATABASE, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"SCHEMA", "DATABASE"})
    void aTenantLivesInTheBlankItWasGiven(Tier tier) {
        blanks.tend(CELL, tier, 1);
        String place = inStock(tier).getFirst();

        TenantId tenant = made(tier);

        Run run = provisioning.find(tenant).orElseThrow();
        assertThat(run.state()).isEqualTo(Run.State.DONE);
        assertThat(run.logs().get(1).result()).containsEntry("fromStock", true);
        assertThat(named(run.placement())).isEqualTo(place);
        assertThat(SERVER.bean(Placements.class).get(tenant)).isEqualTo(run.placement());
        assertThat(inStock(tier)).isEmpty();
        assertThat(SERVER.database()
                        .sql("select tenant_id from control.blanks where database || '.' || schema = ?")
                        .param(place)
                        .query(java.util.UUID.class)
                        .single())
                .isEqualTo(tenant.value());
        Tenant known = run.tenant();
        assertThat(SERVER.withToken(SERVER.person(known, Role.DOCTOR))
                        .get("/api/v1/results")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ofTwoWhoWantTheLastOneEachGetsAPlaceOfItsOwn() throws Exception {
        blanks.tend(CELL, Tier.SCHEMA, 1);
        String place = inStock(Tier.SCHEMA).getFirst();
        Callable<TenantId> make = () -> made(Tier.SCHEMA);
        try (var operators = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<TenantId>> both = operators.invokeAll(List.of(make, make));

            List<String> places =
                    List.of(placeOf(both.get(0).get()), placeOf(both.get(1).get()));

            assertThat(places).doesNotHaveDuplicates().contains(place);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SCHEMA", "DATABASE"})
    void whatAFailedRunClaimedIsDroppedWithItAndDoesNotComeBack(Tier tier) {
        blanks.tend(CELL, tier, 1);
        String place = inStock(tier).getFirst();
        Requested.Accepted accepted =
                (Requested.Accepted) provisioning.request(ProvisioningCase.draft(tier), null, false);
        RunStore store = SERVER.bean(RunStore.class);
        RunStore.Held held = store.claim(accepted.run(), Duration.ofMinutes(1)).orElseThrow();
        store.keepAdmin(held, new RunStore.Admin("no address", "Clara", "Muster", "de", null));
        SERVER.database()
                .sql("update control.provisioning_runs set lease_until = null where id = ?")
                .param(accepted.run())
                .update();

        SERVER.bean(Saga.class).drive(accepted.run());

        Run run = provisioning.find(accepted.tenant()).orElseThrow();
        assertThat(run.state()).isEqualTo(Run.State.ROLLED_BACK);
        assertThat(named(run.placement())).isEqualTo(place);
        assertThat(ProvisioningCase.leftOf(run)).isEmpty();
        assertThat(SERVER.database()
                        .sql("select count(*) from control.blanks where database || '.' || schema = ?")
                        .param(place)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void whoLostTheLeaseClaimsNothing() {
        blanks.tend(CELL, Tier.SCHEMA, 1);
        Requested.Accepted accepted =
                (Requested.Accepted) provisioning.request(ProvisioningCase.draft(Tier.SCHEMA), null, false);
        RunStore store = SERVER.bean(RunStore.class);
        RunStore.Held lost = store.claim(accepted.run(), Duration.ofMinutes(1)).orElseThrow();
        SERVER.database()
                .sql("update control.provisioning_runs set lease_token = gen_random_uuid() where id = ?")
                .param(accepted.run())
                .update();

        assertThat(store.claimBlank(lost)).isEmpty();
        assertThat(inStock(Tier.SCHEMA)).hasSize(1);
    }

    @Test
    void theStockIsAsLargeAsTheSettingSaysAndNoLargerThanTheCell() {
        pool(Map.of(CELL, 2)).refill();
        assertThat(inStock(Tier.SCHEMA)).hasSize(2);
        assertThat(inStock(Tier.DATABASE)).isEmpty();

        int room = SERVER.bean(CellRoom.class).left(CELL, Tier.SCHEMA);
        limit(-room + 1);
        try {
            pool(Map.of(CELL, 2)).refill();
            assertThat(inStock(Tier.SCHEMA)).hasSize(1);
        } finally {
            limit(room - 1);
        }
        pool(Map.of()).refill();
        assertThat(inStock(Tier.SCHEMA)).hasSize(1);
        pool(Map.of(CELL, 0)).refill();
        assertThat(inStock(Tier.SCHEMA)).isEmpty();
    }

    private static void limit(int change) {
        SERVER.database()
                .sql("update control.cells set most_schemas = most_schemas + ? where name = ?")
                .params(change, CELL)
                .update();
    }

    private static WarmPool pool(Map<String, Integer> schemas) {
        ProvisioningSettings usual = SERVER.bean(ProvisioningSettings.class);
        return new WarmPool(
                SERVER.bean(Blanks.class),
                SERVER.bean(CellRoom.class),
                new ProvisioningSettings(
                        usual.onFailure(),
                        usual.lease(),
                        usual.together(),
                        usual.operatorEmail(),
                        usual.selfService(),
                        usual.registrationLength(),
                        usual.registrationsPerNetwork(),
                        schemas,
                        Map.of()));
    }

    private TenantId made(Tier tier) {
        return ((Requested.Accepted) provisioning.provision(ProvisioningCase.draft(tier), null)).tenant();
    }

    private String placeOf(TenantId tenant) {
        return named(provisioning.find(tenant).orElseThrow().placement());
    }

    private static String named(Placement place) {
        return place.database().name() + "." + place.schema();
    }

    private static List<String> inStock(Tier tier) {
        return SERVER.database()
                .sql("select database || '.' || schema as place from control.blanks where tier = ? and state = 'READY'")
                .param(tier.name())
                .query((row, number) -> row.getString("place"))
                .list();
    }
}
