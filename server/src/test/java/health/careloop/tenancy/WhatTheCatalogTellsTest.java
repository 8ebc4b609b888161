package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.Canaries;
import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.access.Role;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside the rows: what the planner remembers of them, and what others are doing (T-08, T-12, T-17). */
class WhatTheCatalogTellsTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Tenant ASKING = SERVER.createTenant();
    private static final Tenant OTHER = SERVER.createTenant();
    private static final Canaries CANARIES = new Canaries();
    private static final String NAME = CANARIES.familyName();

    @BeforeAll
    static void bothHaveRows() {
        SERVER.lab(ASKING).sends(new Canaries().message());
        SERVER.lab(OTHER).sends(CANARIES.message());
        Client doctor = SERVER.withToken(SERVER.person(OTHER, Role.DOCTOR));
        assertThat(doctor.get("/api/v1/patients?search=" + NAME).text()).contains(NAME);
        SERVER.database().sql("analyze").update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pg_stats", "pg_stats_ext", "pg_stats_ext_exprs"})
    void whatThePlannerRemembersOfTheRowsIsNobodysToRead(String view) throws SQLException {
        String query = "select tablename from " + view + " where schemaname in ('pooled', 'loop', 'control')";
        for (String role : List.of("careloop_app", "careloop_worker", "careloop_ingest")) {
            assertThat(as(role, query)).as(role).isEmpty();
            assertThatThrownBy(() -> as(role, "select stavalues1 from pg_statistic"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
        }
    }

    /** The control: there is something to read. */
    @Test
    void theSuperuserReadsIt() throws SQLException {
        assertThat(as("postgres", "select tablename from pg_stats where schemaname in ('pooled', 'loop')"))
                .contains("patients", "messages");
    }

    /** A session's last statement stays visible to its role, whoever it worked for. */
    @ParameterizedTest
    @ValueSource(strings = {"careloop_app", "careloop_worker", "careloop_ingest"})
    void whatOthersAreDoingTellsStatementsAndNoValues(String role) throws SQLException {
        List<String> statements = as(role, "select query from pg_stat_activity where usename = current_user");

        assertThat(statements)
                .isNotEmpty()
                .allSatisfy(statement -> assertThat(statement)
                        .doesNotContain(NAME, OTHER.id().toString(), ASKING.id().toString()));
    }

    private static List<String> as(String role, String query) throws SQLException {
        try (Connection connection = SERVER.administrator();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            if (!role.equals("postgres")) {
                statement.execute("set local role " + role);
            }
            statement.execute("select set_config('app.context', '"
                    + SignedContexts.of(ASKING.id().value()) + "', true)");
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }
}
