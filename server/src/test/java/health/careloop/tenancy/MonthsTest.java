package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Tables cut by month: what makes the months, what is in them, and that they are no way around the wall (T-08). */
class MonthsTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final YearMonth NOW = YearMonth.now(ZoneOffset.UTC);

    private final UUID tenant = SERVER.createTenant().id().value();
    private final UUID other = SERVER.createTenant().id().value();

    @Test
    void theTrailOfThisMonthAndOfTheNextThreeHasItsPlace() {
        assertThat(months()).contains(name(NOW), name(NOW.plusMonths(1)), name(NOW.plusMonths(3)));
        UUID message = UuidV7.next();
        step(tenant, message);
        assertThat(liesIn(message)).isEqualTo(name(NOW));
    }

    @Test
    void aMonthThatTheJobMadeIsClosedToWhoeverNamesIt() throws SQLException {
        String next = name(NOW.plusMonths(1));
        SERVER.database().sql("drop table loop." + next).update();
        SERVER.bean(Months.class).turn();
        UUID own = UuidV7.firstOf(firstOf(NOW.plusMonths(1)));
        step(tenant, own);
        step(other, UuidV7.firstOf(firstOf(NOW.plusMonths(1)).plusSeconds(1)));
        SERVER.database().sql("analyze loop." + next).update();

        for (String role : List.of("careloop_app", "careloop_worker", "careloop_ingest")) {
            for (String statement : List.of(
                    "select message_id from loop." + next,
                    "delete from loop." + next + " returning message_id",
                    "insert into loop." + next + " (tenant_id, message_id, id, step, reason) values ('" + tenant
                            + "', '" + own + "', '" + UuidV7.next()
                            + "', 'received', 'accepted') returning message_id")) {
                assertThatThrownBy(() -> as(role, statement))
                        .as(role + ": " + statement)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
            }
        }
        assertThat(as("select message_id from loop.message_steps where message_id >= '"
                        + UuidV7.firstOf(firstOf(NOW.plusMonths(1))) + "'"))
                .containsExactly(own.toString());
        assertThat(as("select tablename from pg_stats where tablename = '" + next + "'"))
                .as("what the planner knows of it")
                .isEmpty();
    }

    @Test
    void aMonthThatIsOverIsDroppedWhenItIsEmptyAndNotBefore() {
        YearMonth full = YearMonth.of(2021, 3);
        YearMonth empty = YearMonth.of(2021, 4);
        make(full);
        make(empty);
        UUID message = UuidV7.firstOf(firstOf(full));
        step(tenant, message);

        SERVER.bean(Months.class).turn();

        assertThat(months()).contains(name(full)).doesNotContain(name(empty));
        assertThat(liesIn(message)).isEqualTo(name(full));
        SERVER.database()
                .sql("delete from loop.message_steps where message_id = ?")
                .param(message)
                .update();
        SERVER.bean(Months.class).turn();
        assertThat(months()).doesNotContain(name(full));
    }

    @Test
    void whatCameBeforeItsMonthWasMadeStaysWhereItIs() {
        String last = name(NOW.plusMonths(3));
        SERVER.database().sql("drop table loop." + last).update();
        UUID early = UuidV7.firstOf(firstOf(NOW.plusMonths(3)).plusSeconds(60));
        step(tenant, early);
        assertThat(liesIn(early)).isEqualTo("message_steps_other");

        SERVER.bean(Months.class).turn();
        assertThat(months()).doesNotContain(last);
        assertThat(liesIn(early)).isEqualTo("message_steps_other");

        SERVER.database()
                .sql("delete from loop.message_steps where message_id = ?")
                .param(early)
                .update();
        SERVER.bean(Months.class).turn();
        assertThat(months()).contains(last);
    }

    private static void make(YearMonth month) {
        SERVER.database()
                .sql("create table loop.%s partition of loop.message_steps for values from ('%s') to ('%s')"
                        .formatted(
                                name(month),
                                UuidV7.firstOf(firstOf(month)),
                                UuidV7.firstOf(firstOf(month.plusMonths(1)))))
                .update();
        SERVER.database()
                .sql("alter table loop." + name(month) + " owner to careloop_owner")
                .update();
        SERVER.database()
                .sql("call app.isolate('loop." + name(month) + "', '{}')")
                .update();
    }

    private static void step(UUID tenant, UUID message) {
        SERVER.database()
                .sql("insert into loop.message_steps (tenant_id, message_id, id, step, reason)"
                        + " values (?, ?, ?, 'received', 'accepted')")
                .params(tenant, message, UuidV7.next())
                .update();
    }

    private static String liesIn(UUID message) {
        return SERVER.database()
                .sql("select tableoid::regclass::text from loop.message_steps where message_id = ?")
                .param(message)
                .query(String.class)
                .single()
                .replace("loop.", "");
    }

    private static List<String> months() {
        return SERVER.database().sql("""
                        select relname from pg_inherits join pg_class on oid = inhrelid
                        where inhparent = 'loop.message_steps'::regclass
                        """).query(String.class).list();
    }

    private List<String> as(String query) throws SQLException {
        return as("careloop_app", query);
    }

    private List<String> as(String role, String query) throws SQLException {
        try (Connection connection = SERVER.administrator();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set local role " + role);
            statement.execute("select set_config('app.context', '" + SignedContexts.of(tenant) + "', true)");
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    private static String name(YearMonth month) {
        return "message_steps_%04d_%02d".formatted(month.getYear(), month.getMonthValue());
    }

    private static Instant firstOf(YearMonth month) {
        return LocalDate.of(month.getYear(), month.getMonth(), 1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
