package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.TestServer;
import health.careloop.audit.Retention;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** What the janitors take, and what they leave. The tests' rows are of today; the clock is what moves. */
class MessageRetentionTest {
    private static final byte[] BYTES = "no LDT at all".getBytes(StandardCharsets.US_ASCII);

    private final TestServer server = TestServer.shared();
    private final Tenant tenant = server.createTenant();
    private final Lab lab = server.lab(tenant);

    @Test
    void aRepetitionGetsTheFirstAnswerForAsLongAsItsIdIsRemembered() {
        UUID first = id(lab.post("msg_late", BYTES));
        lab.awaits(first);

        in(Duration.ofDays(89)).pruneReplays();
        assertThat(replays()).isEqualTo(1);
        assertThat(id(lab.post("msg_late", BYTES))).isEqualTo(first);

        assertThat(in(Duration.ofDays(91)).pruneReplays()).isPositive();
        assertThat(replays()).isZero();
        assertThat(id(lab.post("msg_late", BYTES)))
                .as("forgotten, so a message of its own")
                .isNotEqualTo(first);
    }

    @Test
    void stepsGoWithTheirMessagesAgeAndTheMessageStays() {
        UUID message = lab.sends(BYTES);
        int steps = steps(message);

        in(Duration.ofDays(399)).pruneSteps();
        assertThat(steps(message)).isEqualTo(steps).isPositive();

        in(Duration.ofDays(401)).pruneSteps();
        assertThat(steps(message)).isZero();
        assertThat(lab.stateOf(message)).isEqualTo("dead");
        assertThat(lab.asks(message).json().path("steps").size())
                .as("that it was received")
                .isEqualTo(1);
    }

    @Test
    void aLargeRestGoesInBatchesAndEveryBatchSaysHowMany() {
        server.database()
                .sql("""
                        insert into loop.replays (tenant_id, sender_id, webhook_id, sha256, message_id, received_at)
                        select ?, ?, 'msg_' || n, '', gen_random_uuid(), now() - interval '100 days' + n * interval '1 second'
                        from generate_series(1, 2500) n
                        """)
                .params(tenant.id().value(), lab.sender().id())
                .update();
        lab.posts(BYTES);

        assertThat(in(Duration.ZERO).pruneReplays()).isGreaterThanOrEqualTo(2_500);

        assertThat(replays()).as("today's").isEqualTo(1);
        assertThat(server.database()
                        .sql("""
                                select (metadata ->> 'count')::int from loop.audit_stage
                                where tenant_id = ? and action = 'records_pruned' and resource = 'replay' order by at
                                """)
                        .param(tenant.id().value())
                        .query(Integer.class)
                        .list())
                .containsExactly(1_000, 1_000, 500);
    }

    @Test
    void aTenantThatTakesNoWritesIsLeftOutAndHoldsUpNobody() {
        Tenant closed = server.createTenant();
        UUID left = server.lab(closed).sends(BYTES);
        UUID gone = lab.sends(BYTES);
        gate(closed, "CLOSED");
        try {
            in(Duration.ofDays(401)).pruneSteps();
        } finally {
            gate(closed, "ACTIVE");
        }

        assertThat(steps(left)).isPositive();
        assertThat(steps(gone)).isZero();
    }

    @Test
    void noRetentionMayBeSoShortThatALateRepetitionIsANewMessage() {
        assertThatThrownBy(() -> settings(Duration.ofDays(7), Duration.ofDays(400)))
                .hasMessageContaining("at least 28 days");
        assertThatThrownBy(() -> settings(Duration.ofDays(90), Duration.ofDays(60)))
                .hasMessageContaining("at least as long");
    }

    /** The janitors, so much later. */
    private MessageRetention in(Duration later) {
        return new MessageRetention(
                server.bean(TenantDatabase.class),
                server.bean(Retention.class),
                settings(Duration.ofDays(90), Duration.ofDays(400)),
                Clock.offset(Clock.systemUTC(), later));
    }

    private static IntakeSettings settings(Duration replays, Duration trails) {
        return new IntakeSettings(DataSize.ofMegabytes(10), 50, true, Duration.ofSeconds(15), replays, trails);
    }

    private static UUID id(Client.Answer answer) {
        assertThat(answer.status()).isEqualTo(202);
        return UUID.fromString(answer.json().path("messageId").asString());
    }

    private int replays() {
        return count(
                "select count(*) from loop.replays where tenant_id = ?",
                tenant.id().value());
    }

    private int steps(UUID message) {
        return count("select count(*) from loop.message_steps where message_id = ?", message);
    }

    private int count(String sql, UUID id) {
        return server.database().sql(sql).param(id).query(Integer.class).single();
    }

    private void gate(Tenant whose, String state) {
        server.database()
                .sql("update loop.gates set state = ? where tenant_id = ?")
                .params(state, whose.id().value())
                .update();
    }
}
