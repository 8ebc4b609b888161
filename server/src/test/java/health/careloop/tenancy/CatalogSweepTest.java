package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.postgres.EmbeddedPostgres;
import health.careloop.wall.CatalogSweep;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The catalog after all migrations has no gap (T-01, T-02, T-06 to T-10, T-14). That the sweep sees each of them is what
 * {@code ./careloop prove isolation-mutation} shows.
 */
class CatalogSweepTest {
    private interface Part {
        List<String> of(CatalogSweep sweep) throws SQLException;
    }

    @Test
    void everyTenantTableIsBehindTheWall() throws SQLException {
        assertThat(gaps(CatalogSweep::walls)).isEmpty();
    }

    /** They are somebody's tomorrow. */
    @Test
    void whatIsKeptInStockIsBehindTheWallAsWell() throws SQLException {
        Blanks blanks = TestServer.shared().bean(Blanks.class);
        try {
            blanks.tend("local", Tier.SCHEMA, 1);
            blanks.tend("local", Tier.DATABASE, 1);
            assertThat(inStock("select schema from control.blanks b join pg_namespace n on n.nspname = b.schema"))
                    .hasSize(1);
            assertThat(gaps(CatalogSweep::walls)).isEmpty();
            String database = inStock("select database from control.blanks where tier = 'DATABASE' and state = 'READY'")
                    .getFirst();
            EmbeddedPostgres postgres = TestServer.shared().postgres();
            try (Connection connection = DriverManager.getConnection(
                    postgres.jdbcUrl(database), postgres.administrator(), postgres.administratorPassword())) {
                assertThat(new CatalogSweep(connection).walls()).isEmpty();
            }
        } finally {
            blanks.tend("local", Tier.SCHEMA, 0);
            blanks.tend("local", Tier.DATABASE, 0);
        }
    }

    private static List<String> inStock(String query) {
        return TestServer.shared().database().sql(query).query(String.class).list();
    }

    @Test
    void theSweepTurnsRedForATableWithoutAWall() throws SQLException {
        assertThat(gapsAfter("create table pooled.forgotten (id uuid primary key, tenant_id uuid)"))
                .anyMatch(gap -> gap.contains("pooled.forgotten"));
    }

    @Test
    void theSweepTurnsRedForASecondPermissiveDoorOrAnOpenPolicy() throws SQLException {
        assertThat(gapsAfter("alter policy tenant on pooled.patients using (true) with check (true)"))
                .anyMatch(gap -> gap.contains("pooled.patients"));
    }

    @Test
    void rolesOfTenantsHaveNoPowerBesideTheirGrants() throws SQLException {
        assertThat(gaps(CatalogSweep::powers)).isEmpty();
        assertThat(gaps(CatalogSweep::memberships)).isEmpty();
    }

    @Test
    void rolesThatNoTenantPolicySpeaksToMayDoWhatWasReviewed() throws SQLException {
        assertThat(gaps(CatalogSweep::acrossTenants)).isEmpty();
    }

    @Test
    void theControlPlaneIsClosedToTheRolesOfTenants() throws SQLException {
        assertThat(gaps(CatalogSweep::controlPlane)).isEmpty();
    }

    /** Who could read the keys could sign as anybody (T-05). */
    @Test
    void noRoleReadsWhatContextsAreSignedWith() throws SQLException {
        assertThat(gaps(CatalogSweep::keys)).isEmpty();
    }

    @Test
    void everythingBelongsToTheRoleNobodySignsInAs() throws SQLException {
        assertThat(gaps(CatalogSweep::owners)).isEmpty();
    }

    @Test
    void functionsWithBorrowedRightsAreTheReviewedOnes() throws SQLException {
        assertThat(gaps(CatalogSweep::definers)).isEmpty();
    }

    /** Whoever stands behind a tenant policy is to say for whom it writes; the door alone does not (decision 0013). */
    @Test
    void functionsAreCalledByWhomTheReviewSays() throws SQLException {
        assertThat(gaps(CatalogSweep::callers)).isEmpty();
    }

    /** Named in a query, a partition is judged by its own grants, not by its parent's (T-08). */
    @Test
    void nobodyIsGrantedAPartition() throws SQLException {
        assertThat(gaps(CatalogSweep::partitions)).isEmpty();
    }

    @Test
    void thereAreNoViewsSequencesOrUnloggedTables() throws SQLException {
        assertThat(gaps(CatalogSweep::kinds)).isEmpty();
    }

    /** A function the planner trusts may see rows before the policy does (T-12). */
    @Test
    void nothingOfOursIsRunBeforeTheWall() throws SQLException {
        assertThat(gaps(CatalogSweep::trusted)).isEmpty();
        assertThat(gapsAfter("alter function app.tid() leakproof")).containsExactly("app.tid() is said not to leak");
        assertThat(gapsAfter("create operator app.=== (leftarg = uuid, rightarg = uuid, function = uuid_eq)"))
                .containsExactly("app.===(uuid,uuid) is an operator of our own");
    }

    private static List<String> gaps(Part part) throws SQLException {
        try (Connection connection = TestServer.shared().administrator()) {
            return part.of(new CatalogSweep(connection));
        }
    }

    /** With one thing changed, and taken back. */
    private static List<String> gapsAfter(String change) throws SQLException {
        try (Connection connection = TestServer.shared().administrator();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(change);
            List<String> gaps = new CatalogSweep(connection).gaps();
            connection.rollback();
            return gaps;
        }
    }
}
