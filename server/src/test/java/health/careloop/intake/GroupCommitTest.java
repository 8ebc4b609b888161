package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.TestServer;
import health.careloop.audit.Action;
import health.careloop.keys.Seals;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.UuidV7;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is committed together is answered one by one: nobody gets a neighbour's answer, and nobody an early one. */
class GroupCommitTest {
    private static final byte[] BYTES = "no LDT at all".getBytes(StandardCharsets.US_ASCII);

    private final TestServer server = TestServer.shared();

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
        List<Tenant> tenants = tenants(4);
        List<Lab> labs = tenants.stream().map(server::lab).toList();
        // Both doors know their sender, so that it is the gate that refuses.
        labs.forEach(lab -> lab.posts(BYTES));
        gate(tenants.getFirst(), "CLOSED");
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
        gate(tenants.getFirst(), "ACTIVE");
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

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> store.insert(batch))
                .hasStackTraceContaining("takes no writes");
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
    void whatWasAnswered202IsThereHoweverOftenTheConnectionIsCut() throws Exception {
        List<Tenant> tenants = tenants(3);
        List<Lab> labs = tenants.stream().map(server::lab).toList();
        Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
        Set<Integer> otherAnswers = ConcurrentHashMap.newKeySet();
        AtomicBoolean posting = new AtomicBoolean(true);
        CountDownLatch warm = new CountDownLatch(50);

        int cut = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                Connection administrator = server.administrator();
                var terminate = administrator.prepareStatement("select count(pg_terminate_backend(pid)) "
                        + "from pg_stat_activity where usename = 'careloop_ingest' and state = 'active'")) {
            List<Future<?>> posters = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Lab lab = labs.get(i % 3);
                posters.add(threads.submit(() -> {
                    while (posting.get()) {
                        Client.Answer answer = lab.post("msg_" + UUID.randomUUID(), BYTES);
                        if (answer.status() == 202) {
                            acknowledged.add(UUID.fromString(
                                    answer.json().path("messageId").asString()));
                        } else {
                            otherAnswers.add(answer.status());
                        }
                        warm.countDown();
                    }
                    return null;
                }));
            }
            warm.await();
            for (int attempt = 0; attempt < 5_000 && cut < 20; attempt++) {
                try (var row = terminate.executeQuery()) {
                    row.next();
                    cut += row.getInt(1);
                }
            }
            posting.set(false);
            for (Future<?> poster : posters) {
                poster.get();
            }
        }

        assertThat(cut).as("connections that were cut while they worked").isGreaterThanOrEqualTo(5);
        assertThat(otherAnswers).isSubsetOf(503);
        Set<UUID> stored = new HashSet<>();
        for (Tenant tenant : tenants) {
            Set<UUID> messages = ids("select id from loop.messages where tenant_id = ?", tenant);
            assertThat(entries(tenant)).isEqualTo(messages);
            assertThat(jobsEver(tenant)).isEqualTo(messages);
            stored.addAll(messages);
        }
        assertThat(stored).hasSizeGreaterThanOrEqualTo(50).containsAll(acknowledged);
    }

    @Test
    void whenItDoesNotRunEveryMessageCommitsAloneAndNobodyIsForgotten() throws Exception {
        Tenant tenant = server.createTenant();
        Lab lab = server.lab(tenant);
        GroupCommit groupCommit = server.bean(GroupCommit.class);
        AtomicBoolean posting = new AtomicBoolean(true);

        all(Stream.concat(
                        Stream.<Callable<Void>>of(() -> {
                            for (int i = 0; i < 5; i++) {
                                groupCommit.stop();
                                assertThat(groupCommit.isRunning()).isFalse();
                                assertThat(lab.post("msg_stopped_" + i, BYTES).status())
                                        .isEqualTo(202);
                                groupCommit.start();
                            }
                            posting.set(false);
                            return null;
                        }),
                        IntStream.range(0, 16).mapToObj(poster -> (Callable<Void>) () -> {
                            for (int i = 0; posting.get(); i++) {
                                assertThat(lab.post("msg_" + poster + "_" + i, BYTES)
                                                .status())
                                        .isEqualTo(202);
                            }
                            return null;
                        }))
                .toList());

        assertThat(groupCommit.isRunning()).isTrue();
    }

    private static byte[] bytes(int number) {
        return ("no LDT, number " + number).getBytes(StandardCharsets.US_ASCII);
    }

    private PendingAcceptance pending(Lab lab, Tenant tenant, String webhookId, byte[] bytes) {
        Sender sender = server.bean(Senders.class).find(lab.sender().keyId()).orElseThrow();
        UUID message = UuidV7.next();
        byte[] sealed = server.bean(Seals.class)
                .seal(tenant.id(), AcceptTransmission.contentOf(message), bytes)
                .bytes();
        return PendingAcceptance.of(
                new Transmission(sender, webhookId, bytes, null, null, null), message, new byte[32], sealed);
    }

    private List<Tenant> tenants(int count) {
        return Stream.generate(server::createTenant).limit(count).toList();
    }

    private void gate(Tenant tenant, String state) {
        server.database()
                .sql("update loop.gates set state = ? where tenant_id = ?")
                .params(state, tenant.id().value())
                .update();
    }

    private int messages(Tenant tenant) {
        return ids("select id from loop.messages where tenant_id = ?", tenant).size();
    }

    private Set<UUID> entries(Tenant tenant) {
        return ids(
                "select resource_id::uuid from loop.audit_stage where tenant_id = ? and action = '"
                        + Action.MESSAGE_ACCEPTED.wire() + "'",
                tenant);
    }

    /** A job waits, is being worked on, or has become a dead letter: these bytes are no LDT. */
    private Set<UUID> jobsEver(Tenant tenant) {
        return ids("""
                with own as (select ?::uuid tenant_id)
                select subject from loop.jobs_ready join own using (tenant_id)
                union select subject from loop.jobs_leased join own using (tenant_id)
                union select subject from loop.dead_letters join own using (tenant_id)
                """, tenant);
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

    private Set<UUID> ids(String sql, Tenant tenant) {
        return new HashSet<>(server.database()
                .sql(sql)
                .param(tenant.id().value())
                .query(UUID.class)
                .list());
    }

    private static void all(List<Callable<Void>> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
    }
}
