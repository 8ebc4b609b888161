package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.audit.Audit;
import health.careloop.keys.Seals;
import health.careloop.queue.Bell;
import health.careloop.senders.Sender;
import health.careloop.senders.Senders;
import health.careloop.tenancy.IngestDatabase;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantDatabase;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

/** When a batch fails, or nobody knows whether it committed: what was answered is there, and nobody is forgotten. */
class GroupCommitInDoubtTest extends ManyAtTheDoor {
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
        Transmission transmission = new Transmission(sender, named("msg_in_doubt"), BYTES, null, null, null);
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
}
