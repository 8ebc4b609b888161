package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What is accepted is there, whole and once; what is in doubt is said to be. */
class AcceptedOnceTest extends AtTheDoor {
    @Test
    void theSameIdWithTheSameBytesIsAnsweredTheSameAndWithOtherBytesRefused() {
        Client.Answer first = lab.post("msg_same", GOOD);
        Client.Answer again = lab.post("msg_same", GOOD);
        Client.Answer other = lab.post("msg_same", ASCII);

        assertThat(first.status()).isEqualTo(202);
        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(other.status()).isEqualTo(422);
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void twoSendersMayUseTheSameId() {
        assertThat(lab.post("msg_same", GOOD).status()).isEqualTo(202);
        assertThat(server.lab(practice).post("msg_same", GOOD).status()).isEqualTo(202);
        assertThat(messages()).isEqualTo(2);
    }

    @Test
    void fiftyAtOnceWithTheSameIdAreOneMessage() throws Exception {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        all(50, () -> {
            Client.Answer answer = lab.post("msg_race", GOOD);
            assertThat(answer.status()).isEqualTo(202);
            ids.add(answer.json().path("messageId").asString());
            return null;
        });
        assertThat(ids).hasSize(1);
        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void aHundredPostsAtOnceAreAllAccepted() throws Exception {
        all(100, () -> {
            assertThat(lab.post("msg_" + UUID.randomUUID(), GOOD).status()).isEqualTo(202);
            return null;
        });
        assertThat(messages()).isEqualTo(100);
    }

    @Test
    void storageInDoubtIsA503WithRetryAfterAndNeverA202() {
        server.database()
                .sql("revoke insert on loop.replays from careloop_ingest")
                .update();
        try {
            Client.Answer answer = lab.post("msg_doubt", GOOD);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("retry-after")).isPresent();
            assertThat(messages()).isZero();
        } finally {
            server.database()
                    .sql("grant insert on loop.replays to careloop_ingest")
                    .update();
        }
        assertThat(lab.post("msg_doubt", GOOD).status()).isEqualTo(202);
    }

    @Test
    void acceptedIsAllOfItOrNothing() {
        server.database()
                .sql("revoke insert on loop.audit_stage from careloop_ingest")
                .update();
        try {
            assertThat(lab.post("msg_half", GOOD).status()).isEqualTo(503);
        } finally {
            server.database()
                    .sql("grant insert on loop.audit_stage to careloop_ingest")
                    .update();
        }
        for (String table : List.of("loop.messages", "loop.replays", "loop.jobs_ready", "loop.audit_stage")) {
            assertThat(server.database()
                            .sql("select count(*) from " + table + " where tenant_id = ?")
                            .param(practice.id().value())
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    private static void all(int count, Callable<?> work) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                running.add(executor.submit(work));
            }
            for (Future<?> future : running) {
                future.get();
            }
        }
    }
}
