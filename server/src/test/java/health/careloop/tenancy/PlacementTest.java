package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import health.careloop.Lab;
import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.access.Role;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One product, three ways to live in it: in shared tables, in a schema, in a database of one's own. */
class PlacementTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Databases databases = SERVER.bean(Databases.class);

    @ParameterizedTest
    @EnumSource(Tier.class)
    void aMessageBecomesAResultWhereverTheTenantLives(Tier tier) {
        Tenant tenant = create(tier);
        Lab lab = SERVER.lab(tenant);

        lab.posts(Samples.read("Z01_SYN_kalium_kritisch.ldt"));

        var doctor = SERVER.signIn(SERVER.person(tenant, Role.DOCTOR));
        await().untilAsserted(() -> assertThat(
                        doctor.get("/api/v1/results").json().path("total").asInt())
                .isEqualTo(1));
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void aTenantSeesItsOwnRowsAndNobodyElses(Tier tier) {
        TenantDatabase database = SERVER.bean(TenantDatabase.class);
        Tenant own = create(tier);
        for (Tier neighbour : Tier.values()) {
            Tenant other = create(neighbour);
            practice(database, other);
        }
        practice(database, own);

        List<UUID> seen = TenantScope.as(
                own.id(),
                () -> database.sql()
                        .sql("select tenant_id from practices")
                        .query(UUID.class)
                        .list());

        assertThat(seen).containsExactly(own.id().value());
    }

    @Test
    void pooledAndSchemaTenantsShareTheConnectionsOfTheirDatabase() {
        assertThat(placement(create(Tier.SCHEMA)).database())
                .isEqualTo(placement(create(Tier.POOLED)).database());
    }

    @Test
    void onlyItsOwnRolesMayConnectToATenantsDatabase() {
        Placement own = placement(create(Tier.DATABASE));
        Placement other = placement(create(Tier.DATABASE));
        RolePasswords passwords = RolePasswords.in(SERVER.home().resolve("secrets"));
        DatabaseSecret secret = DatabaseSecret.in(SERVER.home().resolve("secrets"));
        CellDatabase.Login neighbour =
                OwnRoles.logins(other.database(), passwords, secret).of(DatabaseRole.APP);

        refusedAtTheDoor(own, new CellDatabase.Login("careloop_app", passwords.of(DatabaseRole.APP)));
        refusedAtTheDoor(own, neighbour);
    }

    private static void refusedAtTheDoor(Placement placement, CellDatabase.Login login) {
        assertThatThrownBy(() -> DriverManager.getConnection(
                        SERVER.postgres().jdbcUrl(placement.database().name()), login.name(), login.password()))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    /** T-20: two tenants whose places were exchanged are served nothing, rather than each other's rows. */
    @Test
    void whoIsLedToAnotherDatabaseThanItsOwnIsServedNothing() {
        Tenant tenant = create(Tier.DATABASE);
        DatabaseAddress right = placement(tenant).database();
        DatabaseAddress wrong = placement(create(Tier.DATABASE)).database();
        Greeting greeting = new Greeting(right, UUID.randomUUID());
        RolePasswords passwords = RolePasswords.in(SERVER.home().resolve("secrets"));
        DatabaseSecret secret = DatabaseSecret.in(SERVER.home().resolve("secrets"));

        try (CellDatabase led = new CellDatabase(
                right,
                SERVER.postgres().jdbcUrl(wrong.name()),
                OwnRoles.logins(wrong, passwords, secret),
                TenancySettings.FEW::ownPool,
                greeting,
                new ConnectionBudget("test", 4, 2),
                new Contexts(secret.contextKey(right), right),
                true)) {
            assertThatThrownBy(() -> led.connection(DatabaseRole.APP))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(Greeting.WRONG_DATABASE));
        }
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void whatWasMadeForATenantIsTakenBackAndNothingElse(Tier tier) throws SQLException {
        Placing placing = SERVER.bean(Placing.class);
        Tenant neighbour = create(tier);
        practice(SERVER.bean(TenantDatabase.class), neighbour);
        Tenant tenant = create(tier);
        Placement placement = placement(tenant);

        placing.takeBack(placement);

        assertThatThrownBy(() -> SERVER.bean(Placements.class).get(tenant.id()))
                .isInstanceOf(UnknownTenantException.class);
        assertThat(exists(placement)).isEqualTo(tier == Tier.POOLED);
        assertThat(exists(placement(neighbour))).isTrue();
        assertThat(TenantScope.as(
                        neighbour.id(),
                        () -> SERVER.bean(TenantDatabase.class)
                                .sql()
                                .sql("select count(*) from practices")
                                .query(Integer.class)
                                .single()))
                .isEqualTo(1);
    }

    /** There is a table of that name in the shared ones, which a search path that falls back would find (T-19). */
    @ParameterizedTest
    @EnumSource(names = {"SCHEMA", "DATABASE"})
    void aTableThatIsMissingIsAnErrorAndNobodyElsesTable(Tier tier) throws SQLException {
        Tenant tenant = create(tier);
        Tenant neighbour = create(tier);
        Placement placement = placement(tenant);
        try (var administrator = DriverManager.getConnection(
                        SERVER.postgres().jdbcUrl(placement.database().name()),
                        SERVER.postgres().administrator(),
                        SERVER.postgres().administratorPassword());
                var statement = administrator.createStatement()) {
            statement.execute("alter table " + placement.schema() + ".practices rename to gone");

            assertThatThrownBy(() -> practices(tenant))
                    .rootCause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"));
            assertThat(practices(neighbour)).isZero();

            statement.execute("alter table " + placement.schema() + ".gone rename to practices");
        }
        assertThat(practices(tenant)).isZero();
    }

    /** One statement of several schemas would be planned anew for whoever comes next. */
    @Test
    void aPreparedStatementBelongsToOneSchemaOfThoseWhoShareAConnection() throws SQLException {
        RolePasswords passwords = RolePasswords.in(SERVER.home().resolve("secrets"));
        List<Placement> neighbours = List.of(placement(create(Tier.SCHEMA)), placement(create(Tier.SCHEMA)));
        List<String> prepared = new ArrayList<>();
        try (Connection shared = DriverManager.getConnection(
                SERVER.postgres().jdbcUrl("careloop") + "?prepareThreshold=1",
                DatabaseRole.APP.roleName(),
                passwords.of(DatabaseRole.APP))) {
            for (int i = 0; i < 3; i++) {
                for (Placement neighbour : neighbours) {
                    String context = SignedContexts.of(neighbour.tenant().value());
                    Connection carrying = TenantConnections.carrying(shared, neighbour, context);
                    try (var statement = carrying.prepareStatement("select count(*) from practices")) {
                        statement.executeQuery().close();
                    }
                    carrying.setAutoCommit(false);
                    try (var first = carrying.prepareStatement("select count(*) from patients");
                            var second = carrying.prepareStatement("select count(*) from orders")) {
                        first.executeQuery().close();
                        second.executeQuery().close();
                    }
                    carrying.setAutoCommit(true);
                }
            }
            try (var statement = shared.createStatement();
                    var row = statement.executeQuery("select statement from pg_prepared_statements")) {
                while (row.next()) {
                    prepared.add(row.getString(1));
                }
            }
        }

        for (String table : List.of("practices", "patients", "orders")) {
            assertThat(prepared)
                    .filteredOn(statement -> statement.contains("from " + table))
                    .hasSize(2)
                    .satisfiesOnlyOnce(statement ->
                            assertThat(statement).contains(neighbours.getFirst().schema()))
                    .satisfiesOnlyOnce(statement ->
                            assertThat(statement).contains(neighbours.getLast().schema()));
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

    @Test
    void anExistingSchemaOfThatNameIsRefusedAndLeftAlone() throws SQLException {
        Placing placing = SERVER.bean(Placing.class);
        TenantId tenant = SERVER.createTenant().id();
        Placement planned = placing.plan(tenant, Tier.SCHEMA, Cells.LOCAL);
        try (var administrator = SERVER.administrator();
                var statement = administrator.createStatement()) {
            statement.execute("create schema " + planned.schema() + " create table precious (id int)");

            assertThatThrownBy(() -> placing.create(planned)).isInstanceOf(PlacementException.class);

            statement.execute("select * from " + planned.schema() + ".precious");
            statement.execute("drop schema " + planned.schema() + " cascade");
        }
    }

    private static boolean exists(Placement placement) throws SQLException {
        String question = placement.tier() == Tier.DATABASE
                ? "select exists (select from pg_database where datname = '"
                        + placement.database().name() + "')"
                : "select exists (select from pg_namespace where nspname = '" + placement.schema() + "')";
        try (var administrator = SERVER.administrator();
                var statement = administrator.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void practice(TenantDatabase database, Tenant tenant) {
        TenantScope.as(
                tenant.id(),
                DatabaseRole.WORKER,
                () -> database.sql()
                        .sql("insert into practices (tenant_id, id, bsnr, name) values (?, ?, '999999999', 'own')")
                        .params(tenant.id().value(), UUID.randomUUID())
                        .update());
    }

    private static Placement placement(Tenant tenant) {
        return SERVER.bean(Placements.class).get(tenant.id());
    }

    private static Tenant create(Tier tier) {
        String random = UUID.randomUUID().toString().substring(0, 12);
        return SERVER.bean(Tenants.class).create("t-" + random, "Practice " + random, null, tier);
    }
}
