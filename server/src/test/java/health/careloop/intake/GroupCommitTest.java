package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.TestServer;
import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.keys.Seals;
import health.careloop.queue.Bell;
import health.careloop.tenancy.IngestDatabase;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.UuidV7;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.util.unit.DataSize;

/** What is committed together is answered one by one: nobody gets a neighbour's answer, and nobody an early one. */
class GroupCommitTest {
    private static final byte[] BYTES = "no LDT at all".getBytes(StandardCharsets.US_ASCII);

    private static final Duration PATIENT = Duration.ofMinutes(1);

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

    /** A lock on one tenant holds its batch; what comes meanwhile gathers until the queue is full. */
    @Test
    void whoFindsTheQueueFullIsToldAtOnceAndEverybodyInItIsStored() throws Exception {
        Tenant locked = server.createTenant();
        Tenant tenant = server.createTenant();
        PendingAcceptance first = pending(server.lab(locked), locked, "msg_first", BYTES);
        Lab lab = server.lab(tenant);
        List<PendingAcceptance> rest = IntStream.range(0, Committer.MOST_WAITING)
                .mapToObj(i -> pending(lab, tenant, "msg_" + i, BYTES))
                .toList();
        PendingAcceptance oneTooMany = pending(lab, tenant, "msg_one_too_many", BYTES);
        GroupCommit groupCommit = groupCommit(PATIENT);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> stored = new ArrayList<>();
            try (Connection lock = lockedOut(locked)) {
                stored.add(threads.submit(() -> groupCommit.commit(first)));
                awaitSomebodyAtTheLock();
                rest.forEach(pending -> stored.add(threads.submit(() -> groupCommit.commit(pending))));
                await().until(() -> groupCommit.waiting() == Committer.MOST_WAITING);

                assertThatThrownBy(() -> groupCommit.commit(oneTooMany))
                        .isInstanceOf(DataAccessException.class)
                        .hasMessage("Too many messages wait to be stored");
                lock.rollback();
            }
            for (Future<Boolean> commit : stored) {
                assertThat(commit.get()).isTrue();
            }
            assertThat(messages(locked)).isEqualTo(1);
            assertThat(messages(tenant)).isEqualTo(Committer.MOST_WAITING);
            assertThat(groupCommit.commit(oneTooMany)).as("it comes again").isTrue();
        } finally {
            groupCommit.stop();
        }
    }

    @Test
    void whoWaitedTooLongIsToldSoAndItsMessageIsNotStoredBehindItsBack() throws Exception {
        Tenant locked = server.createTenant();
        Tenant tenant = server.createTenant();
        PendingAcceptance first = pending(server.lab(locked), locked, "msg_1", BYTES);
        PendingAcceptance impatient = pending(server.lab(tenant), tenant, "msg_1", BYTES);
        GroupCommit groupCommit = groupCommit(Duration.ofMillis(200));
        try (Connection lock = lockedOut(locked);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> held = threads.submit(() -> groupCommit.commit(first));
            awaitSomebodyAtTheLock();

            assertThatThrownBy(() -> groupCommit.commit(impatient))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("in time");
            assertThatThrownBy(held::get).hasStackTraceContaining("in time");
            lock.rollback();
        } finally {
            groupCommit.stop();
        }

        assertThat(messages(tenant)).as("nobody was told that it is there").isZero();
        // The locked one was on its way already: in doubt, and found again by its id when it is repeated.
        assertThat(server.bean(GroupCommit.class).commit(first)).isFalse();
        assertThat(messages(locked)).isEqualTo(1);
        assertThat(server.bean(GroupCommit.class).commit(impatient)).isTrue();
    }

    /** No database text has a NUL: this row fails wherever it is. */
    @Test
    void oneRowTheDatabaseRefusesFailsAloneAndNoneOfItsNeighbours() throws Exception {
        Tenant locked = server.createTenant();
        List<Tenant> tenants = tenants(3);
        List<Lab> labs = tenants.stream().map(server::lab).toList();
        PendingAcceptance first = pending(server.lab(locked), locked, "msg_1", BYTES);
        List<PendingAcceptance> good = IntStream.range(0, 60)
                .mapToObj(i -> pending(labs.get(i % 3), tenants.get(i % 3), "msg_" + i, BYTES))
                .toList();
        PendingAcceptance bad = pending(labs.getFirst(), tenants.getFirst(), "msg_\0", BYTES);
        GroupCommit groupCommit = groupCommit(PATIENT);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> stored = new ArrayList<>();
            Future<Boolean> refused;
            // While this one waits the others gather, so that they are one batch.
            try (Connection lock = lockedOut(locked)) {
                stored.add(threads.submit(() -> groupCommit.commit(first)));
                awaitSomebodyAtTheLock();
                refused = threads.submit(() -> groupCommit.commit(bad));
                good.forEach(pending -> stored.add(threads.submit(() -> groupCommit.commit(pending))));
                await().until(() -> groupCommit.waiting() == good.size() + 1);
                lock.rollback();
            }
            for (Future<Boolean> commit : stored) {
                assertThat(commit.get()).isTrue();
            }
            assertThatThrownBy(refused::get).hasCauseInstanceOf(DataAccessException.class);
        } finally {
            groupCommit.stop();
        }

        assertThat(tenants.stream().map(this::messages)).containsExactly(20, 20, 20);
        for (Tenant tenant : tenants) {
            assertThat(entries(tenant)).isEqualTo(ids("select id from loop.messages where tenant_id = ?", tenant));
        }
    }

    /** Cut once the database has answered, so it has committed; and cut before it has heard, so it has not. */
    @ParameterizedTest
    @EnumSource(LineToPostgres.Cut.class)
    void aMessageWhoseCommitIsInDoubtIsStoredOnceAndAnsweredAsNew(LineToPostgres.Cut cut) throws Exception {
        Tenant tenant = server.createTenant();
        Lab lab = server.lab(tenant);
        Sender sender = server.bean(Senders.class).find(lab.sender().keyId()).orElseThrow();
        Transmission transmission = new Transmission(sender, "msg_in_doubt", BYTES, null, null, null);
        try (LineToPostgres line = LineToPostgres.of(server)) {
            GroupCommit groupCommit = new GroupCommit(
                    line.store(), server.bean(IngestDatabase.class), server.bean(Bell.class), settings(PATIENT));
            groupCommit.start();
            try {
                AcceptTransmission accept = new AcceptTransmission(
                        server.bean(TenantDatabase.class),
                        server.bean(Seals.class),
                        groupCommit,
                        server.bean(Audit.class));
                line.cutAtNext(cut, "msg_in_doubt");

                Acceptance first = accept.accept(transmission);

                assertThat(line.cuts()).isEqualTo(1);
                assertThat(first).isInstanceOf(Acceptance.Accepted.class);
                assertThat(accept.accept(transmission))
                        .isEqualTo(new Acceptance.Repeated(((Acceptance.Accepted) first).messageId()));
            } finally {
                groupCommit.stop();
            }
        }

        Set<UUID> messages = ids("select id from loop.messages where tenant_id = ?", tenant);
        assertThat(messages).hasSize(1);
        assertThat(entries(tenant)).isEqualTo(messages);
        assertThat(jobsEver(tenant)).isEqualTo(messages);
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

    private GroupCommit groupCommit(Duration longestWait) {
        GroupCommit groupCommit = new GroupCommit(
                server.bean(AcceptanceStore.class),
                server.bean(IngestDatabase.class),
                server.bean(Bell.class),
                settings(longestWait));
        groupCommit.start();
        return groupCommit;
    }

    private static IntakeSettings settings(Duration longestWait) {
        return settings(true, longestWait);
    }

    private static IntakeSettings settings(boolean together, Duration longestWait) {
        return new IntakeSettings(
                DataSize.ofMegabytes(10), 50, together, longestWait, Duration.ofDays(90), Duration.ofDays(400));
    }

    /** As a relocation holds a tenant: whoever writes for it waits until this connection rolls back. */
    private Connection lockedOut(Tenant tenant) throws SQLException {
        Connection connection = server.administrator();
        connection.setAutoCommit(false);
        try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 20))")) {
            lock.setString(1, tenant.id().toString());
            lock.execute();
        }
        return connection;
    }

    private void awaitSomebodyAtTheLock() {
        await().until(() -> server.database()
                        .sql("select count(*) from pg_stat_activity where usename = 'careloop_ingest' "
                                + "and wait_event_type = 'Lock'")
                        .query(Integer.class)
                        .single()
                == 1);
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
