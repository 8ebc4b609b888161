package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.tenancy.Drifts.Drift;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever changes a tenant's tables by hand is seen, by name. */
class DriftsTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String OLDER = "20261120070000";

    private final Drifts drifts = Drifts.of(SERVER.bean(Databases.class));

    @ParameterizedTest
    @EnumSource(names = {"SCHEMA", "DATABASE"})
    void whatWasMadeIsWhatTheMigrationsMakeAtEveryVersion(Tier tier) throws SQLException {
        Tenant tenant = create(tier);
        Upgrades upgrades = SERVER.bean(Upgrades.class);

        assertThat(of(tenant)).as("made").isEmpty();
        upgrades.downgrade(tenant.id(), OLDER);
        assertThat(of(tenant)).as("taken back to an older version").isEmpty();
        assertThat(upgrades.upgrade().failed()).isNull();
        assertThat(of(tenant)).as("upgraded").isEmpty();
    }

    @Test
    void theSharedTablesAreLookedAtAsWell() throws SQLException {
        assertThat(ofShared()).isEmpty();
        change(
                "careloop",
                "alter table pooled.practices add column note text",
                "alter table pooled.practices drop column note",
                () -> assertThat(ofShared()).containsExactly("not ours: column practices.note"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    alter table S.practices add column note text; alter table S.practices drop column note; not ours: column practices.note
                    alter table S.practices alter column name drop not null; alter table S.practices alter column name set not null; changed: column practices.name
                    alter table S.practices no force row level security; alter table S.practices force row level security; changed: table practices
                    grant delete on S.practices to careloop_app; revoke delete on S.practices from careloop_app; changed: table practices
                    alter policy tenant on S.practices using (true); alter policy tenant on S.practices using (tenant_id = (select app.tid())); changed: policy tenant on practices
                    create index by_hand on S.practices (tenant_id, name); drop index S.by_hand; not ours: index by_hand on practices
                    create table S.by_hand (id int primary key); drop table S.by_hand; not ours: table by_hand
                    alter table S.practices rename to elsewhere; alter table S.elsewhere rename to practices; missing: table practices
                    """)
    void whatWasChangedByHandIsNamed(String change, String back, String named) throws SQLException {
        Tenant tenant = create(Tier.SCHEMA);
        String schema = SERVER.bean(Placements.class).get(tenant.id()).schema();

        change(
                "careloop",
                change.replace("S.", schema + "."),
                back.replace("S.", schema + "."),
                () -> assertThat(of(tenant)).contains(named));

        assertThat(of(tenant)).isEmpty();
    }

    @Test
    void ofATenantsOwnDatabaseTheQueueIsLookedAtAsWell() throws SQLException {
        Tenant tenant = create(Tier.DATABASE);
        String database =
                SERVER.bean(Placements.class).get(tenant.id()).database().name();

        change(
                database,
                "alter table loop.gates add column note text",
                "alter table loop.gates drop column note",
                () -> assertThat(of(tenant)).containsExactly("not ours: column gates.note"));
    }

    @Test
    void lookingLeavesNothingBehind() throws SQLException {
        create(Tier.SCHEMA);
        drifts.find();

        assertThat(SERVER.database()
                        .sql("select count(*) from pg_namespace where nspname like '%sketch%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private interface Look {
        void look() throws SQLException;
    }

    private static void change(String database, String change, String back, Look look) throws SQLException {
        try (Connection administrator = DriverManager.getConnection(
                        SERVER.postgres().jdbcUrl(database),
                        SERVER.postgres().administrator(),
                        SERVER.postgres().administratorPassword());
                Statement statement = administrator.createStatement()) {
            statement.execute(change);
            try {
                look.look();
            } finally {
                statement.execute(back);
            }
        }
    }

    private List<String> of(Tenant tenant) throws SQLException {
        return differences(tenant.slug());
    }

    private List<String> ofShared() throws SQLException {
        return differences(Drifts.SHARED);
    }

    private List<String> differences(String whose) throws SQLException {
        return drifts.find().stream()
                .filter(drift -> drift.whose().equals(whose))
                .map(Drift::differences)
                .flatMap(List::stream)
                .toList();
    }

    private static Tenant create(Tier tier) {
        String random = UUID.randomUUID().toString().substring(0, 12);
        return SERVER.bean(Tenants.class).create("t-" + random, "Practice " + random, null, tier);
    }
}
