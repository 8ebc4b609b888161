package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.queue.Bell;
import health.careloop.tenancy.IngestDatabase;
import health.careloop.tenancy.Tenant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is committed together is answered one by one: nobody gets a neighbour's answer, and nobody an early one. */
class GroupCommitTest extends ManyAtTheDoor {
    @Test
    void twoHundredAtOnceOfFiveTenantsAreAllThereWithEverythingTheyNeed() throws Exception {
        List<Tenant> tenants = tenants(5);
        List<Lab> labs = tenants.stream().map(server::lab).toList();
        Map<UUID, Tenant> answered = new ConcurrentHashMap<>();

        all(IntStream.range(0, 200)
                .mapToObj(i -> (Callable<Void>) () -> {
                    answered.put(labs.get(i % 5).posts(bytes(i)), tenants.get(i % 5));
                    return null;
                })
                .toList());

        assertThat(answered).hasSize(200);
        for (Tenant tenant : tenants) {
            Set<UUID> own = new HashSet<>(answered.keySet());
            own.removeIf(message -> !answered.get(message).equals(tenant));
            assertThat(own).hasSize(40);
            assertThat(ids("select id from loop.messages where tenant_id = ?", tenant))
                    .isEqualTo(own);
            assertThat(ids("select message_id from loop.replays where tenant_id = ?", tenant))
                    .isEqualTo(own);
            assertThat(entries(tenant)).isEqualTo(own);
            assertThat(jobsEver(tenant)).isEqualTo(own);
            assertThat(mixedUp(tenant)).isZero();
        }
    }

    @Test
    void aClosedNeighbourIsRefusedAloneAndNobodyWithIt() throws Exception {
        onlyTheFirstIsRefused(tenant -> gate(tenant, "CLOSED"), tenant -> gate(tenant, "ACTIVE"));
    }

    @Test
    void aNeighbourThatMovedOnToAnotherEpochIsRefusedAloneAndNobodyWithIt() throws Exception {
        onlyTheFirstIsRefused(tenant -> epoch(tenant, 2), tenant -> epoch(tenant, 1));
    }

    private void onlyTheFirstIsRefused(Consumer<Tenant> refuse, Consumer<Tenant> permit) throws Exception {
        List<Tenant> tenants = tenants(4);
        List<Lab> labs = tenants.stream().map(server::lab).toList();
        // Both doors know their sender, so that it is the gate that refuses.
        labs.forEach(lab -> lab.posts(BYTES));
        refuse.accept(tenants.getFirst());
        List<Integer> closed = new ArrayList<>();
        List<Integer> open = new ArrayList<>();

        all(IntStream.range(0, 80)
                .mapToObj(i -> (Callable<Void>) () -> {
                    Client.Answer answer = labs.get(i % 4).post("msg_" + i, bytes(i));
                    synchronized (open) {
                        (i % 4 == 0 ? closed : open).add(answer.status());
                    }
                    if (answer.status() == 503) {
                        assertThat(answer.header("retry-after")).isPresent();
                    }
                    return null;
                })
                .toList());

        assertThat(open).hasSize(60).containsOnly(202);
        assertThat(closed).hasSize(20).containsOnly(503);
        assertThat(messages(tenants.getFirst())).isEqualTo(1);
        permit.accept(tenants.getFirst());
        assertThat(labs.getFirst().post("msg_0", bytes(0)).status()).isEqualTo(202);
    }

    /** The same, without chance: this batch is one. */
    @Test
    void aBatchWithOneThatIsRefusedCommitsNothingAndWithoutItAll() {
        List<Tenant> tenants = tenants(3);
        AcceptanceStore store = server.bean(AcceptanceStore.class);
        List<PendingAcceptance> batch = tenants.stream()
                .map(tenant -> pending(server.lab(tenant), tenant, "msg_1", BYTES))
                .toList();
        gate(tenants.get(1), "MOVED");

        assertThatThrownBy(() -> store.insert(batch)).hasStackTraceContaining("takes no writes");
        assertThat(tenants).allMatch(tenant -> messages(tenant) == 0);

        assertThat(store.insert(List.of(batch.get(0), batch.get(2))))
                .containsExactlyInAnyOrder(
                        batch.get(0).messageId(), batch.get(2).messageId());
        assertThat(tenants.stream().map(this::messages)).containsExactly(1, 0, 1);
    }

