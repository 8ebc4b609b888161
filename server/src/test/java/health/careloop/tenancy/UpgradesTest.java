package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import health.careloop.TestServer;
import health.careloop.access.Role;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tenants with tables to themselves are upgraded one by one, and whoever is behind is not served (C7, T-19). */
class UpgradesTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String OLDER = "20261120070000";

    private final Upgrades upgrades = SERVER.bean(Upgrades.class);

    @AfterEach
    void nobodyStaysBehind() {
        assertThat(upgrades.upgrade().failed()).isNull();
    }

    @ParameterizedTest
    @EnumSource(names = {"SCHEMA", "DATABASE"})
    void anOlderTenantAloneIsRefusedUntilItIsUpgradedAndKeepsWhatItHad(Tier tier) {
        Tenant tenant = create(tier);
        Tenant neighbour = create(tier);
        assertThat(practices(tenant)).isZero();
        addPractice(tenant);
        upgrades.downgrade(tenant.id(), OLDER);

        assertThat(upgrades.behind()).extracting(Upgrades.Behind::slug).containsExactly(tenant.slug());
        assertThatThrownBy(() -> practices(tenant)).isInstanceOf(PlacementVersionException.class);
        var answer = SERVER.withToken(SERVER.person(neighbour, Role.DOCTOR)).get("/api/v1/results");
        assertThat(answer.status()).isEqualTo(200);

        assertThat(upgrades.upgrade()).isEqualTo(new Upgrades.Outcome(1, null, 0));
        assertThat(practices(tenant)).isEqualTo(1);
        assertThat(upgrades.behind()).isEmpty();
    }

    @Test
    void whoAsksForATenantThatIsBehindIsToldToComeAgain() {
        Tenant tenant = create(Tier.SCHEMA);
        var doctor = SERVER.withToken(SERVER.person(tenant, Role.DOCTOR));
        upgrades.downgrade(tenant.id(), OLDER);

        assertThat(doctor.get("/api/v1/results").status()).isEqualTo(503);

        upgrades.upgrade();
        assertThat(doctor.get("/api/v1/results").status()).isEqualTo(200);
    }

    @Test
    void theFirstFailureStopsAllOthersAndWhoeverStartsAgainGoesOn() throws SQLException {
        List<Tenant> tenants = List.of(create(Tier.SCHEMA), create(Tier.SCHEMA), create(Tier.SCHEMA));
        tenants.forEach(tenant -> upgrades.downgrade(tenant.id(), OLDER));
        Upgrades.Behind canary = upgrades.behind().getFirst();
        String inTheWay = canary.placement().schema() + ".results";
        try (Connection administrator = SERVER.administrator();
                Statement statement = administrator.createStatement()) {
            statement.execute("create table " + inTheWay + " (id int)");

            Upgrades.Outcome stopped = upgrades.upgrade();

            assertThat(stopped.upgraded()).isZero();
            assertThat(stopped.left()).isEqualTo(3);
            assertThat(stopped.failed()).contains(canary.slug());
            assertThat(upgrades.behind()).hasSize(3);
            statement.execute("drop table " + inTheWay);
        }

        assertThat(upgrades.upgrade()).isEqualTo(new Upgrades.Outcome(3, null, 0));
    }

    @Test
    void aLockThatSomebodyHoldsIsWaitedForAndNotForEver() throws Exception {
        Tenant tenant = create(Tier.SCHEMA);
        upgrades.downgrade(tenant.id(), OLDER);
        String patients = upgrades.behind().getFirst().placement().schema() + ".patients";
        try (Connection holder = SERVER.administrator();
                Statement statement = holder.createStatement();
                ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            holder.setAutoCommit(false);
            statement.execute("lock table " + patients + " in access exclusive mode");
            Future<Upgrades.Outcome> upgrading = thread.submit(upgrades::upgrade);
            await().until(() -> somebodyWaitsFor(statement, patients));
            holder.rollback();

            assertThat(upgrading.get()).isEqualTo(new Upgrades.Outcome(1, null, 0));
        }
    }

    private static boolean somebodyWaitsFor(Statement statement, String table) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "select exists (select from pg_locks where not granted and relation = '" + table + "'::regclass)")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static int practices(Tenant tenant) {
        return TenantScope.as(
                tenant.id(),
                () -> SERVER.bean(TenantDatabase.class)
                        .sql()
                        .sql("select count(*) from practices")
                        .query(Integer.class)
                        .single());
    }

    private static void addPractice(Tenant tenant) {
        TenantScope.as(
                tenant.id(),
                DatabaseRole.WORKER,
                () -> SERVER.bean(TenantDatabase.class)
                        .sql()
                        .sql("insert into practices (tenant_id, id, bsnr, name) values (?, ?, '999999999', 'own')")
                        .params(tenant.id().value(), UUID.randomUUID())
                        .update());
    }

    private static Tenant create(Tier tier) {
        String random = UUID.randomUUID().toString().substring(0, 12);
        return SERVER.bean(Tenants.class).create("t-" + random, "Practice " + random, null, tier);
    }
}