    @Test
    void theSameIdTwiceInOneBatchIsOneMessage() {
        Tenant tenant = server.createTenant();
        Lab lab = server.lab(tenant);
        Lab other = server.lab(tenant);
        AcceptanceStore store = server.bean(AcceptanceStore.class);
        PendingAcceptance first = pending(lab, tenant, "msg_same", BYTES);
        PendingAcceptance again = pending(lab, tenant, "msg_same", BYTES);
        PendingAcceptance others = pending(other, tenant, "msg_same", BYTES);

        Set<UUID> stored = store.insert(List.of(first, again, others));

        assertThat(stored).hasSize(2).contains(others.messageId());
        assertThat(messages(tenant)).isEqualTo(2);
        assertThat(entries(tenant)).isEqualTo(stored);
        // Once more, as after a commit whose answer was lost: nothing is new and nothing is written.
        assertThat(store.insert(List.of(first, again, others))).isEmpty();
        assertThat(store.insert(List.of(others))).isEmpty();
        assertThat(messages(tenant)).isEqualTo(2);
    }

    @Test
    void duplicatesAmongNeighboursGetTheFirstAnswer() throws Exception {
        Tenant tenant = server.createTenant();
        Lab lab = server.lab(tenant);
        Map<Integer, Set<UUID>> answers = new ConcurrentHashMap<>();
        List<Integer> contradicted = new ArrayList<>();

        all(IntStream.range(0, 120)
                .mapToObj(i -> (Callable<Void>) () -> {
                    int id = i % 10;
                    // The last of each ten says something else under the same id.
                    Client.Answer answer = lab.post("msg_" + id, bytes(i >= 110 ? 1_000 + id : id));
                    if (answer.status() == 422) {
                        synchronized (contradicted) {
                            contradicted.add(i);
                        }
                        return null;
                    }
                    assertThat(answer.status()).isEqualTo(202);
                    answers.computeIfAbsent(id, any -> ConcurrentHashMap.newKeySet())
                            .add(UUID.fromString(answer.json().path("messageId").asString()));
                    return null;
                })
                .toList());

        assertThat(messages(tenant)).isEqualTo(10);
        assertThat(answers)
                .hasSize(10)
                .allSatisfy((id, messages) -> assertThat(messages).hasSize(1));
        assertThat(contradicted).isNotEmpty();
    }

    @Test
    void switchedOffEveryMessageCommitsAlone() {
        Tenant tenant = server.createTenant();
        GroupCommit groupCommit = new GroupCommit(
                server.bean(AcceptanceStore.class),
                server.bean(IngestDatabase.class),
                server.bean(Bell.class),
                settings(false, PATIENT));
        groupCommit.start();

        assertThat(groupCommit.isRunning()).isFalse();
        assertThat(groupCommit.commit(pending(server.lab(tenant), tenant, "msg_1", BYTES)))
                .isTrue();
        assertThat(messages(tenant)).isEqualTo(1);
    }

    private void gate(Tenant tenant, String state) {
        server.database()
                .sql("update loop.gates set state = ? where tenant_id = ?")
                .params(state, tenant.id().value())
                .update();
    }

    private void epoch(Tenant tenant, int epoch) {
        server.database()
                .sql("update loop.gates set epoch = ? where tenant_id = ?")
                .params(epoch, tenant.id().value())
                .update();
    }

    /** Messages that do not carry what their own sender sent. */
    private int mixedUp(Tenant tenant) {
        return server.database()
                .sql("""
                        select count(*) from loop.messages m join loop.replays r on r.message_id = m.id
                        join control.senders s on s.id = m.sender_id
                        where m.tenant_id = ? and not (r.tenant_id = m.tenant_id and s.tenant_id = m.tenant_id
                            and r.sender_id = m.sender_id and r.webhook_id = m.webhook_id and r.sha256 = m.sha256)
                        """)
                .param(tenant.id().value())
                .query(Integer.class)
                .single();
    }
}
